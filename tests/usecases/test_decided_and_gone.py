"""A decision about somebody who no longer stands takes no place and cannot be closed."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.rounds import RevisionRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Gap
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import WrongPhase
from lotsen.usecases import decision_board, decisions
from lotsen.usecases.overview import overview
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close, close_everything, decide, open_list

WITHDREW = "Hat die eigene Bewerbung zurückgezogen."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    rater = town.make_actor("Rita Rat", RATER)
    town.make_sheet(town.ada, rater.id, motivation=5, vorbild=5, agil=4)
    town.make_sheet(town.ben, rater.id, motivation=2, vorbild=2, agil=3)
    return town


def withdraw(town, candidate):
    with Session(town.engine) as session, session.begin():
        row = session.get_one(CandidateRow, candidate)
        row.state, row.note = CandidateState.WITHDRAWN, WITHDREW
        session.get_one(RevisionRow, town.round_id).number += 1


def table(town):
    return town.application.query(town.chief, decision_board.board, town.round_id)


def take_back(town, candidate):
    (stands,) = [each for each in table(town).decisions if each.candidate_id == candidate]
    town.application.execute(
        town.chief, decisions.take_back, town.round_id, stands.id, WITHDREW, seen=stands.version
    )


def test_a_decision_about_somebody_who_no_longer_stands_is_named_and_not_closed(town):
    decide(town, town.ada)
    decide(town, town.ben, Outcome.NOT_SELECTED)

    withdraw(town, town.ada)

    gaps = open_list(town).gaps
    assert gaps[Gap.STANDS_NO_LONGER] == ["Ada Yıldız"]
    assert Gap.NOT_ASKED not in gaps  # nobody is asked about who has gone
    with pytest.raises(WrongPhase, match="incomplete"):
        close(town)


def test_once_it_is_taken_back_the_decisions_are_closed(town):
    decide(town, town.ada)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    withdraw(town, town.ada)

    take_back(town, town.ada)
    take_back(town, town.ben)
    decide(town, town.ben)

    assert Gap.STANDS_NO_LONGER not in open_list(town).gaps
    assert close_everything(town) == 1


def test_who_no_longer_stands_takes_no_place(town):
    decide(town, town.ada)
    decide(town, town.ben, Outcome.NOT_SELECTED)

    withdraw(town, town.ada)

    board = table(town)
    assert board.counts == {Outcome.SELECTED: 0, Outcome.RESERVE: 0, Outcome.NOT_SELECTED: 1}
    assert board.by_department.drop(columns="fachbereich").sum().to_dict() == {
        "selected": 0,
        "reserve": 0,
        "not_selected": 1,
        "open": 0,
    }
    counted = town.application.query(town.kim, overview, town.round_id).decisions
    assert counted == {Outcome.NOT_SELECTED: 1}


def test_where_only_gone_people_are_decided_on_nothing_is_decided(town):
    decide(town, town.ada)

    withdraw(town, town.ada)

    assert Gap.NOTHING_DECIDED in open_list(town).gaps
