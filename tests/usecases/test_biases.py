"""Whoever is biased about a person has no part in what is decided about that person."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState
from lotsen.usecases import decision_board, decisions, meeting, rating
from lotsen.usecases.decisions import Wish
from tests.makers import LEADERSHIP, RATER
from tests.usecases.meetings import REASON, begin, do, furnish, room

SELECT = Wish(outcome=Outcome.SELECTED, reason="Bringt die meiste Erfahrung mit.")


@pytest.fixture
def town(town):
    town = begin(furnish(town))
    town.deputy = town.make_actor("Paul Stell", LEADERSHIP)
    return town


def on_the_sheet(town):
    """Somebody who decides and rates, and has said on the sheet of Ada that they are biased."""
    actor = town.make_actor("Boris Boss", LEADERSHIP, RATER)
    town.make_sheet(town.ada, actor.id, state=SheetState.ASSIGNED)
    do(town, actor, rating.declare, town.round_id, town.ada, bias=REASON, seen=1, tab="a")
    return actor


def in_a_meeting(town):
    do(town, town.chief, meeting.recuse, town.meeting, room(town).called.id, town.chief.id, REASON)
    return town.chief


def as_the_person(town):
    actor = town.make_actor("Lena Selbst", LEADERSHIP)
    with Session(town.engine) as session, session.begin():
        session.get_one(CandidateRow, town.ada).person_id = actor.id
    return actor


def decide(town, actor, candidate):
    return do(town, actor, decisions.decide, town.round_id, candidate, SELECT)


@pytest.mark.parametrize("biased", [on_the_sheet, in_a_meeting, as_the_person])
def test_whoever_is_biased_decides_about_everybody_else(town, biased):
    actor = biased(town)

    with pytest.raises(NotAllowed, match=r"decision\.biased"):
        decide(town, actor, town.ada)
    decide(town, actor, town.ben)
    decide(town, town.deputy, town.ada)

    stand = town.application.query(town.deputy, decisions.listing, town.round_id)
    assert {each.candidate_id for each in stand} == {town.ada, town.ben}


@pytest.mark.parametrize("biased", [on_the_sheet, in_a_meeting, as_the_person])
def test_whoever_is_biased_takes_no_decision_back(town, biased):
    decision = decide(town, town.deputy, town.ada)
    actor, reason = biased(town), "Neue Unterlagen lagen vor."
    back = (decisions.take_back, town.round_id, decision, reason)

    with pytest.raises(NotAllowed, match=r"decision\.biased"):
        do(town, actor, *back, seen=1)
    do(town, town.deputy, *back, seen=1)

    assert town.application.query(town.deputy, decisions.listing, town.round_id) == []


@pytest.mark.parametrize("biased", [on_the_sheet, in_a_meeting, as_the_person])
def test_board_tells_about_whom_the_actor_is_biased(town, biased):
    actor = biased(town)
    seen = town.application.query(actor, decision_board.board, town.round_id)
    others = town.application.query(town.deputy, decision_board.board, town.round_id)
    assert (seen.biased, others.biased) == ({town.ada}, frozenset())
