"""Somebody who is to be rated rates others as well, and never themselves."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.domain.errors import BadInput, NotFound
from lotsen.domain.people import Actor
from lotsen.domain.ratings import SheetState
from lotsen.usecases import assigning, rating
from tests.makers import COORDINATOR, RATER


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.rita = town.make_person("Rita Roth", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    with Session(town.engine) as session, session.begin():
        person = session.get_one(PersonRow, session.get_one(CandidateRow, town.ada).person_id)
        person.roles.append(PersonRoleRow(role=RATER))
        town.self = Actor(id=person.id, name="Ada Yıldız", roles=frozenset({RATER}))
    return town


def test_nobody_is_assigned_their_own_sheet(town):
    pairs = [(town.ben, town.self.id), (town.ada, town.self.id)]

    with pytest.raises(BadInput, match="themselves"):
        town.application.execute(town.kim, assigning.assign, town.round_id, pairs)

    assert town.application.query(town.kim, assigning.progress, town.round_id).sheets.empty


def test_nobody_is_proposed_for_their_own_sheet(town):
    proposed = town.application.query(town.kim, assigning.proposal, town.round_id, 2)

    assert set(proposed) == {(town.ada, town.rita), (town.ben, town.rita), (town.ben, town.self.id)}


def test_sheet_about_oneself_is_none(town):
    town.make_sheet(town.ada, town.self.id, state=SheetState.ASSIGNED)
    town.make_sheet(town.ben, town.self.id, state=SheetState.ASSIGNED)

    mine = town.application.query(town.self, rating.my_sheets, town.round_id)

    assert [line.candidate_id for line in mine] == [town.ben]
    with pytest.raises(NotFound):
        town.application.query(town.self, rating.sheet, town.round_id, town.ada)
