"""The doors of the provider: what binds them to a browser, and where they lead."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from lotsen.bootstrap import passwords_are_on
from lotsen.db.accounts import AccountRow
from lotsen.db.audit import AuditRow
from lotsen.domain.accounts import fingerprint
from lotsen.web.cookies import HINT, SESSION
from lotsen.web.oidc import ON_THE_WAY
from tests.makers import NOON, RATER
from tests.web.conftest import HERE, PAGE, VOUCHED_FOR
from tests.web.provided import BACK, BEGIN, FAREWELL, begin, cookies_of, sessions, sign_in
from tests.web.tabs import tab

FROM_HERE = PAGE | {"sec-fetch-site": "same-origin"}


def test_refusal_is_kind_and_stands_in_the_audit_log(browser, provided, provider):
    provider.claims["email"] = "fremd@stadt.example"

    answer = sign_in(browser, provider)

    assert answer.status_code == 403
    assert "Ihre Anmeldung hat geklappt, aber in dieser Auswahl" in answer.text
    with Session(provided.engine) as session:
        (row,) = session.scalars(select(AuditRow))
    assert (row.action, row.facts) == ("sign_in_failed", {"reason": "identity.unknown"})
    assert "fremd" not in row.subject


def test_cookie_of_the_way_is_signed_short_lived_and_then_gone(browser, provided, provider):
    jar = cookies_of(browser.get(BEGIN, headers=PAGE))
    given = jar[ON_THE_WAY]

    assert set(jar) == {ON_THE_WAY}  # Streamlit's own session cookie keeps none of it

    assert (given["httponly"], given["samesite"], given["path"]) == (True, "lax", "/anmelden")
    assert given["max-age"] == "600"
    answer = sign_in(browser, provider)
    assert cookies_of(answer)[ON_THE_WAY].value == "null"


def test_cookie_of_the_way_that_was_written_elsewhere_is_none(browser, provided, provider):
    asked = begin(browser, provider)
    state = browser.cookies[ON_THE_WAY]
    browser.cookies.clear()
    forged = {"cookie": f"{ON_THE_WAY}={state[:-3]}abc"}

    answer = browser.get(BACK, params={"code": "c", "state": asked["state"]}, headers=PAGE | forged)

    assert answer.status_code == 403
    assert provider.asked == []


def test_cookies_are_secure_where_the_town_is(served, provided, provider, monkeypatch):
    monkeypatch.setenv("LOTSEN_PUBLIC_URL", "https://127.0.0.1")
    encrypted = TestClient(
        served.app, base_url="https://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    )

    asked = begin(encrypted, provider)
    answer = encrypted.get(BACK, params={"code": "c", "state": asked["state"]}, headers=PAGE)

    given = cookies_of(answer)
    assert all(given[name]["secure"] is True for name in (SESSION, HINT))


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", "/" + "a" * 1500])
def test_way_back_leads_nowhere_else(browser, provided, provider, way):
    assert sign_in(browser, provider, weiter=way).headers["location"] == "/"


def test_signing_in_anew_leaves_nothing_open_behind(browser, provided, provider):
    sign_in(browser, provider)
    provider.claims.pop("nonce")
    sign_in(browser, provider)

    assert [key for _person, key in sessions(provided)] == [fingerprint(browser.cookies[SESSION])]


def test_sign_out_leads_to_the_provider_with_its_own_token(browser, provided, provider):
    sign_in(browser, provider)
    token = browser.cookies[HINT]

    first = browser.post("/abmelden", headers={"origin": HERE})
    then = browser.get(first.headers["location"], headers=FROM_HERE)

    asked = parse_qs(urlsplit(then.headers["location"]).query)
    assert then.headers["location"].startswith(f"{provider.url}/end?")
    assert asked["id_token_hint"] == [token]
    assert asked["post_logout_redirect_uri"] == [f"{HERE}/anmelden"]
    assert sessions(provided) == []
    assert {SESSION, HINT} & set(browser.cookies) == set()


def test_token_is_shown_to_the_way_out_alone(browser, provided, provider):
    hint = cookies_of(sign_in(browser, provider))[HINT]

    assert (hint["path"], hint["httponly"], hint["samesite"]) == ("/abmelden", True, "lax")


def test_token_that_no_cookie_can_hold_is_left_out(browser, provided, provider):
    provider.claims["groups"] = ["g" * 40] * 100
    sign_in(browser, provider)
    browser.post("/abmelden", headers={"origin": HERE})

    way = browser.get(FAREWELL, headers=FROM_HERE).headers["location"]

    assert "id_token_hint" not in way
    assert "client_id=lotsen" in way


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_site_ends_nothing(browser, provided, provider, site):
    sign_in(browser, provider)

    answer = browser.get(FAREWELL, headers=PAGE | {"sec-fetch-site": site})

    assert answer.headers["location"] == "/anmelden"
    assert len(sessions(provided)) == 1
    assert HINT in browser.cookies


def test_sign_out_is_whole_where_the_provider_has_no_way_out(browser, provided, provider):
    provider.metadata["end_session_endpoint"] = None
    sign_in(browser, provider)
    browser.post("/abmelden", headers={"origin": HERE})

    assert browser.get(FAREWELL, headers=FROM_HERE).headers["location"] == "/anmelden"
    assert sessions(provided) == []


@pytest.mark.parametrize("door", [BEGIN, BACK, FAREWELL])
def test_without_a_provider_its_doors_lead_to_the_sign_in(browser, provided, monkeypatch, door):
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"LOTSEN_OIDC_{name}")

    answer = browser.get(door, headers=PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")


def test_town_can_offer_both_ways(browser, provided, provider, monkeypatch):
    alone = browser.get("/anmelden", params={"weiter": "/rate?a=1"}, headers=PAGE).text
    monkeypatch.setenv("LOTSEN_LOCAL_ACCOUNTS", "on")

    both = browser.get("/anmelden", headers=PAGE).text

    assert passwords_are_on()
    assert f'href="{BEGIN}?weiter=%2Frate%3Fa%3D1"' in alone
    assert 'type="password"' not in alone
    assert f'href="{BEGIN}"' in both
    assert 'type="password"' in both
    assert "<script" not in alone + both


@pytest.mark.parametrize("door", ["/anmelden", "/einladung?code=" + "a" * 43])
def test_password_opens_nothing_where_passwords_are_off(browser, provided, door):
    answer = browser.post(
        door, data={"email": VOUCHED_FOR, "password": "x"}, headers={"origin": HERE}
    )

    assert answer.status_code == 403
    assert "Hier gibt es keine Kennwörter." in answer.text


def test_old_password_is_not_offered_for_change_where_passwords_are_off(
    browser, provided, provider, monkeypatch
):
    old = AccountRow(person_id=provided.people[RATER], password_hash="$old", set_at=NOON)
    with Session(provided.engine) as session, session.begin():
        session.add(old)
    sign_in(browser, provider)
    off = browser.get("/kennwort", headers=PAGE)
    with tab(browser) as opened:
        frame_off = opened.open().text
    monkeypatch.setenv("LOTSEN_LOCAL_ACCOUNTS", "on")
    with tab(browser) as opened:
        frame_on = opened.open().text

    assert (off.status_code, "keines zu ändern" in off.text) == (403, True)
    assert browser.get("/kennwort", headers=PAGE).status_code == 200
    assert ['href=\\"/kennwort\\"' in text for text in (frame_off, frame_on)] == [False, True]
