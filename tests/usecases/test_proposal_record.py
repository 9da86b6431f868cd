"""The record says what the rules in force proposed, closed with the list, and never changed."""

import pytest
from sqlalchemy.orm import Session

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.db.closings import ClosingRow
from lotsen.db.rounds import CriterionRow, RevisionRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.domain.shortlist_rules import (
    CriterionRule,
    Objective,
    PersonRule,
    RuleKind,
    ShortlistRules,
    SpokenRule,
)
from lotsen.domain.visibility import Sight
from lotsen.usecases import departures, dossier, proposal, reopening, shortlist, shortlist_rules
from lotsen.usecases.proposal_record import RuleOfRecord, proposal_record
from tests.makers import COORDINATOR, LEADERSHIP, NOON, RATER
from tests.usecases.closing_steps import close_everything, decide

WHY = "Leitet das Pilotprojekt der E-Akte."
INSTEAD = "Dora ist für den Bauhof unersetzlich."
EVERYTHING = Sight(departments=None, names_raters=False)
MARKS = {"Ada Yıldız": (5, 4), "Ben Groß": (4, 2), "Cem Aksoy": (3, 2), "Dora Ähren": (4, 3)}


@pytest.fixture
def town(town):
    """Four people, all rated by a mild and by a strict rater, for one place."""
    town.round_id = town.make_round(places=1)
    town.make_department()
    raters = [town.make_person(name, RATER) for name in ("Mia Mild", "Stefan Streng")]
    town.keys = {}
    for name, marks in MARKS.items():
        town.keys[name] = town.make_candidate(name)
        for rater, mark in zip(raters, marks, strict=True):
            town.make_sheet(town.keys[name], rater, motivation=mark, vorbild=mark, agil=mark)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def do(town, command, *args, **kwargs):
    return town.application.execute(town.kim, command, town.round_id, *args, **kwargs)


def ask(town, query):
    return town.application.query(town.kim, query, town.round_id)


def rule(town, seen=0, **rules):
    do(town, shortlist_rules.set_rules, ShortlistRules(**{"places": 1, **rules}), seen=seen)


def close(town):
    for name, key in town.keys.items():
        decide(town, key, Outcome.SELECTED if name == "Ada Yıldız" else Outcome.NOT_SELECTED)
    close_everything(town)


def by_name(found):
    return {each.name: each.proposed for each in found.people}


@pytest.fixture
def ruled(town):
    """Ben must be in; Dora is marked all the same, and somebody says why."""
    ben, dora = town.keys["Ben Groß"], town.keys["Dora Ähren"]
    rule(town, people=(PersonRule(candidate_id=ben, chosen=True, reason=WHY),))
    do(town, shortlist.mark, dora, "", seen=0)
    do(town, departures.explain, dora, INSTEAD, proposed=False, seen=0)
    return town


def test_without_rules_there_is_no_proposal_in_the_record(town):
    found = ask(town, dossier.gather)

    assert (found.proposal, found.proposal_kept) == (None, True)
    assert set(by_name(found).values()) == {None}


def test_record_says_rules_people_shares_and_departures(ruled):
    found = ask(ruled, dossier.gather)
    offered = ask(ruled, proposal.of_round)

    spoken = SpokenRule(kind=RuleKind.MUST_IN, subject="Ben Groß", least=1)
    assert found.proposal.rules == (RuleOfRecord(rule=spoken, reason=WHY),)
    assert (found.proposal.set_by, found.proposal.places) == ("Kim Kord", 1)
    assert (found.proposal.proven, found.proposal.clash) == (True, False)
    assert (found.proposal.grounds, found.proposal.draws) == (offered.grounds, offered.draws)
    people = by_name(found)
    assert [name for name, line in people.items() if line.proposed] == ["Ben Groß"]
    assert [name for name, line in people.items() if line.marked] == ["Dora Ähren"]
    dora = people["Dora Ähren"]
    assert (dora.departure, dora.explained_by) == (INSTEAD, "Kim Kord")
    shares = dict(zip(offered.people["name"], offered.people["share"], strict=True))
    assert {name: line.share for name, line in people.items()} == pytest.approx(shares, abs=1e-6)


def test_whoever_is_marked_without_a_score_is_in_it_with_the_reason(ruled):
    gul = ruled.make_candidate("Gül Neu")
    do(ruled, shortlist.mark, gul, "", seen=0)
    do(ruled, departures.explain, gul, WHY, proposed=False, seen=0)

    line = by_name(ask(ruled, dossier.gather))["Gül Neu"]

    assert (line.proposed, line.marked, line.departure) == (False, True, WHY)
    assert line.share != line.share  # NaN is not itself


def test_closing_keeps_the_proposal_beside_what_is_signed(ruled):
    before = ask(ruled, dossier.gather)
    close(ruled)
    with Session(ruled.engine) as session, session.begin():
        for rating in session.query(CriterionRow).filter_by(key="agil"):
            rating.weight = 9.0
        session.get_one(RevisionRow, ruled.round_id).number += 1

    closed = ask(ruled, dossier.gather)
    assert closed.proposal.rules == before.proposal.rules
    assert by_name(closed) == by_name(before)


def test_closing_of_earlier_days_says_that_no_proposal_was_kept(ruled):
    close(ruled)
    with Session(ruled.engine) as session, session.begin():
        row = session.query(ClosingRow).one()
        row.content = {name: part for name, part in row.content.items() if name != "proposal"}

    found = ask(ruled, dossier.gather)
    assert (found.proposal, found.proposal_kept) == (None, False)


def test_rules_that_conflict_propose_nobody_and_the_record_says_so(town):
    ben = town.keys["Ben Groß"]
    everybody = CriterionRule(criterion="motivation", least=4)
    rule(
        town,
        people=(PersonRule(candidate_id=ben, chosen=True, reason=WHY),),
        criteria=(everybody,),
    )

    found = ask(town, dossier.gather)
    assert found.proposal.clash
    assert not any(line.proposed for line in by_name(found).values())


def test_rule_about_a_criterion_that_is_off_the_sheet_keeps_nobody_from_closing(town):
    rule(town, criteria=(CriterionRule(criterion="agil", least=1),), objective=Objective.PLAIN)
    with Session(town.engine) as session, session.begin():
        session.query(CriterionRow).filter_by(key="agil").update({"in_use": False})
        session.get_one(RevisionRow, town.round_id).number += 1

    close(town)

    found = ask(town, dossier.gather).proposal
    assert (found.rules, found.grounds.objective) == ((), Objective.PLAIN)


def test_what_was_worked_out_for_the_page_serves_the_closing(ruled):
    memory = Memory()
    with reading(ruled.engine, SYSTEM, Permission.SEE_SHORTLIST, NOON, memory) as reader:
        first = proposal.worked_in(reader, ruled.round_id, EVERYTHING)
    with reading(ruled.engine, SYSTEM, Permission.SEE_DECISIONS, NOON, Memory()) as reader:
        again = proposal.worked_in(reader, ruled.round_id, EVERYTHING)
        kept = proposal_record(reader, ruled.round_id)

    assert again is first
    assert len(kept["people"]) == len(MARKS)


def test_sealed_people_read_nothing_of_the_proposal_in_a_closing(ruled):
    close(ruled)
    both = ruled.make_actor("Mia Moor", COORDINATOR, RATER)
    ruled.make_sheet(ruled.keys["Ben Groß"], both.id, state=SheetState.DRAFT, motivation=1)

    (kept,) = ruled.application.query(both, reopening.closings, ruled.round_id)

    assert kept.sealed is not None
    assert "proposal" not in kept.content
