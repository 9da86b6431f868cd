"""What Lotsen takes from a provider, and what it does not, whoever speaks in its name."""

import base64
import hashlib
import time
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from lotsen.bootstrap import passwords_are_on
from lotsen.db.audit import AuditRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.accounts import fingerprint
from lotsen.domain.rounds import InstallationKind
from lotsen.web.cookies import HINT, SESSION
from lotsen.web.oidc import ON_THE_WAY
from tests.makers import RATER
from tests.web.conftest import HERE, PAGE
from tests.web.false_provider import SECRET, STRANGE_KEY, false_provider

EMAIL = "rita.roth@stadt.example"
BEGIN, BACK, FAREWELL = "/anmelden/dienst", "/anmelden/zurueck", "/abmelden/dienst"
FROM_HERE = PAGE | {"sec-fetch-site": "same-origin"}


@pytest.fixture
def provider():
    with false_provider() as provider:
        provider.claims = {"email": EMAIL, "email_verified": True}
        yield provider


@pytest.fixture
def town(town, provider, monkeypatch):
    """A town in production with this provider, which knows its rater."""
    for name, value in {
        "LOTSEN_MODE": "production",
        "LOTSEN_OIDC_ISSUER": provider.url,
        "LOTSEN_OIDC_CLIENT_ID": "lotsen",
        "LOTSEN_OIDC_CLIENT_SECRET": SECRET,
        "LOTSEN_PUBLIC_URL": HERE,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Session(town.engine) as session, session.begin():
        session.execute(update(InstallationRow).values(kind=InstallationKind.PRODUCTION))
        session.get_one(PersonRow, town.people[RATER]).email = EMAIL
    return town


def begin(browser, provider, **query):
    """Go to the provider; gives what was asked there, and has it answer with the right nonce."""
    answer = browser.get(BEGIN, params=query, headers=PAGE)
    assert answer.status_code == 302, answer.text
    asked = {
        name: value[0]
        for name, value in parse_qs(urlsplit(answer.headers["location"]).query).items()
    }
    provider.claims = {"nonce": asked["nonce"]} | provider.claims
    return asked


def sign_in(browser, provider, **query):
    state = begin(browser, provider, **query)["state"]
    return browser.get(BACK, params={"code": "c", "state": state}, headers=PAGE)


def sessions(town):
    with Session(town.engine) as session:
        return [(row.person_id, row.token_hash) for row in session.scalars(select(SignInRow))]


def cookies_of(answer):
    jar = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        jar.load(line)
    return jar


def test_right_answer_begins_a_session(browser, town, provider):
    answer = sign_in(browser, provider, weiter="/rate?a=1")

    assert (answer.status_code, answer.headers["location"]) == (303, "/rate?a=1")
    assert sessions(town) == [(town.people[RATER], fingerprint(browser.cookies[SESSION]))]


def test_code_is_exchanged_with_the_verifier_of_this_browser(browser, town, provider):
    asked = begin(browser, provider)
    browser.get(BACK, params={"code": "c", "state": asked["state"]}, headers=PAGE)

    (given,) = provider.asked
    digest = hashlib.sha256(given["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert given["redirect_uri"] == [f"{HERE}{BACK}"] == [asked["redirect_uri"]]


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": ["lotsen", "another"], "azp": "another"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_token_that_is_not_for_this_sign_in_opens_nothing(browser, town, provider, lie):
    provider.claims |= lie

    assert sign_in(browser, provider).status_code == 403
    assert sessions(town) == []


def test_token_of_another_key_opens_nothing(browser, town, provider):
    provider.key = STRANGE_KEY

    assert sign_in(browser, provider).status_code == 403
    assert sessions(town) == []


@pytest.mark.parametrize("sign", ["sign_with_our_secret", "sign_with_nothing"])
def test_token_without_a_key_of_the_provider_opens_nothing(browser, town, provider, sign):
    getattr(provider, sign)()

    assert sign_in(browser, provider).status_code == 403
    assert sessions(town) == []


def test_address_may_come_with_the_other_answer(browser, town, provider):
    provider.claims = {}
    provider.userinfo = {"sub": "7f3a", "email": EMAIL, "email_verified": True}

    assert sign_in(browser, provider).status_code == 303


@pytest.mark.parametrize(
    ("claims", "userinfo"),
    [
        ({}, {"sub": "another", "email": EMAIL, "email_verified": True}),
        ({}, {"email": EMAIL, "email_verified": True}),
        ({"email_verified": True}, {"sub": "7f3a", "email": EMAIL, "email_verified": False}),
        ({"email_verified": True}, {"sub": "7f3a", "email": EMAIL}),
        ({"xms_edov": True}, {"sub": "7f3a", "email": EMAIL}),
        ({}, {"sub": "7f3a"}),
        ({}, None),
    ],
)
def test_two_answers_do_not_vouch_for_each_other(browser, town, provider, claims, userinfo):
    provider.claims, provider.userinfo = claims, userinfo

    assert sign_in(browser, provider).status_code in {403, 503}
    assert sessions(town) == []


def test_refusal_is_kind_and_stands_in_the_audit_log(browser, town, provider):
    provider.claims["email"] = "fremd@stadt.example"

    answer = sign_in(browser, provider)

    assert answer.status_code == 403
    assert "Ihre Anmeldung hat geklappt, aber in dieser Auswahl" in answer.text
    with Session(town.engine) as session:
        (row,) = session.scalars(select(AuditRow))
    assert (row.action, row.facts) == ("sign_in_failed", {"reason": "identity.unknown"})
    assert "fremd" not in row.subject


def test_provider_that_calls_itself_otherwise_is_not_asked(browser, town, provider, caplog):
    provider.metadata["issuer"] = "https://evil.example"

    answer = browser.get(BEGIN, headers=PAGE)

    assert answer.status_code == 503
    assert "https://evil.example" in caplog.text
    provider.metadata.clear()  # and as soon as it is right, it is right
    assert browser.get(BEGIN, headers=PAGE).status_code == 302


@pytest.mark.parametrize("fault", ["asleep", "garbage"])
def test_provider_that_does_not_answer_is_told_kindly(browser, town, provider, monkeypatch, fault):
    if fault == "asleep":
        monkeypatch.setenv("LOTSEN_OIDC_ISSUER", "http://127.0.0.1:1")
    else:
        provider.garbage = frozenset({"/.well-known/openid-configuration"})

    answer = browser.get(BEGIN, headers=PAGE)

    assert answer.status_code == 503
    assert "antwortet nicht" in answer.text
    assert browser.get("/anmelden", headers=PAGE).status_code == 200


@pytest.mark.parametrize("place", ["/token", "/jwks", "/me"])
def test_garbage_in_place_of_an_answer_opens_nothing(browser, town, provider, place):
    provider.claims.pop("email")
    provider.garbage = frozenset({place})

    assert sign_in(browser, provider).status_code == 403
    assert sessions(town) == []


def test_answer_in_the_name_of_another_provider_opens_nothing(browser, town, provider):
    state = begin(browser, provider)["state"]
    mixed_up = {"code": "c", "state": state, "iss": "https://evil.example"}

    assert browser.get(BACK, params=mixed_up, headers=PAGE).status_code == 403
    assert provider.asked == []


def test_words_of_the_provider_are_not_shown(browser, town, provider):
    state = begin(browser, provider)["state"]
    said = {"error": "x", "error_description": "<b>Bitte anrufen: 0190</b>", "state": state}

    answer = browser.get(BACK, params=said, headers=PAGE)

    assert answer.status_code == 403
    assert "0190" not in answer.text


def test_cookie_of_the_way_is_signed_and_short_lived_and_gone_afterwards(browser, town, provider):
    jar = cookies_of(browser.get(BEGIN, headers=PAGE))
    given = jar[ON_THE_WAY]

    assert set(jar) == {ON_THE_WAY}  # Streamlit's own session cookie keeps none of it

    assert (given["httponly"], given["samesite"], given["path"]) == (True, "lax", "/anmelden")
    assert given["max-age"] == "600"
    answer = sign_in(browser, provider)
    assert cookies_of(answer)[ON_THE_WAY].value == "null"


def test_cookie_of_the_way_that_was_written_elsewhere_is_none(browser, town, provider):
    asked = begin(browser, provider)
    state = browser.cookies[ON_THE_WAY]
    browser.cookies.clear()
    forged = {"cookie": f"{ON_THE_WAY}={state[:-3]}abc"}

    answer = browser.get(BACK, params={"code": "c", "state": asked["state"]}, headers=PAGE | forged)

    assert answer.status_code == 403
    assert provider.asked == []


def test_cookies_are_secure_where_the_town_is(served, town, provider, monkeypatch):
    monkeypatch.setenv("LOTSEN_PUBLIC_URL", "https://127.0.0.1")
    encrypted = TestClient(
        served.app, base_url="https://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    )

    asked = begin(encrypted, provider)
    answer = encrypted.get(BACK, params={"code": "c", "state": asked["state"]}, headers=PAGE)

    given = cookies_of(answer)
    assert all(given[name]["secure"] is True for name in (SESSION, HINT))


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", "/" + "a" * 1500])
def test_way_back_leads_nowhere_else(browser, town, provider, way):
    assert sign_in(browser, provider, weiter=way).headers["location"] == "/"


def test_signing_in_anew_leaves_nothing_open_behind(browser, town, provider):
    sign_in(browser, provider)
    provider.claims.pop("nonce")
    sign_in(browser, provider)

    assert [key for _person, key in sessions(town)] == [fingerprint(browser.cookies[SESSION])]


def test_sign_out_leads_to_the_provider_with_its_own_token(browser, town, provider):
    sign_in(browser, provider)
    token = browser.cookies[HINT]

    first = browser.post("/abmelden", headers={"origin": HERE})
    then = browser.get(first.headers["location"], headers=FROM_HERE)

    asked = parse_qs(urlsplit(then.headers["location"]).query)
    assert then.headers["location"].startswith(f"{provider.url}/end?")
    assert asked["id_token_hint"] == [token]
    assert asked["post_logout_redirect_uri"] == [f"{HERE}/anmelden"]
    assert sessions(town) == []
    assert {SESSION, HINT} & set(browser.cookies) == set()


def test_token_is_shown_to_the_way_out_alone(browser, town, provider):
    hint = cookies_of(sign_in(browser, provider))[HINT]

    assert (hint["path"], hint["httponly"], hint["samesite"]) == ("/abmelden", True, "lax")


def test_token_that_no_cookie_can_hold_is_left_out(browser, town, provider):
    provider.claims["groups"] = ["g" * 40] * 100
    sign_in(browser, provider)
    browser.post("/abmelden", headers={"origin": HERE})

    way = browser.get(FAREWELL, headers=FROM_HERE).headers["location"]

    assert "id_token_hint" not in way
    assert "client_id=lotsen" in way


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_site_ends_nothing(browser, town, provider, site):
    sign_in(browser, provider)

    answer = browser.get(FAREWELL, headers=PAGE | {"sec-fetch-site": site})

    assert answer.headers["location"] == "/anmelden"
    assert len(sessions(town)) == 1
    assert HINT in browser.cookies


def test_sign_out_is_whole_where_the_provider_has_no_way_out(browser, town, provider):
    provider.metadata["end_session_endpoint"] = None
    sign_in(browser, provider)
    browser.post("/abmelden", headers={"origin": HERE})

    assert browser.get(FAREWELL, headers=FROM_HERE).headers["location"] == "/anmelden"
    assert sessions(town) == []


@pytest.mark.parametrize("door", [BEGIN, BACK, FAREWELL])
def test_without_a_provider_its_doors_lead_to_the_sign_in_page(browser, town, monkeypatch, door):
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"LOTSEN_OIDC_{name}")

    answer = browser.get(door, headers=PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")


def test_town_can_offer_both_ways(browser, town, provider, monkeypatch):
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
def test_password_opens_nothing_where_passwords_are_off(browser, town, door):
    answer = browser.post(door, data={"email": EMAIL, "password": "x"}, headers={"origin": HERE})

    assert answer.status_code == 403
    assert "Hier gibt es keine Kennwörter." in answer.text
