"""The figures of a round hold for nobody more than this person's pages show."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import ShortlistMarkRow
from lotsen.domain.people import Role
from lotsen.usecases import overview
from tests.makers import COORDINATOR, LEADERSHIP
from tests.usecases import profile_steps, survey_town

DECIDERS = {COORDINATOR, LEADERSHIP}


def seen_by(town, role):
    actor = town.make_actor("Ari Fremd", role)
    return town.application.query(actor, overview.overview, town.round_id)


@pytest.mark.parametrize("role", Role)
def test_whether_people_are_marked_is_told_to_whoever_sees_the_shortlist(town, role):
    profile_steps.peopled(town)
    with Session(town.engine) as session, session.begin():
        session.add(ShortlistMarkRow(candidate_id=town.ada, marked_by_id=town.kim.id))

    assert seen_by(town, role).marked == (1 if role in DECIDERS else 0)


@pytest.mark.parametrize("role", Role)
def test_who_proposed_a_profile_is_told_to_whoever_can_approve_it(town, role):
    profile_steps.peopled(town)
    town.make_sheet(town.ada, town.rita.id, motivation=2, vorbild=4)
    profile_steps.propose(town, profile_steps.weighing(town))

    assert seen_by(town, role).proposed_by == (town.kim.id if role in DECIDERS else None)


@pytest.mark.parametrize("role", Role)
def test_who_has_to_be_told_and_who_has_not_answered_is_the_coordinators_to_know(town, role):
    survey_town.furnish(town)
    survey_town.name(town, town.lea, town.ada)

    found = seen_by(town, role)

    knows = role == COORDINATOR
    assert (found.to_tell, found.tell_by is not None) == ((1, True) if knows else (0, False))


def test_figures_of_one_person_are_never_anothers(town):
    profile_steps.peopled(town)
    with Session(town.engine) as session, session.begin():
        session.add(ShortlistMarkRow(candidate_id=town.ada, marked_by_id=town.kim.id))

    marked = [
        town.application.query(actor, overview.overview, town.round_id).marked
        for actor in (town.kim, town.rita, town.chief, town.rita)
    ]

    assert marked == [1, 0, 1, 0]
