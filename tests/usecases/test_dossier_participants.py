"""The record names those who had a part when the decisions were closed, and who met."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.closings import ClosingRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.people import Role
from lotsen.usecases import dossier, meeting, meeting_plan
from tests.makers import COORDINATOR
from tests.usecases.closing_steps import close_everything, decide
from tests.usecases.meetings import EVENING, begin, come, do, furnish, room


@pytest.fixture
def town(town):
    furnish(town)
    town.kim = town.chair
    town.make_sheet(town.ada, town.raters[0].id, motivation=5, vorbild=5, agil=5)
    return town


@pytest.fixture
def closed(town):
    decide(town, town.ada)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    decide(town, town.cem, Outcome.NOT_SELECTED)
    close_everything(town)
    return town


def gathered(town):
    return town.application.query(town.chair, dossier.gather, town.round_id)


def names(found):
    return [each.name for each in found.participants]


def test_who_comes_after_the_closing_is_not_in_the_closed_record(closed):
    before = gathered(closed)
    closed.make_actor("Nina Neu", COORDINATOR)

    after = gathered(closed)

    assert after.participants_kept
    assert after.participants == before.participants
    assert "Nina Neu" not in names(after)
    rita = next(each for each in after.participants if each.name == "Rita Roth")
    assert (rita.roles, rita.assigned, rita.handed_in) == (frozenset({Role.RATER}), 1, 1)


def test_who_comes_before_the_closing_is_in_the_draft(town):
    town.make_actor("Nina Neu", COORDINATOR)

    found = gathered(town)

    assert "Nina Neu" in names(found)
    assert not found.participants_kept


def test_closing_from_before_falls_back_to_the_present_roles(closed):
    with Session(closed.engine) as session, session.begin():
        row = session.query(ClosingRow).one()
        row.content = {name: part for name, part in row.content.items() if name != "participants"}
    closed.make_actor("Nina Neu", COORDINATOR)

    found = gathered(closed)

    assert "Nina Neu" in names(found)
    assert (found.participants_kept, found.closing.number) == (False, 1)


def test_meeting_names_day_place_and_everybody_who_came(town):
    begin(town)
    rita, rolf, rosa = town.raters
    come(town, rolf, rita)
    do(town, rolf, meeting.attend, town.meeting, here=False)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)

    (found,) = gathered(town).meetings

    assert (found.title, found.planned_for) == ("Sitzung 1", EVENING)
    assert set(found.present) >= {"Rita Roth", "Rolf Rabe"}
    assert rosa.name not in found.present


def test_meeting_that_was_only_planned_is_none(town):
    do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 2", EVENING)

    assert gathered(town).meetings == ()
