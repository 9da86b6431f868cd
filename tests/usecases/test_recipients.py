"""Results reach a leader who can still come in: where the own one is blocked, the next above."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.phases import Phase
from lotsen.usecases import drafting
from tests.makers import LEADER
from tests.usecases.closing_steps import decide
from tests.usecases.letter_town import decide_all, do, furnish, lines, move, whole


@pytest.fixture
def town(town):
    """Dora works in Bürgerdienste, her leader of the records is Ole, who leads no department."""
    furnish(town)
    town.ole = town.make_actor("Ole Weg", LEADER)
    town.dora = town.make_candidate("Dora Neu", department=town.buerger, leader_id=town.ole.id)
    decide_all(town)
    decide(town, town.dora, Outcome.NOT_SELECTED)
    move(town, Phase.NOTIFICATION)
    return town


def block(town, *people):
    with Session(town.engine) as session, session.begin():
        for person in people:
            session.get_one(PersonRow, person.id).active = False


def above(town, department):
    """A department above one that is there."""
    top = town.make_department("Dezernat I")
    with Session(town.engine) as session, session.begin():
        session.get_one(DepartmentRow, department).parent_id = top
    return top


def told(town):
    """Which leader hears of whom."""
    do(town, drafting.draft, "5d")
    people = ("Ada Yıldız", "Ben Groß", "Cem Demir", "Dora Neu")
    bodies = {line.recipient: whole(town, line).body for line in lines(town, "5d")}
    return {who: [each for each in people if each in body] for who, body in bodies.items()}


def test_the_leader_of_the_records_hears_first(town):
    assert told(town) == {
        "Lea Amt": ["Ada Yıldız", "Ben Groß"],
        "Leo Rat": ["Cem Demir"],
        "Ole Weg": ["Dora Neu"],
    }


def test_where_that_leader_is_blocked_the_head_of_the_department_hears(town):
    block(town, town.ole)

    assert told(town) == {
        "Lea Amt": ["Ada Yıldız", "Ben Groß", "Dora Neu"],
        "Leo Rat": ["Cem Demir"],
    }


def test_where_the_head_is_blocked_too_the_next_above_hears(town):
    town.make_actor("Uta Oben", LEADER, leads=[above(town, town.buerger)])
    block(town, town.ole, town.lea)

    assert told(town) == {
        "Uta Oben": ["Ada Yıldız", "Ben Groß", "Dora Neu"],
        "Leo Rat": ["Cem Demir"],
    }
