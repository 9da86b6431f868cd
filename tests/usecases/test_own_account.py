import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.accounts import AccountRow
from lotsen.db.people import SignInRow
from lotsen.domain.errors import NotAllowed, NotFound, Outdated
from lotsen.usecases import accounts, own_account
from tests.makers import NOON, RATER

HERE, THERE = "a" * 64, "b" * 64


@pytest.fixture
def town(town):
    town.make_round()
    town.rita, town.rolf = town.make_actor("Rita Roth", RATER), town.make_actor("Rolf Rau", RATER)
    with Session(town.engine) as session, session.begin():
        for person in (town.rita, town.rolf):
            session.add(AccountRow(person_id=person.id, password_hash="old", set_at=NOON))
    for token, person in ((HERE, town.rita), (THERE, town.rita), ("c" * 64, town.rolf)):
        town.application.execute(SYSTEM, accounts.sign_in_to_demo, person.id, token)
    return town


def change(town, *, by=None, seen="old"):
    town.application.execute(
        by or town.rita, own_account.change_password, "new", seen=seen, here=HERE
    )


def kept(town):
    with Session(town.engine) as session:
        hashes = {row.person_id: row.password_hash for row in session.scalars(select(AccountRow))}
        tokens = set(session.scalars(select(SignInRow.token_hash)))
    return hashes, tokens


def test_other_sessions_of_the_person_end_and_nobody_elses(town):
    change(town)

    assert kept(town) == ({town.rita.id: "new", town.rolf.id: "old"}, {HERE, "c" * 64})


def test_password_that_became_another_in_the_meantime_is_not_overwritten(town):
    change(town)

    with pytest.raises(Outdated, match=r"record\.outdated"):
        change(town)


def test_nobody_without_an_account_changes_one(town):
    with pytest.raises(NotFound, match=r"account\.none"):
        change(town, by=town.make_actor("Ida Iske", RATER))


def test_system_has_no_account(town):
    with pytest.raises(NotAllowed, match=r"needs_a_person"):
        change(town, by=SYSTEM)
    with pytest.raises(NotFound, match=r"person\.unknown"):
        town.application.query(SYSTEM, own_account.own)


def test_own_account_is_told_with_its_address(town):
    found = town.application.query(town.rita, own_account.own)

    assert (found.email, found.has_password) == ("person1@musterhausen.example", True)
