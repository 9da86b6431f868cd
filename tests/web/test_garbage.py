"""Python walks what is new after every run, and everything only now and then."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from lotsen.web.garbage import Watch, short_walks, walk_all

MANY = 300_000


class Thing:
    """Can be in a circle, and can be looked after without being held."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Other tests find nothing set apart."""
    yield
    gc.unfreeze()


def test_what_made_a_walk_long_is_not_walked_again():
    async def work() -> tuple[int, int]:
        async with short_walks():
            before = gc.get_freeze_count()
            stays = [[] for _each in range(MANY)]
            gc.collect()
            return gc.get_freeze_count() - before, len(stays)

    apart, kept = asyncio.run(work())

    assert apart >= kept == MANY


def test_walk_of_the_young_alone_sets_nothing_apart():
    asked = []
    watch = Watch(set_apart=lambda: asked.append("apart"))

    for generation in (0, 1, 2):
        watch("start", {"generation": generation})
        sum(range(MANY))
        watch("stop", {"generation": generation})
        asked.append(generation)

    assert asked == [0, 1, "apart", 2]


def test_nothing_is_watched_any_more_when_the_house_closes():
    async def open_and_close() -> None:
        async with short_walks():
            pass

    before = list(gc.callbacks)
    asyncio.run(open_and_close())

    assert gc.callbacks == before


def test_garbage_that_was_set_apart_goes_when_everything_is_walked():
    thing = Thing()
    seen = weakref.ref(thing)
    gc.freeze()
    del thing

    gc.collect()
    assert seen() is not None

    walk_all()
    assert seen() is None
