"""Closing waits for the answer of a person's own leader; nobody else's takes its place."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.closings import Gap
from lotsen.domain.departments import DepartmentKind
from tests.makers import COORDINATOR, LEADER, LEADERSHIP
from tests.usecases.closing_steps import ask, decide, open_list


@pytest.fixture
def town(town):
    """Ada's own leader is Tom; Lea leads her department."""
    town.round_id = town.make_round(places=1)
    home = town.make_department()
    town.tom = town.make_actor("Tom Team", LEADER)
    town.ada = town.make_candidate("Ada Yıldız", leader_id=town.tom.id)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[home])
    decide(town, town.ada)
    return town


def missing(town):
    return open_list(town).gaps.get(Gap.NOT_ASKED, [])


def change(town, person, **values):
    with Session(town.engine) as session, session.begin():
        row = session.get_one(PersonRow, person)
        for name, value in values.items():
            setattr(row, name, value)


def test_answer_from_above_is_not_that_of_the_own_leader(town):
    ask(town, town.ada, actor=town.lea)

    assert missing(town) == ["Ada Yıldız (Tom Team)"]

    ask(town, town.ada, actor=town.tom)
    assert missing(town) == []


@pytest.mark.parametrize("name", ["Tom Team", "tom team", "Team, Tom"])
def test_answer_that_was_noted_under_the_leaders_name_counts(town, name):
    ask(town, town.ada, actor=town.kim, leader="Lea Amt")
    assert missing(town) == ["Ada Yıldız (Tom Team)"]

    ask(town, town.ada, actor=town.kim, leader=name)
    assert missing(town) == []


def test_title_of_a_leader_may_be_left_out(town):
    change(town, town.tom.id, title="Dr.")
    assert missing(town) == ["Ada Yıldız (Dr. Tom Team)"]

    ask(town, town.ada, actor=town.kim, leader="Tom Team")
    assert missing(town) == []


def test_where_the_own_leader_is_blocked_the_nearest_above_counts(town):
    change(town, town.tom.id, active=False)
    assert missing(town) == ["Ada Yıldız (Lea Amt)"]

    ask(town, town.ada, actor=town.lea)
    assert missing(town) == []


def test_nobody_is_asked_about_themselves(town):
    above = town.make_department("Kultur")
    team = town.make_department("Museum", kind=DepartmentKind.ABTEILUNG, parent=above)
    town.make_actor("Ole Oben", LEADER, leads=[above])
    eva = town.make_candidate("Eva Selbst", department=team)
    with Session(town.engine) as session, session.begin():
        row = session.get_one(CandidateRow, eva)
        row.leader_id = row.person_id
    decide(town, eva)

    assert "Eva Selbst (Ole Oben)" in missing(town)
