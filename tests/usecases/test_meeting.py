"""In a meeting: one item for all, who leaves the room, and the minutes of the chair."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.audit import AuditRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.meetings import MeetingState
from lotsen.domain.phases import Phase
from lotsen.usecases import meeting, meeting_views
from tests.makers import LEADER, NOON
from tests.usecases.meetings import (
    REASON,
    begin,
    call,
    come,
    do,
    furnish,
    pulse,
    room,
    sign_in,
    stage,
    statements,
)


@pytest.fixture
def town(town):
    return begin(furnish(town))


def later(town, **by):
    town.application = replace(town.application, clock=lambda: NOON + timedelta(**by))


def test_everybody_sees_the_item_that_is_called(town):
    call(town, 2)

    assert {room(town, each).called.name for each in (town.chair, *town.raters)} == {"Ben Groß"}
    assert room(town, town.adviser).following.name == "Cem Demir"
    assert stage(town).name == "Ben Groß"


def test_second_server_shows_the_same_item_with_nothing_lost(town):
    call(town, 3)
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Gut gefallen.", seen=0, tab="a")

    other = Application(engine=town.engine, clock=town.application.clock)
    seen = other.query(town.chief, meeting_views.room, town.meeting)

    assert (seen.called.name, seen.called.note) == ("Cem Demir", "Gut gefallen.")


def test_opening_logs_the_call_of_the_first_item_as_any_other_call(town):
    first, second, _third = room(town).agenda
    call(town, 2)

    with Session(town.engine) as session:
        lines = session.execute(
            select(AuditRow.action, AuditRow.subject, AuditRow.facts).order_by(AuditRow.id)
        ).all()
    assert [each.action for each in lines][-3:] == ["meeting_opened", "item_called", "item_called"]
    assert [(each.subject, each.facts) for each in lines[-2:]] == [
        (f"meeting:{town.meeting}", {"item": item.id, "candidate": item.candidate_id, "title": ""})
        for item in (first, second)
    ]


def test_second_click_on_next_calls_no_second_item(town):
    first, second, third = room(town).agenda
    do(town, town.chair, meeting.call, town.meeting, second.id, after=first.id)

    with pytest.raises(Outdated, match="repeated"):
        do(town, town.chair, meeting.call, town.meeting, second.id, after=first.id)
    with pytest.raises(Outdated, match="outdated"):
        do(town, town.chair, meeting.call, town.meeting, third.id, after=first.id)
    assert room(town).called.name == "Ben Groß"


def test_time_of_an_item_is_counted_over_several_calls(town):
    later(town, minutes=4)
    call(town, 2)
    later(town, minutes=5)
    call(town, 1)
    later(town, minutes=7)
    call(town, 2)

    assert [each.seconds for each in room(town).agenda] == [360, 60, 0]


def test_whoever_leads_may_take_over(town):
    call(town, 2, town.chief)

    assert room(town).called.name == "Ben Groß"


def test_rater_calls_no_item(town):
    with pytest.raises(NotAllowed):
        do(town, town.raters[0], meeting.call, town.meeting, room(town).agenda[1].id, after=None)


def test_leader_of_a_department_is_not_at_the_meeting(town):
    other = town.make_actor("Lea Leiter", LEADER)
    with pytest.raises(NotAllowed):
        room(town, other)


def test_who_is_biased_sees_nothing_of_the_item(town):
    rater = town.raters[0]
    do(town, rater, meeting.recuse, town.meeting, room(town).called.id, rater.id, REASON)

    seen = room(town, rater)
    assert (seen.leaves, seen.called.name, seen.called.candidate_id) == (True, "", None)
    assert (seen.called.ballot, seen.quorum) == (None, None)
    assert stage(town, rater) is None
    assert room(town).called.away >= {rater.id}
    call(town, 2)
    assert (room(town, rater).leaves, room(town, rater).called.name) == (False, "Ben Groß")


def test_biased_chair_sees_no_minutes_and_writes_none(town):
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Vertraulich.", seen=0, tab="a")
    do(town, town.chair, meeting.recuse, town.meeting, item, town.chief.id, REASON)

    assert next((each.hidden, each.note) for each in room(town, town.chief).agenda) == (True, "")
    with pytest.raises(NotAllowed):
        do(town, town.chief, meeting.note, town.meeting, item, "Doch.", seen=1, tab="b")


def test_nobody_declares_somebody_else_biased_but_the_chair(town):
    item, other = room(town).called.id, town.raters[1].id
    with pytest.raises(NotAllowed):
        do(town, town.raters[0], meeting.recuse, town.meeting, item, other, REASON)


def test_bias_needs_a_reason(town):
    rater = town.raters[0]
    with pytest.raises(BadInput):
        do(town, rater, meeting.recuse, town.meeting, room(town).called.id, rater.id, "  ")


def test_minutes_are_kept_with_old_and_new_words(town):
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Erst so.", seen=0, tab="a")
    do(town, town.chair, meeting.note, town.meeting, item, "Dann so.", seen=0, tab="a")

    assert room(town).called.note == "Dann so."
    with Session(town.engine) as session:
        facts = session.scalars(select(AuditRow.facts).order_by(AuditRow.id.desc())).first()
    assert facts == {"old": "Erst so.", "new": "Dann so."}


def test_minutes_from_another_window_are_not_overwritten(town):
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Von Kim.", seen=0, tab="a")
    with pytest.raises(Outdated):
        do(town, town.chief, meeting.note, town.meeting, item, "Von Jana.", seen=0, tab="b")
    assert room(town).called.note == "Von Kim."


def test_rater_reads_no_minutes(town):
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Vertraulich.", seen=0, tab="a")

    assert room(town, town.raters[0]).called.note == ""


def test_who_comes_and_goes_is_noted(town):
    come(town, *town.raters)
    do(town, town.raters[0], meeting.attend, town.meeting, here=False)
    do(
        town,
        town.chair,
        meeting.note_presence,
        town.meeting,
        came=[town.chief.id],
        left=[town.raters[1].id],
    )

    assert room(town).here == {town.raters[2].id, town.chief.id}
    assert room(town, town.raters[2]).is_here


def test_pulse_rises_with_what_everybody_has_to_see(town):
    sign_in(town, town.raters[0])
    before = pulse(town)
    come(town, town.raters[1])
    assert pulse(town) == replace(before, here=frozenset({town.raters[1].id}))

    call(town, 2)
    assert pulse(town).step > before.step


def test_pulse_tells_who_has_to_leave(town):
    sign_in(town, town.raters[0])
    rater = town.raters[0]
    assert not pulse(town).leaves

    do(town, rater, meeting.recuse, town.meeting, room(town).called.id, rater.id, REASON)
    assert pulse(town).leaves


def test_pulse_is_one_statement(town):
    sign_in(town, town.raters[0])

    with statements(town) as asked:
        pulse(town)

    assert [each.split()[0] for each in asked] == ["SELECT"]


def test_session_that_is_over_has_no_pulse(town):
    sign_in(town, town.raters[0])
    later(town, hours=2)

    assert pulse(town) is None


def test_stage_begins_with_what_has_to_be_spoken_about(town):
    for rater, values in zip(town.raters, ((3, 1, 4), (3, 4, 5), (3, 5, None)), strict=True):
        marks = dict(zip(("motivation", "vorbild", "agil"), values, strict=True))
        town.make_sheet(town.ada, rater.id, **marks)

    aspects = stage(town).aspects
    assert [(each.key, each.low, each.high, each.is_open) for each in aspects] == [
        ("vorbild", 1, 5, True),
        ("motivation", 3, 3, False),
        ("agil", 4, 5, False),
    ]
    assert [voice.value for voice in aspects[0].voices] == [1, 4, 5]


def test_closed_meeting_keeps_its_time_and_calls_nobody(town):
    later(town, minutes=3)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)

    seen = room(town)
    assert (seen.state, seen.called, seen.agenda[0].seconds) == (MeetingState.OVER, None, 180)
    with pytest.raises(WrongPhase):
        do(town, town.chair, meeting.call, town.meeting, seen.agenda[1].id, after=None)


def test_meeting_closed_by_mistake_opens_again(town):
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    do(town, town.chair, meeting.open_, town.meeting, seen=room(town).version)

    assert room(town).called.name == "Cem Demir"


def test_meeting_stands_still_once_the_round_is_over(town):
    with Session(town.engine) as session, session.begin():
        session.get_one(RoundRow, town.round_id).phase = Phase.NOTIFICATION
    with pytest.raises(WrongPhase):
        call(town, 2)
