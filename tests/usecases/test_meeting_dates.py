"""A meeting is moved or cancelled before it begins, and goes into everybody's own calendar."""

from datetime import timedelta

import pytest

from lotsen.domain.errors import BadInput, NotFound, Outdated, WrongPhase
from lotsen.domain.meetings import MeetingState
from lotsen.usecases import meeting, meeting_dates, meeting_plan
from tests.makers import Town
from tests.usecases.meetings import EVENING, begin, do, furnish, plan, room

LATER = EVENING + timedelta(days=1)


@pytest.fixture
def town(engine):
    return plan(furnish(Town(engine)))


def change(town, command, *args, actor=None, seen=None):
    do(town, actor or town.chair, command, town.meeting, *args, seen=seen or room(town).version)


def own(town, actor):
    return town.application.query(actor, meeting_dates.own, town.meeting)


def test_meeting_is_moved_to_another_time_and_place(town):
    change(town, meeting_dates.move, LATER, " Bürgerhaus ")

    assert (room(town).planned_for, room(town).place) == (LATER, "Bürgerhaus")


def test_move_that_changes_nothing_is_told(town):
    with pytest.raises(Outdated, match="repeated"):
        change(town, meeting_dates.move, EVENING, "")


def test_meeting_is_not_moved_to_no_day(town):
    with pytest.raises(BadInput, match="needs_a_day"):
        change(town, meeting_dates.move, None, "Rathaus")


def test_of_two_who_move_the_second_is_told(town):
    before = room(town).version
    change(town, meeting_dates.move, LATER, "")

    with pytest.raises(Outdated, match="outdated"):
        change(town, meeting_dates.move, EVENING, "Rathaus", seen=before)


def test_meeting_that_has_begun_is_neither_moved_nor_cancelled(town):
    change(town, meeting.open_)

    for command, args in [(meeting_dates.move, (LATER, "")), (meeting_dates.cancel, ("Krank.",))]:
        with pytest.raises(WrongPhase, match="has_begun"):
            change(town, command, *args)


def test_cancelled_meeting_has_its_reason_and_stays_closed(town):
    with pytest.raises(BadInput):
        change(town, meeting_dates.cancel, " ")
    change(town, meeting_dates.cancel, "Die Leitung ist erkrankt.")

    assert room(town).state == MeetingState.CANCELLED
    for command, args in [(meeting.open_, ()), (meeting_plan.add_pause, ("Pause", 5))]:
        with pytest.raises(WrongPhase, match="cancelled"):
            change(town, command, *args)


def test_every_member_has_the_meeting_under_a_key_of_their_own(town):
    rita, gesa = own(town, town.raters[0]), own(town, town.adviser)

    assert rita.appointment.uid != gesa.appointment.uid
    assert rita.appointment.starts_at == EVENING
    assert rita.appointment.minutes == 30
    assert (rita.name, rita.email) == ("Rita Roth", "person6@musterhausen.example")
    assert own(town, town.raters[0]) == rita


def test_meeting_without_a_date_is_nothing_for_a_calendar(town):
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Irgendwann")

    with pytest.raises(NotFound, match="no_calendar"):
        own(town, town.chair)


def test_meeting_that_is_on_stays_in_the_calendar(engine):
    town = begin(furnish(Town(engine)))

    assert own(town, town.chair).appointment.cancelled is False
