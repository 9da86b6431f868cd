"""What is done once, before the first visitor comes."""

import gc
import logging
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st

from lotsen.bootstrap import SYSTEM, CannotStart, application, opened
from lotsen.usecases import rounds, scores
from lotsen.web.promptness import answer_at_once

CANNOT_START_CODE = 2
_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Open the house and warm it, or say in one sentence why it stays closed."""
    try:
        opened()
    except CannotStart as reason:
        _leave(str(reason))
    answer_at_once()
    warm_libraries()
    warm_memory()
    gc.collect()
    gc.freeze()  # Streamlit collects after every run; what is here by now need not be walked again
    yield


def warm_libraries() -> None:
    """Import what pages need, and have the libraries build what they build on first use."""
    import altair as alt  # noqa: PLC0415  # slow to import, and only a server needs it
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    from streamlit.elements import arrow, vega_charts  # noqa: F401, PLC0415

    table = pd.DataFrame({"a": [1], "b": ["x"]})
    alt.Chart(table).mark_bar().encode(x="a", y="b").to_dict()
    pa.Table.from_pandas(table)


def warm_memory() -> None:
    """Compute the scores of the current round, so that the first visitor finds them.

    A mistake in them is shown where they are shown; the rest of the house opens all the same.
    """
    house = application()
    try:
        round_ = house.query(SYSTEM, rounds.current)
        if round_ is not None:
            house.query(SYSTEM, scores.departments, round_.id)
    except Exception:  # noqa: BLE001  # logged whole; the pages will tell it where it matters
        _log.exception("Die Bewertungen lassen sich nicht vorab berechnen.")


def _leave(sentence: str) -> None:
    """End the process; an exception from here would reach the shell with its whole traceback."""
    print(f"Lotsen startet nicht: {sentence}", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(CANNOT_START_CODE)
