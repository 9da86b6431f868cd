"""Fifty sessions at once, each of which clicks once every three seconds on the departments."""

import asyncio
import random
from collections.abc import Iterator

import websockets

from bench import large_town, towns
from bench.clock import p50, p95
from bench.figures import Figure
from bench.visitor import Trouble, Visitor

SESSIONS, PERIOD, CLICKS = 50, 3.0, 8
MOST, MOST_TAIL = 100.0, 400.0
SEED = 2027


def run() -> Iterator[Figure]:
    """Measure from the click to the end of its run, at the demo town."""
    with large_town.folder() as folder, towns.served(towns.demo_url(folder)) as town:
        durations, errors = asyncio.run(_crowd(town))
    yield Figure(
        name=f"{SESSIONS} sessions on departments",
        value=p50(durations),
        tail=p95(durations),
        most=MOST,
        most_tail=MOST_TAIL,
        errors=errors,
    )


async def _crowd(town: towns.Town) -> tuple[list[float], int]:
    rng = random.Random(SEED)  # when somebody clicks is no secret
    offsets = [rng.random() * PERIOD for _session in range(SESSIONS)]
    visits = (_visit(town, offset) for offset in offsets)
    found = await asyncio.gather(*visits, return_exceptions=True)
    durations = [time for times in found if isinstance(times, list) for time in times]
    errors = [each for each in found if isinstance(each, BaseException)]
    for error in errors:
        if not isinstance(error, (Trouble, TimeoutError, websockets.WebSocketException)):
            raise error
    return durations, len(errors)


async def _visit(town: towns.Town, offset: float) -> list[float]:
    """Open the page, then click on another order again and again."""
    loop = asyncio.get_running_loop()
    async with Visitor(town.server, "departments", town.cookie) as visitor:
        await asyncio.sleep(offset)
        await visitor.run()
        durations = []
        due = loop.time()
        for turn in range(CLICKS):
            due += PERIOD
            await asyncio.sleep(max(0.0, due - loop.time()))
            if visitor.choices():
                visitor.choose(visitor.choices()[-1], turn % 2)
            durations.append(await visitor.run())
    return durations
