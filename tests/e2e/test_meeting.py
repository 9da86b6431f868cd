"""A meeting in several browsers: the chair calls, the wall and the devices follow."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import load_demo
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.meetings import BallotRow, MeetingRow
from lotsen.db.migrate import upgrade
from lotsen.db.people import PersonRow
from lotsen.ui.stage import LONG_NAME
from tests.e2e.accessibility import resize, settled
from tests.e2e.browsing import (
    COORDINATOR,
    LEADERSHIP,
    PROJECTOR,
    RATER,
    Visitors,
    go,
    ready,
    visiting,
)
from tests.e2e.servers import running
from tests.e2e.views import hold_meeting

pytestmark = pytest.mark.browser

PATIENCE = 20_000
"""That devices follow is tested here; how soon they do is measured in bench/meeting.py."""

SMALL = (1280, 720)
CUT_OFF = """() => {
    const below = '.st-key-stage_here, [data-testid=stAlert]:not(.st-key-stage *)';
    const foot = Math.min(...[...document.querySelectorAll(below)]
        .map(each => each.getBoundingClientRect().top));
    const main = document.querySelector('[data-testid=stMain]');
    const rows = [...document.querySelectorAll(
        '.aspects tr, .key, .st-key-stage_words span, .st-key-stage_facts span')];
    return [
        ...(main.scrollHeight > main.clientHeight + 1 ? ['scrolls'] : []),
        ...rows.filter(row => row.getBoundingClientRect().bottom > foot).map(row => row.innerText),
    ];
}"""


def with_a_long_name(database_url: str) -> None:
    """The demo town, in which the name of the first person called fills more than a line."""
    engine = open_engine(database_url)
    upgrade(engine)
    load_demo(Application(engine=engine, clock=now_utc))
    longer = {"first_name": "Emre Maximilian Alexander", "last_name": "Yıldız von und zu Hohenau"}
    with engine.begin() as connection:
        connection.execute(update(PersonRow).where(PersonRow.last_name == "Yıldız").values(longer))
    engine.dispose()


@pytest.fixture(scope="module")
def both(chromium, postgresql_copies, tmp_path_factory) -> Iterator[tuple[Visitors, Visitors]]:
    """Two servers over one PostgreSQL; a meeting is on."""
    folder = tmp_path_factory.mktemp("meeting")
    with (
        postgresql_copies.fresh() as url,
        running(folder, with_a_long_name, database_url=url) as first,
        running(folder, database_url=url) as second,
        visiting(chromium, first) as here,
        visiting(chromium, second) as there,
    ):
        chair = here.open(COORDINATOR)
        go(chair, "/meeting")
        hold_meeting(chair)
        yield here, there


@pytest.fixture
def rooms(both) -> Iterator[tuple[Visitors, Visitors]]:
    """Both servers; whoever came goes home afterwards, for every open device asks on and on."""
    yield both
    for visitors in both:
        visitors.close()
        visitors.contexts.clear()


def at(visitors: Visitors, who: str, path="/meeting", size=SMALL) -> Page:
    page = visitors.open(who, size=size)
    go(page, path)
    return page


def to_the_first(wall: Page) -> None:
    """Go back as far as it goes; at the first item the button can no longer be pressed."""
    while wall.locator(".st-key-stage_previous button").is_enabled():
        turn(wall, "PageUp")


def turn(wall: Page, key: str) -> None:
    """Press a key of the presenter, and wait until another item is there."""
    before = name_on(wall)
    wall.keyboard.press(key)
    expect(wall.get_by_role("heading", level=1)).not_to_have_text(before)
    ready(wall)


def call_the_second(visitors: Visitors) -> None:
    """Somebody with a neighbour on both sides, and no break."""
    wall = at(visitors, COORDINATOR, "/meeting?wand=1")
    to_the_first(wall)
    turn(wall, "PageDown")


def name_on(wall: Page) -> str:
    return wall.get_by_role("heading", level=1).inner_text()


def test_every_device_follows_the_chair_on_both_servers(rooms):
    here, there = rooms
    chair, wall = at(here, COORDINATOR), at(there, COORDINATOR, "/meeting?wand=1")
    near, far = at(here, RATER), at(there, LEADERSHIP)
    before = name_on(wall)

    chair.get_by_role("button", name="Weiter", exact=True).click()

    called = wall.get_by_role("heading", level=1)
    expect(called).not_to_have_text(before, timeout=PATIENCE)
    for device in (near, far):
        expect(device.get_by_role("heading", name=called.inner_text())).to_be_visible(
            timeout=PATIENCE
        )


@pytest.mark.parametrize(
    ("forth", "back"), [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")], ids=["keys", "remote"]
)
def test_wall_moves_by_keys_and_by_a_presenter(rooms, forth, back):
    wall = at(rooms[0], COORDINATOR, "/meeting?wand=1")
    heading, first = wall.get_by_role("heading", level=1), name_on(wall)

    wall.keyboard.press(forth)
    expect(heading).not_to_have_text(first)
    ready(wall)
    wall.keyboard.press(back)
    expect(heading).to_have_text(first)


def test_wall_shows_evidence_and_goes_back_with_the_arrows(rooms):
    wall = at(rooms[0], COORDINATOR, "/meeting?wand=1")

    wall.keyboard.press("ArrowDown")
    expect(wall.get_by_text("Belege: ")).to_be_visible()
    ready(wall)
    wall.keyboard.press("ArrowUp")
    expect(wall.get_by_text("Belege: ")).to_have_count(0)


@pytest.mark.parametrize("size", [PROJECTOR, SMALL], ids=["1920", "1280"])
def test_wall_has_nothing_to_scroll_and_nothing_cut_off(rooms, size):
    wall = at(rooms[1], COORDINATOR, "/meeting?wand=1", size=size)
    to_the_first(wall)

    assert len(name_on(wall)) > LONG_NAME
    for _item in range(3):
        assert cut_off(wall) == []
        turn(wall, "PageDown")


def cut_off(wall: Page) -> list[str]:
    """What is not whole, as soon as the wall is laid out for its size."""
    settled(wall)
    found: list[str] = wall.evaluate(CUT_OFF)
    return found


def test_presenter_that_is_pressed_twice_leaves_the_wall_whole_and_without_a_word(rooms):
    wall = at(rooms[0], COORDINATOR, "/meeting?wand=1", size=SMALL)
    to_the_first(wall)
    before = name_on(wall)

    for _press in range(2):
        wall.keyboard.press("PageDown")

    expect(wall.get_by_role("heading", level=1)).not_to_have_text(before)
    ready(wall)
    expect(wall.get_by_test_id("stAlert")).to_have_count(0)
    assert cut_off(wall) == []


@contextmanager
def vote(database_url: str) -> Iterator[None]:
    """People vote on the present item for a while."""
    engine = open_engine(database_url)
    with Session(engine) as session:
        meeting = session.scalars(select(MeetingRow).where(MeetingRow.item_id.is_not(None))).one()
        ballot = BallotRow(item_id=meeting.item_id, secret=True, opened_at=now_utc())
        meeting.step, meeting.shows_place = meeting.step + 1, True
        session.add(ballot)
        session.commit()
        try:
            yield
        finally:
            session.refresh(meeting)
            meeting.step, meeting.shows_place = meeting.step + 1, False
            session.delete(ballot)
            session.commit()
            engine.dispose()


def test_wall_says_why_it_does_not_go_on_with_nothing_cut_off(rooms):
    here, _there = rooms
    call_the_second(here)
    with vote(here.server.database_url):
        wall = at(here, COORDINATOR, "/meeting?wand=1")
        wall.keyboard.press("PageDown")

        expect(wall.get_by_test_id("stAlert")).to_contain_text("Gerade wird abgestimmt.")
        for size in (PROJECTOR, SMALL):
            resize(wall, size)
            assert cut_off(wall) == []


def declare(member: Page) -> None:
    member.get_by_text("Ich bin befangen").click()
    member.get_by_label("Grund").fill("Wir sind eng befreundet.")
    member.get_by_label("Grund").press("Control+Enter")
    ready(member)
    member.get_by_role("button", name="Befangenheit erklären").click()
    expect(member.get_by_text("Bitte verlassen Sie den Raum")).to_be_visible()
    ready(member)


def test_wall_sends_people_out_by_name_with_nothing_cut_off_until_they_are_back(rooms):
    here, there = rooms
    call_the_second(here)
    wall, member = at(here, COORDINATOR, "/meeting?wand=1"), at(there, RATER)
    told = wall.get_by_text(f"Bitte den Raum verlassen: {RATER}, ")

    declare(member)

    expect(told).to_be_visible(timeout=PATIENCE)
    for size in (PROJECTOR, SMALL):
        resize(wall, size)
        assert cut_off(wall) == []
    member.get_by_text("Befangenheit zurücknehmen").click()
    member.get_by_label("Grund für die Rücknahme").fill("Das war eine Verwechslung.")
    member.get_by_label("Grund für die Rücknahme").press("Control+Enter")
    ready(member)
    member.get_by_role("button", name="Zurücknehmen", exact=True).click()
    expect(told).to_have_count(0, timeout=PATIENCE)
    expect(member.get_by_text("Bitte verlassen Sie den Raum")).to_have_count(0)


def test_when_the_laptop_at_the_projector_dies_another_goes_on(rooms):
    here, there = rooms
    wall = at(here, COORDINATOR, "/meeting?wand=1")
    shown = name_on(wall)
    here.contexts.remove(wall.context)
    wall.context.close()

    other = at(there, LEADERSHIP, "/meeting?wand=1")

    assert name_on(other) == shown


def test_desk_counts_whoever_comes_without_a_click(rooms):
    here, there = rooms
    call_the_second(here)
    chair, member = at(here, COORDINATOR), at(there, RATER)
    expect(chair.get_by_text(re.compile(r": 0 von \d+ Stimmen"))).to_be_visible()

    member.get_by_role("button", name="Ich bin anwesend").click()

    expect(chair.get_by_text(re.compile(r": 1 von \d+ Stimmen"))).to_be_visible(timeout=PATIENCE)
    shown = chair.get_by_test_id("stMultiSelect").locator("[data-tag]:visible")
    expect(shown).to_have_count(1)


def test_who_is_biased_is_sent_out_and_called_back(rooms):
    here, there = rooms
    call_the_second(here)
    chair, member = at(here, COORDINATOR), at(there, RATER)
    name = chair.get_by_role("heading", level=2).first.inner_text()

    declare(member)

    expect(member.get_by_text(name)).to_have_count(0)
    expect(chair.get_by_text("Bitte den Raum verlassen: ")).to_be_visible(timeout=PATIENCE)
    chair.get_by_role("button", name="Zurück", exact=True).click()
    expect(member.get_by_text("Bitte verlassen Sie den Raum")).to_have_count(0, timeout=PATIENCE)
