"""Whoever is biased about a person has no part in what is decided about that person."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed, Outdated
from lotsen.domain.ratings import SheetState
from lotsen.usecases import assigning, decision_board, decisions, dossier, meeting, rating
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


def score(town, candidate):
    """Score and count of sheets as the record has them; both come from what is remembered."""
    found = town.application.query(town.chair, dossier.gather, town.round_id)
    (file,) = [each for each in found.people if each.id == candidate]
    return file.score, file.n


def recuse(town, rater):
    do(town, rater, meeting.recuse, town.meeting, room(town).called.id, rater.id, REASON)


def test_sheet_of_whoever_says_so_in_a_meeting_counts_no_more(town):
    rita, rolf, _rosa = town.raters
    sheet = town.make_sheet(town.ada, rita.id, motivation=5, vorbild=5, agil=5)
    town.make_sheet(town.ada, rolf.id, motivation=2, vorbild=2, agil=2)
    town.make_sheet(town.ben, rita.id, motivation=5, vorbild=5, agil=5)
    assert score(town, town.ada) == (3.5, 2)

    recuse(town, rita)

    assert score(town, town.ada) == (2.0, 1)
    assert score(town, town.ben) == (5.0, 1)
    with Session(town.engine) as session:
        row = session.get_one(SheetRow, sheet)
        assert (row.state, row.bias_reason, row.handed_in_on) == (SheetState.BIASED, REASON, None)
        marks = session.scalars(select(RatingRow.value).where(RatingRow.sheet_id == sheet))
        assert marks.all() == [5, 5, 5]


@pytest.mark.parametrize("state", [SheetState.ASSIGNED, SheetState.DRAFT, SheetState.HANDED_IN])
def test_log_keeps_the_state_of_the_sheet_before_and_after(town, state):
    rita = town.raters[0]
    town.make_sheet(town.ada, rita.id, state=state)

    recuse(town, rita)

    assert newest_facts(town) == {
        "person": rita.id,
        "reason": REASON,
        "old": state,
        "new": SheetState.BIASED,
    }


def test_log_tells_of_no_sheet_where_there_is_none(town):
    recuse(town, town.raters[0])
    assert newest_facts(town) == {"person": town.raters[0].id, "reason": REASON}


def newest_facts(town):
    with Session(town.engine) as session:
        return session.scalars(select(AuditRow.facts).order_by(AuditRow.id.desc())).first()


def test_reason_on_the_sheet_stays_where_one_stands_there_already(town):
    rita = town.raters[0]
    sheet = town.make_sheet(town.ada, rita.id, state=SheetState.ASSIGNED)
    do(town, rita, rating.declare, town.round_id, town.ada, bias="Mein Bruder.", seen=1, tab="a")

    recuse(town, rita)

    with Session(town.engine) as session:
        assert session.get_one(SheetRow, sheet).bias_reason == "Mein Bruder."


def test_sheet_of_whoever_said_so_in_a_meeting_opens_no_more(town):
    rita = town.raters[0]
    town.make_sheet(town.ada, rita.id)
    recuse(town, rita)
    pair, reason = (town.ada, rita.id), "War ein Versehen."

    with pytest.raises(NotAllowed, match=r"sheet\.biased_in_meeting"):
        do(town, town.chair, assigning.reopen, town.round_id, pair, reason, seen=2)


def test_progress_tells_which_sheets_stay_locked(town):
    rita, rolf, _rosa = town.raters
    for rater in (rita, rolf):
        town.make_sheet(town.ada, rater.id)
        town.make_sheet(town.ben, rater.id)
    recuse(town, rita)

    stand = town.application.query(town.chair, assigning.progress, town.round_id).sheets
    locked = stand.loc[stand["stays_locked"], ["candidate_id", "rater_id"]]
    assert locked.to_numpy().tolist() == [[town.ada, rita.id]]


def test_sheet_that_is_assigned_later_opens_no_more_either(town):
    rita = town.raters[0]
    recuse(town, rita)
    do(town, town.chair, assigning.assign, town.round_id, [(town.ada, rita.id)])
    declare = (rating.declare, town.round_id, town.ada)

    with pytest.raises(NotAllowed, match=r"sheet\.biased_in_meeting"):
        do(town, rita, *declare, bias=None, seen=1, tab="a")
    do(town, rita, *declare, bias=REASON, seen=1, tab="a")


def test_second_word_about_the_same_person_is_one_too_many(town):
    recuse(town, town.raters[0])
    with pytest.raises(Outdated, match=r"record\.repeated"):
        recuse(town, town.raters[0])


def test_record_names_what_was_said_in_a_meeting(town):
    recuse(town, town.raters[0])
    found = town.application.query(town.chair, dossier.gather, town.round_id)

    said = {file.name: file.recusals for file in found.people}
    assert [(each.person, each.reason, each.meeting) for each in said["Ada Yıldız"]] == [
        ("Rita Roth", REASON, "Sitzung 1")
    ]
    assert said["Ben Groß"] == ()
