"""What stays for long is not looked through again after every run.

Streamlit has Python look for garbage after every run of a page and of a live part
(`gc.collect(2)` in its `script_runner.py`), and Python then walks everything that it has made
since it was last told what stays: the pages' code, the statements that were put together, the
views that are remembered, what each visitor's tab holds. With a hundred visitors that walk takes
longer than everything else in a run, and nobody else computes meanwhile.
"""

import asyncio
import gc
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final, Literal

LONG: Final = 0.0003
"""Seconds that a walk may take before what it has found alive is set apart from the next ones."""
WHOLE: Final = 900.0
"""Seconds after which everything is walked once: what was set apart may have become garbage."""


@asynccontextmanager
async def short_walks() -> AsyncGenerator[None]:
    """Keep the walks short, for as long as this lasts."""
    watch = Watch()
    gc.callbacks.append(watch)
    walking = asyncio.create_task(_walk_all())
    try:
        yield
    finally:
        gc.callbacks.remove(watch)
        walking.cancel()
        with suppress(asyncio.CancelledError):
            await walking


class Watch:
    """Looks at the clock around every full walk, and sets apart what made it long.

    It comes right after the garbage went, so what is set apart is alive but for the little that
    other runs are just working with.
    """

    def __init__(self, set_apart: Callable[[], object] = gc.freeze) -> None:
        self._began = 0.0
        self._set_apart = set_apart

    def __call__(self, moment: Literal["start", "stop"], facts: dict[str, int]) -> None:
        """Python calls this before and after every walk."""
        if facts["generation"] < len(gc.get_threshold()) - 1:
            return
        if moment == "start":
            self._began = time.perf_counter()
        elif time.perf_counter() - self._began > LONG:
            self._set_apart()


async def _walk_all() -> None:
    while True:
        await asyncio.sleep(WHOLE)
        walk_all()


def walk_all() -> None:
    """Look through everything once, and let go of what nobody can reach any more."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
