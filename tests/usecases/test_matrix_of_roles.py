"""What the roles are there for: each reads what its task needs, and no more."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.people import Role
from lotsen.domain.ratings import Mark, SheetState
from lotsen.usecases import (
    assigning,
    audit,
    candidates,
    decision_board,
    profiles,
    rating,
    scores,
)
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER

EVIDENCE = "Half dem ganzen Team bei der E-Akte."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(criteria=("motivation",))
    town.unit = town.make_department("Bürgerdienste")
    town.below = town.make_department("Standesamt", parent=town.unit)
    town.apart = town.make_department("Finanzen")
    town.ada = town.make_candidate("Ada Yıldız", department=town.below)
    town.ben = town.make_candidate("Ben Groß", department=town.apart)
    town.rita = town.make_actor("Rita Roth", RATER)
    for candidate in (town.ada, town.ben):
        sheet = town.make_sheet(candidate, town.rita.id, motivation=5)
        with Session(town.engine) as session, session.begin():
            for row in session.query(RatingRow).filter_by(sheet_id=sheet):
                row.evidence = EVIDENCE
    return town


def ask(town, actor, query, *args):
    return town.application.query(actor, query, *args)


def names(town, actor):
    return set(ask(town, actor, candidates.listing, town.round_id).frame["name"])


def evidence(town, actor, candidate):
    return ask(town, actor, profiles.profile, town.round_id, candidate).evidence


def rate(town, actor):
    """Fill in and hand in the actor's sheet for Ada."""
    town.make_sheet(town.ada, actor.id, state=SheetState.ASSIGNED)
    at = (town.round_id, town.ada)
    tab = {"tab": "t"}
    town.application.execute(actor, rating.declare, *at, bias=None, seen=1, **tab)
    mark = Mark(value=5, evidence=EVIDENCE)
    town.application.execute(actor, rating.save, *at, "motivation", mark, seen=2, **tab)
    town.application.execute(actor, rating.hand_in, *at, seen=3, **tab)


def test_advice_sees_the_process_and_the_files(town):
    ulla = town.make_actor("Ulla Fuß", ADVISORY)

    assert names(town, ulla) == {"Ada Yıldız", "Ben Groß"}
    assert evidence(town, ulla, town.ada)["evidence"].tolist() == [EVIDENCE]
    assert ask(town, ulla, scores.departments, town.round_id).whole_town
    assert ask(town, ulla, decision_board.board, town.round_id).with_scores


def test_advice_rates_nobody_even_as_a_leader(town):
    ulla = town.make_actor("Ulla Fuß", ADVISORY, LEADER, leads=[town.unit])
    kim = town.make_actor("Kim Kord", COORDINATOR)

    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        rate(town, ulla)
    assert ulla.id not in ask(town, kim, assigning.progress, town.round_id).raters
    with pytest.raises(NotFound, match=r"assign\.unknown"):
        town.application.execute(kim, assigning.assign, town.round_id, [(town.ben, ulla.id)])


def test_leader_sees_the_own_departments_and_all_below_without_names_of_raters(town):
    aylin = town.make_actor("Aylin Kaya", LEADER, leads=[town.unit])

    found = evidence(town, aylin, town.ada)

    assert names(town, aylin) == {"Ada Yıldız"}
    assert found["evidence"].tolist() == [EVIDENCE]
    assert "Roth" not in found.to_string()
    with pytest.raises(NotFound, match=r"candidate\.unknown"):
        evidence(town, aylin, town.ben)
    with pytest.raises(NotFound, match=r"department\.unknown"):
        ask(town, aylin, scores.cell, town.round_id, town.apart, "motivation")


def test_leader_of_nothing_sees_nobody(town):
    ida = town.make_actor("Ida Iske", LEADER)

    assert names(town, ida) == set()
    with pytest.raises(NotAllowed, match=r"scores\.no_department"):
        ask(town, ida, scores.departments, town.round_id)


def test_leader_who_was_asked_rates_the_own_people(town):
    aylin = town.make_actor("Aylin Kaya", LEADER, leads=[town.unit])

    rate(town, aylin)

    assert len(evidence(town, aylin, town.ada)) == 2


def test_audit_log_tells_the_auditor_that_was_rated_and_not_what(town):
    rolf, frank = town.make_actor("Rolf Rau", RATER), town.make_actor("Frank Döring", AUDITOR)
    rate(town, rolf)

    lines = ask(town, frank, audit.newest).entries

    assert [line.action for line in lines] == [
        *("sheet_handed_in", "sheet_saved", "bias_declared"),
    ]
    assert EVIDENCE not in str(lines)
    assert [line.facts for line in lines if "value" in line.facts or 5 in line.facts.values()] == []


@pytest.mark.parametrize("role", [AUDITOR, Role.ADMINISTRATOR])
def test_audit_and_administration_see_neither_candidates_nor_ratings(town, role):
    somebody = town.make_actor("Toni Schlüter", role)

    for query, *more in (
        (candidates.listing,),
        (profiles.profile, town.ada),
        (scores.departments,),
        (scores.cell, town.unit, "motivation"),
        (decision_board.board,),
        (assigning.progress,),
    ):
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            ask(town, somebody, query, town.round_id, *more)


OFFICE_ALONE = {"email": "ada@stadt.example", "phone": "0123 45"}
DECIDING = {"note": "hat selbst angerufen"}
HEARING = {"received_on": date(2027, 6, 3)}
HOURS = {"workload": 0.5}


@pytest.mark.parametrize(
    ("role", "read"),
    [
        (COORDINATOR, OFFICE_ALONE | DECIDING | HEARING | HOURS),
        (LEADERSHIP, DECIDING | HEARING | HOURS),
        (ADVISORY, HEARING | HOURS),
        (LEADER, HOURS),
        (RATER, {}),
    ],
)
def test_each_role_reads_the_parts_of_a_profile_that_it_needs(town, role, read):
    with Session(town.engine) as session, session.begin():
        row = session.get_one(CandidateRow, town.ada)
        row.note, row.workload = DECIDING["note"], HOURS["workload"]
        row.received_on, row.motivation = HEARING["received_on"], "Ich helfe gern."
        person = session.get_one(PersonRow, row.person_id)
        person.email, person.phone = OFFICE_ALONE["email"], OFFICE_ALONE["phone"]
    somebody = town.make_actor("Toni Schlüter", role, leads=[town.unit] if role == LEADER else [])

    found = ask(town, somebody, profiles.profile, town.round_id, town.ada)

    parts = OFFICE_ALONE | DECIDING | HEARING | HOURS
    assert {part: getattr(found, part) for part in parts if getattr(found, part)} == read
    assert found.motivation == "Ich helfe gern."


def test_second_role_adds_its_rights(town):
    both = town.make_actor("Thuy Pham", LEADER, LEADERSHIP, leads=[town.unit])

    assert names(town, both) == {"Ada Yıldız", "Ben Groß"}
    assert "Roth" in evidence(town, both, town.ben).to_string()
