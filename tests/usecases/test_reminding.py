from dataclasses import fields

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import NotAllowed
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import reminding
from lotsen.usecases.reminding import Behind
from tests.makers import AUDITOR, COORDINATOR, HANDED_IN_ON, LEADER, RATER


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.candidates = [town.make_candidate(f"Person {number}") for number in range(4)]
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.rita = town.make_person("Rita Roth", RATER)
    return town


def give(town, rater, *states):
    for candidate, state in zip(town.candidates, states, strict=False):
        sheet = town.make_sheet(candidate, rater, state=SheetState.ASSIGNED)
        reason = "Verwandt" if state == SheetState.BIASED else ""
        with Session(town.engine) as session, session.begin():
            row = session.get_one(SheetRow, sheet)
            row.bias_reason, row.state = reason, state
            row.handed_in_on = HANDED_IN_ON if state == SheetState.HANDED_IN else None


def behind(town):
    found = town.application.query(town.kim, reminding.behind, town.round_id)
    return [(each.sorted_name, each.open_sheets, each.sheets) for each in found]


def test_open_sheets_are_counted_and_biased_ones_are_nobodys_to_hand_in(town):
    give(
        town,
        town.rita,
        *(SheetState.ASSIGNED, SheetState.DRAFT, SheetState.HANDED_IN, SheetState.BIASED),
    )

    assert behind(town) == [("Roth, Rita", 2, 3)]


def test_nobody_is_reminded_of_a_sheet_that_nobody_can_hand_in(town):
    give(town, town.rita, SheetState.DRAFT, SheetState.HANDED_IN, SheetState.ASSIGNED)
    with Session(town.engine) as session, session.begin():
        session.get_one(CandidateRow, town.candidates[0]).state = CandidateState.WITHDRAWN
    assert behind(town) == [("Roth, Rita", 1, 2)]

    with Session(town.engine) as session, session.begin():
        session.get_one(RoundRow, town.round_id).phase = Phase.NOTIFICATION

    assert behind(town) == []


def test_leader_who_was_asked_to_rate_is_reminded_too(town):
    give(town, town.make_person("Ina Öz", LEADER), SheetState.ASSIGNED)

    assert behind(town) == [("Öz, Ina", 1, 1)]


def test_whoever_has_handed_in_everything_is_left_alone(town):
    give(town, town.rita, SheetState.HANDED_IN)

    assert behind(town) == []


def test_whoever_cannot_come_in_or_rates_no_more_is_left_alone(town):
    give(town, town.rita, SheetState.ASSIGNED)
    give(town, town.make_person("Ari Alt", AUDITOR), SheetState.ASSIGNED)
    with Session(town.engine) as session, session.begin():
        session.execute(update(PersonRow).where(PersonRow.id == town.rita).values(active=False))

    assert behind(town) == []


def test_sheets_of_another_round_do_not_count(town):
    other = town.make_round(title="Runde 2028")
    candidate = town.make_candidate("Cem Aksoy", round_id=other)
    town.make_sheet(candidate, town.rita, state=SheetState.ASSIGNED)

    assert behind(town) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {COORDINATOR}))
def test_only_the_coordinator_reminds(town, role):
    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        town.application.query(town.make_actor("Ari Fremd", role), reminding.behind, town.round_id)


def test_no_value_of_any_sheet_is_told():
    assert {field.name for field in fields(Behind)} == {
        *("id", "sorted_name", "open_sheets", "sheets"),
    }
