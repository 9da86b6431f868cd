"""Where the gate says „nicht vergleichbar“ no page shows a fair score or a rank by it."""

import struct

import pytest

from lotsen.domain.decisions import Outcome
from lotsen.scoring.fair import Comparable
from lotsen.usecases import meeting
from tests.makers import LEADERSHIP
from tests.pages.shown import words
from tests.usecases.closing_steps import close_everything, decide, reopen_decisions
from tests.usecases.meetings import do, plan, room
from tests.usecases.two_dezernate import fair_numbers, link_by_turns, link_weakly, make_apart

OPENED = ("comparison_table", "crossing_table", "waterfall_table", "severity_table")
RANKED = ("Rang ", "plausibel ", "Fairer Wert ")
HEADS = {"Fairer Wert", "Rang", "plausibel"}


@pytest.fixture
def apart(town):
    make_apart(town)
    town.chief, town.chair = town.make_actor("Dr. Jana Weiß", LEADERSHIP), town.kim
    return town


@pytest.fixture
def refused(apart):
    return link_weakly(apart)


def numbers_in(page):
    """What a page tells: its words, and every number that goes to the browser."""
    parts = [each.proto for each in page._tree if getattr(each, "proto", None) is not None]
    html = "\n".join(each.proto.body for each in page.get("html"))
    return words(page) + html, b"".join(each.SerializeToString() for each in parts)


def told(page, numbers):
    """Which fair numbers a page tells, printed or in the data of a picture, and which words."""
    said, raw = numbers_in(page)
    return [
        *[each for each in numbers if f"{each:.2f}".replace(".", ",") in said],
        *[each for each in numbers if struct.pack("<d", each) in raw],
        *[each for each in RANKED if each in said],
        *(heads(page) & HEADS),
    ]


def heads(page):
    return {str(name) for each in (*page.table, *page.dataframe) for name in each.value.columns}


def opened(page, *keys, **choices):
    for key in keys:
        page.session_state[key] = True
    for key, value in choices.items():
        page.session_state[key] = value
    return page.run()


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("comparison", {}),
        ("shortlist", {"ansicht": "liste"}),
        ("shortlist", {"ansicht": "vorschlag"}),
        ("decisions", {"person": 12}),
    ],
)
def test_fair_numbers_would_be_found_where_people_are_compared(apart, open_as, name, choices):
    link_by_turns(apart)
    decide(apart, apart.south[0])
    numbers, comparable = fair_numbers(apart)

    page = opened(open_as(apart.chief, name), *OPENED, **choices)

    assert comparable != Comparable.NO
    assert told(page, numbers)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("home", {}),
        ("comparison", {}),
        ("departments", {}),
        ("departments", {"departments_view": "plain"}),
        ("departments", {"departments_view": "fair"}),
        ("shortlist", {"ansicht": "liste"}),
        ("shortlist", {"ansicht": "regeln"}),
        ("shortlist", {"ansicht": "vorschlag"}),
        ("shortlist", {"ansicht": "vergleichen"}),
        ("candidates", {}),
        ("decisions", {}),
        ("decisions", {"person": 12}),
        ("closing", {}),
        ("progress", {"advice": True}),
    ],
)
def test_page_tells_no_fair_number(refused, open_as, name, choices):
    decide(refused, refused.north[0])
    decide(refused, refused.south[0], Outcome.NOT_SELECTED)
    numbers, comparable = fair_numbers(refused)
    assert (comparable, len(numbers) > 6) == (Comparable.NO, True)

    for who in (refused.kim, refused.chief):
        page = opened(open_as(who, name), *OPENED, **choices)

        assert not page.exception
        assert told(page, numbers) == []


def test_closed_decisions_tell_no_fair_number_and_neither_do_those_opened_again(refused, open_as):
    selected, *others = (*refused.south, *refused.north)
    decide(refused, selected)
    for candidate in others:
        decide(refused, candidate, Outcome.NOT_SELECTED)
    numbers, comparable = fair_numbers(refused)
    assert (comparable, len(numbers) > 6) == (Comparable.NO, True)

    for step in (close_everything, reopen_decisions):
        step(refused)
        for who in (refused.clerk, refused.chief):
            page = opened(open_as(who, "closing"), *OPENED)

            assert "Wert beim Abschluss" in heads(page)
            assert told(page, numbers) == []


@pytest.mark.parametrize("query", [{}, {"wand": "1"}])
def test_meeting_and_its_wall_tell_no_fair_number(refused, open_as, query):
    plan(refused, *refused.north[:2], *refused.south[:2])
    do(refused, refused.kim, meeting.open_, refused.meeting, seen=room(refused).version)
    called = room(refused).called.id
    do(refused, refused.kim, meeting.show_place, refused.meeting, called, shown=True)
    numbers, _comparable = fair_numbers(refused)

    page = open_as(refused.kim, "meeting", **query)

    assert not page.exception
    assert told(page, numbers) == []
