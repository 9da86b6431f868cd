"""Beteiligte: roles are changed with a reason, and what was seen counts."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.people import PersonRoleRow
from lotsen.domain.people import Role
from lotsen.usecases import roles
from tests.makers import AUDITOR, COORDINATOR, LEADER, RATER
from tests.pages.shown import button, words

REASON = "Vertritt Frau Roth im Juni."


@pytest.fixture
def town(town):
    town.make_round()
    town.make_department()
    town.make_candidate("Ada Yıldız")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.rita = town.make_person("Rita Roth", RATER)
    return town


def roles_of(town, person):
    with Session(town.engine) as session:
        found = session.scalars(select(PersonRoleRow.role).where(PersonRoleRow.person_id == person))
        return set(found)


def choose(page, person):
    return page.selectbox(key="people_person").set_value(person).run()


def ticked(page):
    """The roles that are ticked on the form."""
    return {Role(box.key.rpartition("-")[2]) for box in page.checkbox if box.value}


def want(page, *wanted, reason=REASON):
    for box in page.checkbox:
        box.set_value(Role(box.key.rpartition("-")[2]) in wanted)
    page.text_area[0].set_value(reason)
    return button(page, "Rollen ändern").click().run()


def test_coordinator_changes_the_roles_of_a_person(town, open_as):
    page = want(choose(open_as(town.kim, "people"), town.rita), RATER, LEADER)

    assert not page.exception
    assert roles_of(town, town.rita) == {RATER, LEADER}
    assert ticked(page) == {RATER, LEADER}
    assert page.text_area[0].value == ""


def test_refusal_is_told_and_what_was_typed_stays(town, open_as):
    page = want(choose(open_as(town.kim, "people"), town.rita), LEADER, reason="ja")

    assert "Bitte begründen Sie mit eigenen Worten" in words(page)
    assert (ticked(page), page.text_area[0].value) == ({LEADER}, "ja")
    assert roles_of(town, town.rita) == {RATER}


def test_last_coordinator_cannot_be_taken_away(town, open_as):
    admin = town.make_actor("Toni Schlüter", Role.ADMINISTRATOR)

    page = want(choose(open_as(admin, "people"), town.kim.id), AUDITOR)

    assert "Das ist die letzte Person, die koordiniert." in words(page)
    assert roles_of(town, town.kim.id) == {COORDINATOR}


def test_second_tab_is_told_and_sees_the_new_roles(town, open_as):
    page = choose(open_as(town.kim, "people"), town.rita)
    town.application.execute(
        SYSTEM, roles.change, town.rita, frozenset({RATER, AUDITOR}), REASON, seen=1
    )

    page = want(page, LEADER)

    assert "Jemand anderes hat das inzwischen geändert." in words(page)
    assert roles_of(town, town.rita) == {RATER, AUDITOR}
    assert ticked(page) == {RATER, AUDITOR}


def test_administrator_sees_people_and_no_candidate(town, open_as):
    admin = town.make_actor("Toni Schlüter", Role.ADMINISTRATOR)

    page = open_as(admin, "people")

    assert "Roth, Rita" in words(page)
    assert "Yıldız" not in words(page)
