"""A page runs again, over the websocket: at the demo town, and at the size of the large one."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import large_town, servers, towns
from bench.clock import p50, p95
from bench.figures import Figure
from bench.visitor import Visitor
from lotsen.db.engine import open_engine

PAGES = {"home": "", "departments": "departments", "candidates": "candidates"}
FAIR = {
    "comparison": "comparison",
    "method": "method",
    "shortlist": "shortlist",
    "proposal": "shortlist?ansicht=Vorschlag",
}
"""Pages of the numbers; what they show first has to be worked out once."""

TURNS, CHANGES = 100, 5
MOST_RERUN, MOST_RATIO, MOST_FIRST = 60.0, 1.5, 150.0
MOST_LARGE, MOST_CHANGED, MOST_MEMORY = 100.0, 600.0, 600.0
LARGE = ("departments", "candidates")


@dataclass(frozen=True, kw_only=True)
class Runs:
    """The first run of a page in a new process, the later ones, and what it shows."""

    first: float
    later: list[float]
    elements: Counter[str]


def demo() -> Iterator[Figure]:
    """At the demo town, beside a bare page with as many elements under the same warm start."""
    with large_town.folder() as folder:
        for name, page in (PAGES | FAIR).items():
            with towns.served(towns.demo_url(folder)) as town:
                ours, bare = asyncio.run(_beside_a_bare_page(town, page))
            yield Figure(
                name=f"rerun of {name}, demo town",
                value=p50(ours.later),
                tail=p95(ours.later),
                most=MOST_RERUN,
                baseline=p50(bare.later),
                against=f"{ours.elements.total()} constants",
                most_ratio=MOST_RATIO if name in PAGES else None,
            )
            yield Figure(
                name=f"first run of {name} in a new process",
                value=ours.first,
                most=MOST_FIRST if name in PAGES else None,
                baseline=bare.first,
                against="the same constants",
            )


def large() -> Iterator[Figure]:
    """With 10,000 candidates and 500,000 ratings: unchanged, and after one rating changed."""
    with large_town.folder() as folder:
        yield from _at_large(folder)


def _at_large(folder: Path) -> Iterator[Figure]:
    with towns.served(large_town.build(folder)) as town:
        for name in LARGE:
            runs = asyncio.run(_visit(town.server, PAGES[name], town.cookie))
            yield Figure(
                name=f"rerun of {name}, 500,000 ratings",
                value=p50(runs.later),
                tail=p95(runs.later),
                most=MOST_LARGE,
            )
            changed = asyncio.run(_after_changes(town, PAGES[name]))
            yield Figure(
                name=f"rerun of {name} after a rating changed",
                value=p50(changed),
                tail=max(changed),
                most=MOST_CHANGED,
            )
        memory = town.server.megabytes()
    yield Figure(name="peak memory of that server", value=memory, unit="MB", most=MOST_MEMORY)


async def _beside_a_bare_page(town: towns.Town, page: str) -> tuple[Runs, Runs]:
    """Ours and the bare page in turns: what else the machine does then falls on both."""
    path, _mark, query = page.partition("?")
    async with Visitor(town.server, path, town.cookie, query=query) as visitor:
        first = await visitor.run()
        while visitor.waits():
            await visitor.run()
        elements = visitor.elements()
        with servers.running(servers.BARE, BENCH_ELEMENTS=json.dumps(elements)) as server:
            async with Visitor(server) as other:
                bare_first = await other.run()
                pairs = [(await visitor.run(), await other.run()) for _turn in range(TURNS)]
    ours, bare = zip(*pairs, strict=True)
    return (
        Runs(first=first, later=list(ours), elements=elements),
        Runs(first=bare_first, later=list(bare), elements=elements),
    )


async def _visit(server: servers.Server, page: str, cookie: str) -> Runs:
    async with Visitor(server, page, cookie) as visitor:
        first = await visitor.run()
        elements = visitor.elements()
        later = [await visitor.run() for _turn in range(TURNS)]
    return Runs(first=first, later=later, elements=elements)


async def _after_changes(town: towns.Town, page: str) -> list[float]:
    engine = open_engine(town.database_url)
    durations = []
    try:
        async with Visitor(town.server, page, town.cookie) as visitor:
            await visitor.run()
            for turn in range(CHANGES):
                large_town.change_one_rating(engine, turn + 1)
                durations.append(await visitor.run())
    finally:
        engine.dispose()
    return durations
