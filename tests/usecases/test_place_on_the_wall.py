"""The wall shows a place by total score where the chair wants it, for the present person alone."""

import pytest

from lotsen.domain.decisions import OrderKind
from lotsen.domain.errors import BadInput, NotAllowed, Outdated
from lotsen.usecases import meeting, meeting_plan
from lotsen.usecases.meeting_stage import Place
from tests.usecases.meetings import REASON, begin, call, do, furnish, room, stage


@pytest.fixture
def town(town):
    return begin(furnish(town))


def test_place_is_shown_for_one_person_alone(town):
    for candidate, value in ((town.ada, 3), (town.ben, 4), (town.cem, 5)):
        town.make_sheet(candidate, town.raters[0].id, motivation=value, vorbild=3, agil=3)
    assert stage(town).place is None

    do(town, town.chair, meeting.show_place, town.meeting, room(town).called.id, shown=True)
    assert stage(town).place == Place(kind=OrderKind.FAIR, place=3, of=3)

    call(town, 2)
    assert stage(town).place is None


def test_place_is_not_shown_of_whom_a_remote_has_called_meanwhile(town):
    seen = room(town).called.id
    call(town, 2)

    with pytest.raises(Outdated, match="outdated"):
        do(town, town.chair, meeting.show_place, town.meeting, seen, shown=True)

    assert not room(town).shows_place


def test_chair_who_has_to_leave_shows_no_place(town):
    item = room(town).called.id
    do(town, town.chair, meeting.recuse, town.meeting, item, town.chair.id, REASON)

    with pytest.raises(NotAllowed, match=r"vote\.biased"):
        do(town, town.chair, meeting.show_place, town.meeting, item, shown=True)

    assert not room(town).shows_place


def test_a_break_has_no_place(town):
    version = room(town).version
    do(town, town.chair, meeting_plan.add_pause, town.meeting, "Kaffee", 10, seen=version)
    call(town, 4)

    with pytest.raises(BadInput, match="no_candidate"):
        do(town, town.chair, meeting.show_place, town.meeting, room(town).called.id, shown=True)
