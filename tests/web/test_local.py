"""Local accounts: a link, a password, and the same answer for everybody who is wrong."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.application.application import REGISTER
from lotsen.bootstrap import application
from lotsen.db.accounts import AccountRow, AttemptRow, InvitationRow
from lotsen.db.audit import AuditRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.accounts import fingerprint, new_token
from lotsen.domain.errors import Outdated
from lotsen.domain.people import Actor
from lotsen.domain.permissions import Permission
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import local_accounts
from lotsen.web.local import count_failure
from tests.makers import COORDINATOR, RATER
from tests.web.conftest import HERE, PAGE

PASSWORD = "Der Igel trägt heute Gelb"
OTHER = "Morgen kommt der Bus um acht"


@pytest.fixture
def town(town, monkeypatch):
    """A town in production."""
    monkeypatch.setenv("LOTSEN_MODE", "production")
    with Session(town.engine) as session, session.begin():
        session.execute(update(InstallationRow).values(kind=InstallationKind.PRODUCTION))
    town.kim = Actor(id=town.people[COORDINATOR], name="Kim", roles=frozenset({COORDINATOR}))
    return town


def email_of(town, role=RATER):
    with Session(town.engine) as session:
        return session.get_one(PersonRow, town.people[role]).email


def invite(town, role=RATER):
    token = new_token()
    application().execute(town.kim, local_accounts.invite, town.people[role], fingerprint(token))
    return token


def form_of(page):
    return re.search(r'name="form" value="([^"]+)"', page.text)[1]


def choose_password(browser, token, password=PASSWORD, again=None):
    page = browser.get(f"/einladung?code={token}", headers=PAGE)
    if 'name="form"' not in page.text:
        return page
    fields = {"form": form_of(page), "code": token, "password": password}
    fields["again"] = password if again is None else again
    return browser.post("/einladung", data=fields, headers={"origin": HERE})


def sign_in(browser, email, password=PASSWORD, **headers):
    page = browser.get("/anmelden", headers=PAGE)
    fields = {"form": form_of(page), "email": email, "password": password, "weiter": "/"}
    return browser.post("/anmelden", data=fields, headers={"origin": HERE, **headers})


def sessions(town):
    with Session(town.engine) as session:
        return list(session.scalars(select(SignInRow.person_id)))


def test_invited_person_sets_a_password_and_signs_in(browser, town):
    assert choose_password(browser, invite(town)).status_code == 303

    answer = sign_in(browser, email_of(town).upper())

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert sessions(town) == [town.people[RATER]]
    assert browser.get("/", headers=PAGE).status_code == 200


def test_cookie_is_out_of_reach_of_scripts(browser, town):
    choose_password(browser, invite(town))

    answer = sign_in(browser, email_of(town))

    (cookie,) = [line for line in answer.headers.get_list("set-cookie") if "lotsen_session" in line]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_records_keep_neither_password_nor_link(browser, town):
    token = invite(town)
    with Session(town.engine) as session:
        assert session.scalars(select(InvitationRow.token_hash)).one() == fingerprint(token)

    choose_password(browser, token)

    with Session(town.engine) as session:
        kept = session.scalars(select(AccountRow.password_hash)).one()
        lines = str([row.facts for row in session.scalars(select(AuditRow))])
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in lines
    assert token not in lines


def test_link_works_once(browser, town):
    token = invite(town)
    choose_password(browser, token)

    again = choose_password(browser, token, OTHER)

    assert again.status_code == 403
    assert "gilt nicht mehr" in again.text
    assert sign_in(browser, email_of(town), OTHER).status_code == 403


def test_newer_link_ends_the_older_one(browser, town):
    older = invite(town)
    invite(town)

    assert choose_password(browser, older).status_code == 403


def test_link_ends_after_a_week(browser, town):
    token = invite(town)
    with Session(town.engine) as session, session.begin():
        row = session.scalars(select(InvitationRow)).one()
        row.ends_at -= timedelta(days=8)

    assert choose_password(browser, token).status_code == 403


@pytest.mark.parametrize("code", ["", "x", "../etc", "a" * 43, "ä" * 43])
def test_link_of_nobody_says_nothing_about_anybody(browser, town, code):
    page = browser.get("/einladung", params={"code": code}, headers=PAGE)

    assert page.status_code == 403
    assert "Kim" not in page.text


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("kurz", None, "Das Kennwort braucht 12 bis 200 Zeichen."),
        (PASSWORD, OTHER, "Die beiden Kennwörter sind nicht gleich."),
    ],
)
def test_weak_or_mistyped_password_is_refused_and_the_link_still_holds(
    browser, town, password, again, sentence
):
    token = invite(town)

    answer = choose_password(browser, token, password, again)

    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert choose_password(browser, token).status_code == 303


def test_wrong_password_unknown_address_and_no_account_are_answered_alike(browser, town):
    choose_password(browser, invite(town))

    answers = [
        sign_in(browser, email_of(town), OTHER),
        sign_in(browser, "niemand@musterhausen.example"),
        sign_in(browser, email_of(town, COORDINATOR)),
    ]

    texts = {re.sub(r'value="[^"]+"', "", answer.text) for answer in answers}
    assert {answer.status_code for answer in answers} == {403}
    assert len(texts) == 1
    assert sessions(town) == []


def test_address_stays_in_the_form_as_text_and_the_password_does_not(browser, town):
    answer = sign_in(browser, '"><script>alert(1)</script>@x.example', OTHER)

    assert "&#34;&gt;&lt;script&gt;" in answer.text
    assert "<script" not in answer.text
    assert OTHER not in answer.text


@pytest.mark.parametrize("sign", ["\x00", "\n", "\x7f"])
def test_sign_that_no_address_has_is_one_wrong_attempt_more(browser, town, sign):
    choose_password(browser, invite(town))

    answer = sign_in(browser, f"{email_of(town)}{sign}")

    assert answer.status_code == 403
    with Session(town.engine) as session:
        assert session.get_one(AttemptRow, local_accounts.subject_of("account", "")).failures == 1


def test_first_attempts_in_the_same_moment_are_both_counted(town, monkeypatch):
    counted, real = [], local_accounts.note_failure

    def beaten(*told):
        counted.append(told)
        if len(counted) == 1:
            raise Outdated("record.outdated")  # as where another one was first by a moment
        real(*told)

    monkeypatch.setitem(REGISTER, beaten, Permission.SIGN_IN)
    monkeypatch.setattr(local_accounts, "note_failure", beaten)

    count_failure("a@stadt.example", "10.0.0.1")

    assert len(counted) == 2
    with Session(town.engine) as session:
        assert set(session.scalars(select(AttemptRow.failures))) == {1}


def test_after_ten_wrong_attempts_even_the_right_password_waits(browser, town):
    choose_password(browser, invite(town))
    for _attempt in range(10):
        sign_in(browser, email_of(town), OTHER)

    assert sign_in(browser, email_of(town)).status_code == 403

    with Session(town.engine) as session, session.begin():
        for row in session.scalars(select(AttemptRow)):
            row.last_at -= timedelta(hours=2)
    assert sign_in(browser, email_of(town)).status_code == 303


def test_blocked_person_is_out_at_once_and_cannot_come_back(browser, town):
    choose_password(browser, invite(town))
    sign_in(browser, email_of(town))

    application().execute(town.kim, local_accounts.block, town.people[RATER], blocked=True)

    assert browser.get("/", headers=PAGE).status_code == 303
    assert sign_in(browser, email_of(town)).status_code == 403


def test_new_password_ends_every_session(browser, town):
    choose_password(browser, invite(town))
    sign_in(browser, email_of(town))

    choose_password(browser, invite(town), OTHER)

    assert sessions(town) == []


def test_form_from_elsewhere_signs_nobody_in(browser, town):
    choose_password(browser, invite(town))
    page = browser.get("/anmelden", headers=PAGE)
    fields = {"form": form_of(page), "email": email_of(town), "password": PASSWORD}

    foreign = browser.post("/anmelden", data=fields, headers={"origin": "https://evil.example"})
    forged = browser.post("/anmelden", data={**fields, "form": "x" * 43}, headers={"origin": HERE})

    assert (foreign.status_code, forged.status_code) == (403, 403)
    assert sessions(town) == []


def test_wrong_attempts_stand_in_the_audit_log_without_what_was_typed(browser, town):
    sign_in(browser, "niemand@musterhausen.example", OTHER)

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow)).one()
    assert row.action == "sign_in_failed"
    assert "niemand" not in f"{row.subject} {row.facts}"


def test_page_runs_no_script(browser, town):
    page = browser.get("/anmelden", headers=PAGE)

    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
