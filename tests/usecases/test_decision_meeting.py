"""What the meeting said of a person is at hand for who decides, and kept from who is biased."""

import pytest

from lotsen.usecases import decision_meeting, meeting
from tests.makers import Town
from tests.usecases import meetings
from tests.usecases.meetings import REASON, YES, do

WORDS = "Sie lernt schnell."


@pytest.fixture
def town(engine):
    """A vote on Ada, with minutes; Ben is on the agenda."""
    town = meetings.begin(meetings.furnish(Town(engine)))
    town.item = meetings.room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, town.item, WORDS, seen=0, tab="tab")
    meetings.come(town, *town.raters)
    ballot = meetings.ask(town)
    for rater in town.raters:
        meetings.say(town, rater, ballot, YES)
    meetings.end(town, ballot)
    return town


def said(town, candidate, actor=None):
    return town.application.query(
        actor or town.chief, decision_meeting.said_in_meetings, town.round_id, candidate
    )


def test_votes_and_minutes_of_one_person_are_given(town):
    about = said(town, town.ada)

    assert [vote.counts[YES] for vote in about.votes] == [3]
    assert [minutes.text for minutes in about.minutes] == [WORDS]


def test_of_somebody_else_nothing_is_given(town):
    about = said(town, town.ben)

    assert about.met
    assert (about.votes, about.minutes) == ((), ())


def test_who_was_on_no_agenda_has_nothing(town):
    assert not said(town, town.make_candidate("Dora Neu")).met


def test_who_is_biased_sees_neither_vote_nor_minutes(town):
    do(town, town.chief, meeting.recuse, town.meeting, town.item, town.chief.id, REASON)

    about = said(town, town.ada)

    assert about.biased
    assert (about.votes, about.minutes, about.reads_minutes) == ((), (), False)


def test_who_advises_sees_the_vote_and_no_minutes(town):
    about = said(town, town.ada, town.adviser)

    assert len(about.votes) == 1
    assert (about.reads_minutes, about.minutes) == (False, ())
