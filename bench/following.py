"""From the chair's click to the changed view of a member, who asks as a browser does."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import ExitStack

from bench import servers, towns
from bench.clock import p50, p95
from bench.figures import Figure
from bench.saving import Rater
from bench.visitor import Visitor
from lotsen.ui.meeting_live import EVERY

TURNS = 20
MOST = 2_000.0
"""Milliseconds in which a device has to show what the chair has called."""
LONG = 30.0
SEED = 2027
PAGE = "meeting"
THERE_AND_BACK = ("Weiter", "Zurück")


def followed(url: str, member: Rater, where: str, *, count: int) -> Iterator[Figure]:
    """Measure over a meeting that is on; with two servers the member is at the second one."""
    with ExitStack() as stack:
        chair = stack.enter_context(towns.served(url))
        others = [stack.enter_context(towns.served(url)) for _more in range(count - 1)]
        device = others[-1].server if others else chair.server
        times = asyncio.run(_follow(chair, device, member))
    name = f"from click to changed view, {where}"
    yield Figure(name=name, value=p50(times), tail=p95(times), most_tail=MOST)
    yield Figure(name=f"{name}, worst of {len(times)}", value=max(times), most=MOST)


async def _follow(chair: towns.Town, server: servers.Server, member: Rater) -> list[float]:
    """Milliseconds from each click to the end of the member's run that shows the new item."""
    rng = random.Random(SEED)  # when the chair clicks is no secret
    times = []
    async with (
        Visitor(chair.server, PAGE, chair.cookie) as desk,
        Visitor(server, PAGE, member.cookie) as device,
    ):
        await desk.run()
        await device.run()
        for turn in range(TURNS):
            label = THERE_AND_BACK[turn % 2]
            async with asyncio.timeout(LONG), asyncio.TaskGroup() as both:
                click = both.create_task(_click(desk, label, rng.random() * EVERY))
                seen = both.create_task(_until_changed(device))
            times.append((seen.result() - click.result()) * 1000)
    return times


async def _click(desk: Visitor, label: str, after: float) -> float:
    """Call another item at any moment between two questions; gives that moment."""
    await asyncio.sleep(after)
    moment = asyncio.get_running_loop().time()
    desk.press(label)
    await desk.run()
    return moment


async def _until_changed(device: Visitor) -> float:
    """Ask again and again, until the answer is another page; gives that moment."""
    while True:
        await asyncio.sleep(EVERY)
        await device.poll()
        if device.has_changed():
            return asyncio.get_running_loop().time()
