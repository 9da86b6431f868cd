"""Whom the records know through a nomination alone leaves them with it, and nobody else does."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.base import Base
from lotsen.db.people import LeadsRow, PersonRow
from lotsen.domain.people import Role
from lotsen.usecases import local_accounts, newcomers, nominations
from tests.usecases.survey_town import do, furnish, last_line, name, newcomer, own

EMAIL = "neu.gier@stadt.example"


@pytest.fixture
def town(town):
    return furnish(town)


def known(town):
    with Session(town.engine) as session:
        return session.scalar(select(PersonRow.id).where(PersonRow.email == EMAIL))


def take_back(town, leader):
    (mine,) = own(town, leader)
    do(town, leader, nominations.take_back, mine.id, seen=mine.version)


def test_whom_only_the_nomination_knew_is_forgotten_with_it(town):
    name(town, town.lea, newcomer(town, EMAIL))

    take_back(town, town.lea)

    assert known(town) is None
    action, facts = last_line(town)
    assert (action, facts["name"]) == ("nomination_taken_back", "Neu Gier")


def test_person_stays_as_long_as_another_leader_names_them(town):
    name(town, town.ina, newcomer(town, EMAIL, department=town.amt))
    name(town, town.lea, known(town))

    take_back(town, town.ina)
    assert known(town) is not None

    take_back(town, town.lea)
    assert known(town) is None


def test_person_whom_a_file_brought_stays(town):
    name(town, town.lea, town.ada)

    take_back(town, town.lea)

    with Session(town.engine) as session:
        assert session.get(PersonRow, town.ada) is not None


def give_role(town, _key):
    args = (EMAIL, "Neu", "Gier", [Role.RATER])
    town.application.execute(town.kim, local_accounts.add_person, *args)


def let_lead(town, key):
    with Session(town.engine) as session, session.begin():
        session.add(LeadsRow(person_id=key, department_id=town.finanzen))


def change_the_phone(town, key):
    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, key).phone = "123"


@pytest.mark.parametrize("happens", [give_role, let_lead, change_the_phone])
def test_person_stays_with_whom_something_happened_since(town, happens):
    name(town, town.lea, newcomer(town, EMAIL))
    happens(town, known(town))

    take_back(town, town.lea)

    assert known(town) is not None


def test_every_table_that_holds_people_is_asked(town):
    asked = {(column.table.name, column.name) for column in newcomers._references()}

    assert {("candidate", "person_id"), ("sheet", "rater_id"), ("letter", "person_id")} <= asked
    assert len(asked) == sum(
        key.column.table.name == "person"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
    )


def test_log_names_nobody_by_a_key_that_another_person_may_get(town):
    name(town, town.lea, newcomer(town, EMAIL))
    gone = known(town)
    take_back(town, town.lea)

    with town.engine.connect() as connection:
        subjects = connection.exec_driver_sql("SELECT subject FROM audit").scalars().all()
    assert f"person:{gone}" not in subjects
