"""Who guesses waits: where the guesses came from, as long as it was said, and nobody else."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM, application
from lotsen.db.accounts import AttemptRow
from lotsen.usecases import local_accounts
from tests.web.test_local import (
    OTHER,
    PASSWORD,
    choose_password,
    email_of,
    invite,
    sign_in,
    town,
)

__all__ = ["town"]


def failures(town, kind, value):
    with Session(town.engine) as session:
        row = session.get(AttemptRow, local_accounts.subject_of(kind, value))
        return 0 if row is None else row.failures


def count(email, address, times):
    for _attempt in range(times):
        application().execute(SYSTEM, local_accounts.note_failure, email, address)


def waits(email, address):
    return application().query(SYSTEM, local_accounts.credentials, email, address).waits


def test_what_is_refused_for_waiting_begins_no_new_wait(browser, town):
    choose_password(browser, invite(town))
    for _attempt in range(10):
        sign_in(browser, email_of(town), OTHER)
    with Session(town.engine) as session, session.begin():
        for row in session.scalars(select(AttemptRow)):
            row.last_at -= timedelta(seconds=40)
    for password in (PASSWORD, OTHER):
        assert sign_in(browser, email_of(town), password).status_code == 403

    with Session(town.engine) as session, session.begin():
        for row in session.scalars(select(AttemptRow)):
            row.last_at -= timedelta(seconds=30)

    assert failures(town, "account", email_of(town)) == 10
    assert sign_in(browser, email_of(town)).status_code == 303


def test_who_guesses_elsewhere_locks_nobody_out(browser, town):
    choose_password(browser, invite(town))
    count(email_of(town), "10.0.0.66", 40)

    assert waits(email_of(town), "10.0.0.66")
    assert sign_in(browser, email_of(town)).status_code == 303


def test_account_that_is_tried_from_many_addresses_waits_everywhere(town):
    for number in range(100):
        assert not waits(email_of(town), "10.0.1.1")
        count(email_of(town), f"10.0.0.{number}", 1)

    assert waits(email_of(town), "10.0.1.1")


def test_address_that_tries_many_accounts_waits_as_well(town):
    for number in range(10):
        assert not waits(email_of(town), "10.0.0.66")
        count(f"niemand{number}@musterhausen.example", "10.0.0.66", 1)

    assert waits(email_of(town), "10.0.0.66")
    assert not waits(email_of(town), "10.0.0.67")


def test_typos_of_a_town_hall_behind_one_address_lock_nobody_out(browser, town):
    choose_password(browser, invite(town))
    for number in range(15):
        sign_in(browser, f"kollege{number}@musterhausen.example", OTHER)
        assert sign_in(browser, email_of(town)).status_code == 303


def test_every_right_password_forgives_its_address_one_wrong_one(browser, town):
    choose_password(browser, invite(town))
    for typed in ("a", "b", "c"):
        sign_in(browser, f"{typed}@musterhausen.example", OTHER)
    with Session(town.engine) as session:
        before = sorted(session.scalars(select(AttemptRow.failures)))

    for _again in range(2):
        assert sign_in(browser, email_of(town)).status_code == 303

    with Session(town.engine) as session:
        after = sorted(session.scalars(select(AttemptRow.failures)))
    assert (before[-1], after[-1]) == (3, 1)
    for _again in range(2):
        sign_in(browser, email_of(town))
    assert len(after) - 1 == len(attempts(town))


def attempts(town):
    with Session(town.engine) as session:
        return session.scalars(select(AttemptRow.subject)).all()


def test_new_link_frees_an_account_that_waits(browser, town):
    choose_password(browser, invite(town))
    for _attempt in range(10):
        sign_in(browser, email_of(town), OTHER)

    choose_password(browser, invite(town), OTHER)

    assert sign_in(browser, email_of(town), OTHER).status_code == 303
