"""What is done once, before the first visitor comes."""

import asyncio
import gc
import inspect
import logging
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st

from lotsen.bootstrap import SYSTEM, CannotStart, application, opened
from lotsen.i18n import language
from lotsen.usecases import rounds
from lotsen.web.promptness import answer_at_once

CANNOT_START_CODE = 2
_log = logging.getLogger(__name__)


_warming: asyncio.Future[None] | None = None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Open the house, or say in one sentence why it stays closed; then warm it.

    The doors open at once: while the first browser fetches what Streamlit gives to all, the
    house gets warm, and only then a page runs (`warmth`).
    """
    try:
        opened()
    except CannotStart as reason:
        _leave(str(reason))
    answer_at_once()
    global _warming  # noqa: PLW0603  # there is one house in a process
    _warming = asyncio.ensure_future(asyncio.to_thread(_warm))
    yield
    await _warming
    application().engine.dispose()  # SQLite: the last one out puts its log into the file


async def warmth() -> None:
    """Wait until the house is warm; at once where nobody warms it."""
    if _warming is not None and not _warming.done():
        await asyncio.shield(_warming)


def _warm() -> None:
    warm_libraries()
    warm_pictures()
    warm_memory()
    gc.freeze()  # Streamlit collects after every run; what is here by now need not be walked again


def warm_libraries() -> None:
    """Import what pages need, and have the libraries build what they build on first use."""
    import altair as alt  # noqa: PLC0415  # slow to import, and only a server needs it
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    from PIL import Image  # noqa: F401, PLC0415  # for the icon of the page
    from streamlit.elements import arrow, vega_charts  # noqa: F401, PLC0415

    table = pd.DataFrame({"a": [1], "b": ["x"]})
    alt.Chart(table).mark_bar().encode(x="a", y="b").to_dict()
    pa.Table.from_pandas(table)
    inspect.stack()  # Streamlit asks once who called it; Python then looks up every module's file


def warm_pictures() -> None:
    """Work out the form of every picture; what is left for a page are its numbers."""
    from lotsen.charts import departments, people, profile  # noqa: PLC0415
    from lotsen.charts.picture import compiled  # noqa: PLC0415

    for form in (departments.form, people.form, profile.form):
        compiled(form, language())


def warm_memory() -> None:
    """Compute the scores of the current round, so that the first visitor finds them.

    A mistake in them is shown where they are shown; the rest of the house opens all the same.
    """
    from lotsen.usecases import scores  # noqa: PLC0415

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
