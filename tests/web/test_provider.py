"""What Lotsen takes from a provider, and what it does not, whoever speaks in its name."""

import base64
import hashlib

import pytest

from lotsen.domain.accounts import fingerprint
from lotsen.web.cookies import SESSION
from tests.makers import RATER
from tests.web.conftest import HERE, PAGE, VOUCHED_FOR
from tests.web.false_provider import STRANGE_KEY
from tests.web.provided import BACK, BEGIN, begin, sessions, sign_in


def test_right_answer_begins_a_session(browser, provided, provider):
    answer = sign_in(browser, provider, weiter="/rate?a=1")

    assert (answer.status_code, answer.headers["location"]) == (303, "/rate?a=1")
    assert sessions(provided) == [(provided.people[RATER], fingerprint(browser.cookies[SESSION]))]


def test_code_is_exchanged_with_the_verifier_of_this_browser(browser, provided, provider):
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
        {"exp": 1_700_000_000},  # long ago
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_token_that_is_not_for_this_sign_in_opens_nothing(browser, provided, provider, lie):
    provider.claims |= lie

    assert sign_in(browser, provider).status_code == 403
    assert sessions(provided) == []


def test_token_of_another_key_opens_nothing(browser, provided, provider):
    provider.key = STRANGE_KEY

    assert sign_in(browser, provider).status_code == 403
    assert sessions(provided) == []


@pytest.mark.parametrize("sign", ["sign_with_our_secret", "sign_with_nothing"])
def test_token_without_a_key_of_the_provider_opens_nothing(browser, provided, provider, sign):
    getattr(provider, sign)()

    assert sign_in(browser, provider).status_code == 403
    assert sessions(provided) == []


def test_address_may_come_with_the_other_answer(browser, provided, provider):
    provider.claims = {}
    provider.userinfo = {"sub": "7f3a", "email": VOUCHED_FOR, "email_verified": True}

    assert sign_in(browser, provider).status_code == 303


@pytest.mark.parametrize(
    ("claims", "userinfo"),
    [
        ({}, {"sub": "another", "email": VOUCHED_FOR, "email_verified": True}),
        ({}, {"email": VOUCHED_FOR, "email_verified": True}),
        ({"email_verified": True}, {"sub": "7f3a", "email": VOUCHED_FOR, "email_verified": False}),
        ({"email_verified": True}, {"sub": "7f3a", "email": VOUCHED_FOR}),
        ({"xms_edov": True}, {"sub": "7f3a", "email": VOUCHED_FOR}),
        ({}, {"sub": "7f3a"}),
        ({}, None),
    ],
)
def test_two_answers_do_not_vouch_for_each_other(browser, provided, provider, claims, userinfo):
    provider.claims, provider.userinfo = claims, userinfo

    assert sign_in(browser, provider).status_code in {403, 503}
    assert sessions(provided) == []


def test_provider_that_calls_itself_otherwise_is_not_asked(browser, provided, provider, caplog):
    provider.metadata["issuer"] = "https://evil.example"

    answer = browser.get(BEGIN, headers=PAGE)

    assert answer.status_code == 503
    assert "https://evil.example" in caplog.text
    provider.metadata.clear()  # and as soon as it is right, it is right
    assert browser.get(BEGIN, headers=PAGE).status_code == 302


@pytest.mark.parametrize("fault", ["asleep", "garbage"])
def test_silent_provider_is_told_kindly(browser, provided, provider, monkeypatch, fault):
    if fault == "asleep":
        monkeypatch.setenv("LOTSEN_OIDC_ISSUER", "http://127.0.0.1:1")
    else:
        provider.garbage = frozenset({"/.well-known/openid-configuration"})

    answer = browser.get(BEGIN, headers=PAGE)

    assert answer.status_code == 503
    assert "antwortet nicht" in answer.text
    assert browser.get("/anmelden", headers=PAGE).status_code == 200


@pytest.mark.parametrize("place", ["/token", "/jwks", "/me"])
def test_garbage_in_place_of_an_answer_opens_nothing(browser, provided, provider, place):
    provider.claims.pop("email")
    provider.garbage = frozenset({place})

    assert sign_in(browser, provider).status_code == 403
    assert sessions(provided) == []


def test_answer_in_the_name_of_another_provider_opens_nothing(browser, provided, provider):
    state = begin(browser, provider)["state"]
    mixed_up = {"code": "c", "state": state, "iss": "https://evil.example"}

    assert browser.get(BACK, params=mixed_up, headers=PAGE).status_code == 403
    assert provider.asked == []


def test_words_of_the_provider_are_not_shown(browser, provided, provider):
    state = begin(browser, provider)["state"]
    said = {"error": "x", "error_description": "<b>Bitte anrufen: 0190</b>", "state": state}

    answer = browser.get(BACK, params=said, headers=PAGE)

    assert answer.status_code == 403
    assert "0190" not in answer.text
