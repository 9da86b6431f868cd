"""Every leader answers for themselves: no answer takes the place of another leader's."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.closings import LeaderAnswerRow
from lotsen.domain.closings import Answer
from lotsen.domain.errors import BadInput, NotAllowed, Outdated
from lotsen.usecases import agreements, dossier, reopening
from tests.makers import COORDINATOR, LEADER, LEADERSHIP
from tests.usecases.closing_steps import ask, close_everything, decide, open_list

OBJECTION = "Sie wird bis zum Sommer im Projekt gebraucht."
OBJECTED = ("Lea Amt", Answer.OBJECTS, OBJECTION)


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    above = town.make_department("Dezernat I")
    home = town.make_department("Bürgerdienste", parent=above)
    town.elsewhere = town.make_department("Finanzen")
    town.ada = town.make_candidate("Ada Yıldız", department=home)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[home])
    town.uta = town.make_actor("Uta Fern", LEADER, leads=[above])
    ask(town, town.ada, Answer.OBJECTS, OBJECTION, actor=town.lea)
    return town


def about_ada(town, actor):
    (line,) = town.application.query(actor, agreements.asked, town.round_id)
    return line


def given(town, actor=None):
    return [(e.given_by, e.answer, e.reason) for e in about_ada(town, actor or town.kim).answers]


def test_people_stand_in_the_order_of_german_lists(town):
    for name in ("Ole Ziegler", "Cem Özdemir", "Dr. Pia Peters", "Uwe Olsen"):
        town.make_candidate(name, department=town.elsewhere)

    found = town.application.query(town.kim, agreements.asked, town.round_id)

    assert [each.name for each in found] == [
        "Uwe Olsen",
        "Cem Özdemir",
        "Dr. Pia Peters",
        "Ada Yıldız",
        "Ole Ziegler",
    ]


def test_objection_stays_when_another_leader_agrees(town):
    ask(town, town.ada, actor=town.uta)

    for actor in (town.kim, town.lea, town.uta):
        assert given(town, actor) == [OBJECTED, ("Uta Fern", Answer.AGREES, "")]


def test_objection_stays_in_list_closing_and_record(town):
    ask(town, town.ada, actor=town.uta)
    decide(town, town.ada)

    listed = open_list(town)
    assert [(e.given_by, e.answer, e.reason) for e in listed.answers] == [
        OBJECTED,
        ("Uta Fern", Answer.AGREES, ""),
    ]
    close_everything(town)
    (kept,) = town.application.query(town.chief, reopening.closings, town.round_id)
    assert [each["reason"] for each in kept.content["answers"]] == [OBJECTION, ""]
    record = town.application.query(town.chief, dossier.gather, town.round_id)
    assert [(each.name, each.given_by, each.reason) for each in record.answers] == [
        ("Ada Yıldız", "Lea Amt", OBJECTION),
        ("Ada Yıldız", "Uta Fern", ""),
    ]


def test_a_leader_changes_the_own_answer_and_no_other(town):
    ask(town, town.ada, actor=town.uta)
    mine = about_ada(town, town.lea)
    with pytest.raises(Outdated, match="outdated"):
        ask(town, town.ada, actor=town.lea)

    ask(town, town.ada, actor=town.lea, seen=mine.seen(""))

    assert {each[:2] for each in given(town)} == {
        ("Lea Amt", Answer.AGREES),
        ("Uta Fern", Answer.AGREES),
    }


def test_what_the_coordinator_writes_down_takes_no_leaders_own_answer_away(town):
    ask(town, town.ada, leader="Lea Amt")

    assert given(town) == [OBJECTED, ("Lea Amt", Answer.AGREES, "")]
    assert [each.recorded_by for each in about_ada(town, town.kim).answers] == [
        "Lea Amt",
        "Kim Kord",
    ]


def test_what_was_written_down_for_a_name_is_changed_under_that_name(town):
    ask(town, town.ada, leader="Ina Weg")
    seen = about_ada(town, town.kim).seen(" ina weg")

    ask(town, town.ada, Answer.OBJECTS, OBJECTION, leader=" ina weg", seen=seen)

    assert given(town)[1:] == [("ina weg", Answer.OBJECTS, OBJECTION)]


def test_coordinator_who_leads_answers_in_the_own_name_for_own_people_alone(town):
    both = town.make_actor("Kai Kord", COORDINATOR, LEADER, leads=[town.elsewhere])
    cem = town.make_candidate("Cem Demir", department=town.elsewhere)
    with pytest.raises(BadInput, match=r"agreement\.whose"):
        ask(town, town.ada, actor=both)

    ask(town, cem, actor=both)
    ask(town, town.ada, actor=both, leader="Ina Weg")

    lines = town.application.query(both, agreements.asked, town.round_id)
    assert {each.name: (each.own, each.answers[-1].given_by) for each in lines} == {
        "Ada Yıldız": (False, "Ina Weg"),
        "Cem Demir": (True, "Kai Kord"),
    }


def test_coordinator_names_the_leader_who_answered(town):
    with pytest.raises(BadInput, match=r"agreement\.whose"):
        ask(town, town.ada, leader="  ")


def test_a_leader_writes_nothing_down_for_another(town):
    with pytest.raises(NotAllowed, match=r"agreement\.not_for_others"):
        ask(town, town.ada, actor=town.lea, leader="Uta Fern")
    assert given(town) == [OBJECTED]


def test_the_database_itself_keeps_one_answer_of_each_leader(town):
    with Session(town.engine) as session:
        row = session.scalars(select(LeaderAnswerRow)).one()
        names = ("candidate_id", "answer", "reason", "given_by", "given_at", "recorded_by_id")
        session.add(
            LeaderAnswerRow(leader_id=row.leader_id, **{name: getattr(row, name) for name in names})
        )
        with pytest.raises(Exception, match=r"(?i)unique"):
            session.flush()
