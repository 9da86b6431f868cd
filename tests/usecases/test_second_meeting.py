"""A bias that was said in one meeting counts for the person, in every later meeting too."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import SignInRow
from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.errors import NotAllowed
from lotsen.usecases import meeting, meeting_plan, meeting_pulse, recusals
from tests.makers import NOON
from tests.usecases.meetings import (
    EVENING,
    REASON,
    YES,
    ask,
    begin,
    call,
    come,
    do,
    furnish,
    room,
    say,
    stage,
)

TOKEN = "c" * 64


@pytest.fixture
def town(town):
    """Rita has said in the first meeting that she is biased about Ada; the second is planned."""
    begin(furnish(town))
    rita = town.raters[0]
    do(town, rita, meeting.recuse, town.meeting, room(town).called.id, rita.id, REASON)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 2", EVENING)
    change(town, meeting_plan.add_candidates, [town.ada, town.ben, town.cem], 10)
    return town


def change(town, command, *args):
    do(town, town.chair, command, town.meeting, *args, seen=room(town).version)


def test_whoever_is_biased_leaves_the_room_again(town):
    change(town, meeting.open_)
    seen = room(town, town.raters[0])

    assert (seen.leaves, seen.called.name, seen.called.candidate_id) == (True, "", None)
    assert stage(town, town.raters[0]) is None
    assert room(town).called.away >= {town.raters[0].id}
    call(town, 2)
    assert (room(town, town.raters[0]).leaves, room(town, town.raters[0]).called.name) == (
        False,
        "Ben Groß",
    )


def test_whoever_is_biased_neither_votes_nor_counts(town):
    change(town, meeting.open_)
    come(town, town.chief, *town.raters)
    ballot = ask(town)

    with pytest.raises(NotAllowed, match=r"vote\.biased"):
        say(town, town.raters[0], ballot, YES)
    say(town, town.raters[1], ballot, YES)

    quorum = room(town).quorum
    assert (quorum.members, quorum.biased, quorum.here) == (4, 1, 3)


def test_pulse_sends_the_device_out_again(town):
    with Session(town.engine) as session, session.begin():
        session.add(
            SignInRow(
                token_hash=TOKEN,
                person_id=town.raters[0].id,
                started_at=NOON,
                ends_at=NOON + timedelta(hours=1),
            )
        )
    change(town, meeting.open_)

    def leaves():
        return town.application.query(SYSTEM, meeting_pulse.pulse, TOKEN, town.meeting).leaves

    assert leaves()
    call(town, 2)
    assert not leaves()


def test_proposed_order_knows_that_a_member_is_a_candidate(town):
    """Ada and Cem follow one another: Rita is biased about Ada, and Cem is Rita herself."""
    rita = town.raters[0]
    with Session(town.engine) as session, session.begin():
        session.get_one(CandidateRow, town.cem).person_id = rita.id

    change(town, meeting_plan.arrange, AgendaOrder.LEAVING)

    assert [each.candidate_id for each in room(town).agenda].index(town.ben) in {0, 2}


def test_proposed_order_forgets_a_bias_that_was_taken_back(town):
    """Rita is biased about Cem, and no longer about Ada: so Cem stands aside."""
    rita = town.raters[0]
    change(town, meeting.open_)  # with Ada
    (word,) = town.application.query(rita, recusals.to_take_back, town.meeting)
    do(town, rita, recusals.take_back, town.meeting, word.id, REASON)
    call(town, 3)
    do(town, rita, meeting.recuse, town.meeting, room(town).called.id, rita.id, REASON)
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 3", EVENING)
    change(town, meeting_plan.add_candidates, [town.ada, town.cem, town.ben], 10)

    change(town, meeting_plan.arrange, AgendaOrder.LEAVING)

    assert [each.name for each in room(town).agenda].index("Cem Demir") in {0, 2}


def test_proposed_order_knows_who_said_so(town):
    """Ada and Cem follow one another, for Rita is biased about both."""
    change(town, meeting.open_)
    call(town, 3)
    rita = town.raters[0]
    do(town, rita, meeting.recuse, town.meeting, room(town).called.id, rita.id, REASON)
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 3", EVENING)
    change(town, meeting_plan.add_candidates, [town.ada, town.ben, town.cem], 10)

    change(town, meeting_plan.arrange, AgendaOrder.LEAVING)

    assert [each.name for each in room(town).agenda].index("Ben Groß") in {0, 2}
