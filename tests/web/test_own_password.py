"""One's own password: changed with the old one, and over everywhere else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.accounts import AccountRow, AttemptRow, InvitationRow
from lotsen.db.audit import AuditRow
from tests.makers import RATER
from tests.web.conftest import HERE, PAGE
from tests.web.tabs import tab
from tests.web.test_local import (
    OTHER,
    PASSWORD,
    choose_password,
    email_of,
    form_of,
    invite,
    sessions,
    sign_in,
    town,
)

__all__ = ["town"]
NEWEST = "Im Herbst fällt das Laub leise"


@pytest.fixture
def rater(browser, town):
    """Somebody with a password, signed in."""
    choose_password(browser, invite(town))
    sign_in(browser, email_of(town))
    return town.people[RATER]


def change(browser, old=PASSWORD, new=OTHER, again=None, **headers):
    page = browser.get("/kennwort", headers=PAGE)
    fields = {"form": form_of(page), "old": old, "password": new}
    fields["again"] = new if again is None else again
    return browser.post("/kennwort", data=fields, headers={"origin": HERE, **headers})


def signed_in_elsewhere(browser, town):
    """Another browser of the same person; gives back the first one's cookie."""
    here = browser.cookies["lotsen_session"]
    browser.cookies.delete("lotsen_session")
    sign_in(browser, email_of(town))
    there = browser.cookies["lotsen_session"]
    browser.cookies.delete("lotsen_session")
    browser.cookies.set("lotsen_session", here)
    return there


def test_password_is_changed_with_the_old_one(browser, town, rater):
    answer = change(browser)

    assert (answer.status_code, answer.headers["location"]) == (303, "/kennwort?geaendert")
    assert "Ihr Kennwort ist geändert" in browser.get("/kennwort?geaendert", headers=PAGE).text
    assert sign_in(browser, email_of(town)).status_code == 403
    assert sign_in(browser, email_of(town), OTHER).status_code == 303


def test_person_stays_signed_in_here_and_nowhere_else(browser, town, rater):
    there = signed_in_elsewhere(browser, town)
    assert sessions(town) == [rater, rater]

    change(browser)

    assert browser.get("/", headers=PAGE).status_code == 200
    assert sessions(town) == [rater]
    browser.cookies.delete("lotsen_session")
    browser.cookies.set("lotsen_session", there)
    assert browser.get("/", headers=PAGE).status_code == 303


def test_open_link_for_a_password_ends_too(browser, town, rater):
    token = invite(town)

    change(browser)

    with Session(town.engine) as session:
        assert session.scalars(select(InvitationRow)).all() == []
    assert choose_password(browser, token, NEWEST).status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((OTHER, NEWEST), "Das bisherige Kennwort stimmt nicht"),
        (("", NEWEST), "Das bisherige Kennwort stimmt nicht"),
        (("x" * 500, NEWEST), "Das bisherige Kennwort stimmt nicht"),
        ((PASSWORD, "kurz"), "Das Kennwort braucht 12 bis 200 Zeichen."),
        ((PASSWORD, NEWEST, OTHER), "Die beiden Kennwörter sind nicht gleich."),
    ],
)
def test_what_cannot_be_right_changes_nothing(browser, town, rater, typed, sentence):
    answer = change(browser, *typed)

    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert sign_in(browser, email_of(town)).status_code == 303


def test_guessing_the_old_password_waits_like_guessing_at_the_door(browser, town, rater):
    for _attempt in range(10):
        change(browser, OTHER)

    assert change(browser).status_code == 400
    with Session(town.engine) as session, session.begin():
        for row in session.scalars(select(AttemptRow)):
            row.last_at -= timedelta(hours=2)
    assert change(browser).status_code == 303


def test_stranger_is_sent_to_sign_in(browser, town):
    answer = browser.get("/kennwort", headers=PAGE)

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/anmelden?weiter=/kennwort",
    )


def test_form_from_elsewhere_changes_nothing(browser, town, rater):
    foreign = change(browser, origin="https://evil.example")

    assert foreign.status_code == 403
    assert sign_in(browser, email_of(town)).status_code == 303


def test_audit_log_tells_that_it_was_changed_and_not_what(browser, town, rater):
    change(browser)

    with Session(town.engine) as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    assert (rows[-1].action, rows[-1].subject) == ("account_changed", f"person:{rater}")
    assert not re.search(f"{PASSWORD}|{OTHER}", str([row.facts for row in rows]))


def test_way_to_it_stands_in_the_frame(browser, town, rater):
    with tab(browser) as opened:
        assert 'href=\\"/kennwort\\"' in opened.open().text


def test_whoever_has_no_password_of_lotsen_is_told(browser, town, rater):
    with Session(town.engine) as session, session.begin():
        session.delete(session.get_one(AccountRow, rater))

    answer = browser.get("/kennwort", headers=PAGE)

    assert answer.status_code == 403
    assert "keines zu ändern" in answer.text


def test_page_names_the_own_address_alone(browser, town, rater):
    page = browser.get("/kennwort", headers=PAGE).text

    assert set(re.findall(r"[\w.]+@musterhausen\.example", page)) == {email_of(town)}
