"""What is done once, before the first visitor comes."""

import asyncio
import gc
import importlib
import inspect
import logging
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, NoReturn

import streamlit as st

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM, CannotStart, opened
from lotsen.i18n import language
from lotsen.usecases import rounds
from lotsen.web.garbage import short_walks
from lotsen.web.promptness import answer_at_once

SCRIPT: Final = Path(__file__).parents[1] / "ui" / "main.py"
"""What Streamlit runs; beside it stands all that the pages are made of."""

CANNOT_START_CODE = 2
_log = logging.getLogger(__name__)


CALM, LATEST = 1.0, 10.0
"""Seconds: so long nobody asks for anything, or so long after the start at the latest."""


class _Warming:
    """When the house gets warm: in the first calm moment, or at once when somebody wants it."""

    def __init__(self, house: Application) -> None:
        self._house = house
        self._loop = asyncio.get_running_loop()
        self._done: asyncio.Future[None] | None = None
        self.imported = asyncio.Event()
        self._calm = self._loop.call_later(CALM, self.begin)
        self._latest = self._loop.call_later(LATEST, self.begin)

    @property
    def began(self) -> bool:
        return self._done is not None

    def put_off(self) -> None:
        """Somebody is here and shall not have to share the processor."""
        if not self.began:
            self._calm.cancel()
            self._calm = self._loop.call_later(CALM, self.begin)

    def begin(self) -> asyncio.Future[None]:
        if self._done is None:
            self.leave()
            self._done = asyncio.ensure_future(self._warm())
        return self._done

    async def _warm(self) -> None:
        try:
            await asyncio.to_thread(_warm_code)
        finally:
            self.imported.set()
        await asyncio.to_thread(warm_memory, self._house)
        gc.freeze()

    def leave(self) -> None:
        self._calm.cancel()
        self._latest.cancel()


_warming: _Warming | None = None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Open the house, or say in one sentence why it stays closed; it is warmed a little later.

    Whoever comes at once gets the first page at once: it needs little. The libraries that other
    pages need are imported when nobody has asked for anything for a moment.
    """
    try:
        house = opened()  # this one to the end, whatever the settings say by then
    except CannotStart as reason:
        _leave(str(reason))
    answer_at_once()
    global _warming  # noqa: PLW0603  # there is one house in a process
    _warming = _Warming(house)
    gc.freeze()  # what is here by now stays
    async with short_walks():
        yield
    _warming.leave()
    if _warming.began:
        await _warming.begin()
    house.engine.dispose()  # SQLite: the last one out puts its log into the file


def somebody_asks() -> None:
    """Put the warming off a little, as long as it has not begun."""
    if _warming is not None:
        _warming.put_off()


async def warmth() -> None:
    """Wait until the house is warm, and have it warmed if nobody does yet."""
    if _warming is not None:
        await asyncio.shield(_warming.begin())


async def no_half_warmth() -> None:
    """Wait for imports that have begun: a page that imports beside them would be slower still.

    Not for the scores: who needs them waits for them there, and nobody else does.
    """
    if _warming is not None and _warming.began:
        await _warming.imported.wait()


def _warm_code() -> None:
    warm_libraries()
    warm_pages()
    warm_pictures()


def warm_libraries() -> None:
    """Import what pages need, and have the libraries build what they build on first use."""
    import altair as alt  # noqa: PLC0415  # slow to import, and only a server needs it
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    from streamlit.elements import arrow, vega_charts  # noqa: F401, PLC0415

    table = pd.DataFrame({"a": [1], "b": ["x"]})
    alt.Chart(table).mark_bar().encode(x="a", y="b").to_dict()
    pa.Table.from_pandas(table)
    inspect.stack()  # Streamlit asks once who called it; Python then looks up every module's file


def warm_pages() -> None:
    """Import what pages are made of; the script itself runs only within Streamlit."""
    for module in sorted(SCRIPT.parent.glob("*.py")):
        if module != SCRIPT:
            importlib.import_module(f"lotsen.ui.{module.stem}")


def warm_pictures() -> None:
    """Work out the form of every picture; what is left for a page are its numbers."""
    from lotsen.charts import (  # noqa: PLC0415
        departments,
        distances,
        people,
        profile,
        ranking,
        severity,
        slope,
        waterfall,
    )
    from lotsen.charts.picture import compiled  # noqa: PLC0415

    for part in (departments, distances, people, profile, ranking, severity, slope, waterfall):
        compiled(part.form, language())


def warm_memory(house: Application) -> None:
    """Compute the scores of the current round, so that the first visitor finds them.

    A mistake in them is shown where they are shown; the rest of the house opens all the same.
    """
    from lotsen.usecases import comparison, scores  # noqa: PLC0415

    try:
        round_ = house.query(SYSTEM, rounds.current)
        if round_ is not None:
            house.query(SYSTEM, scores.departments, round_.id)
            house.query(SYSTEM, comparison.comparison, round_.id)
    except Exception:  # noqa: BLE001  # logged whole; the pages will tell it where it matters
        _log.exception("Die Bewertungen lassen sich nicht vorab berechnen.")


def _leave(sentence: str) -> NoReturn:
    """End the process; an exception from here would reach the shell with its whole traceback."""
    print(f"Lotsen startet nicht: {sentence}", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(CANNOT_START_CODE)
