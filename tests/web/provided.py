"""How the tests go to the false provider and come back."""

from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.people import SignInRow
from tests.web.conftest import PAGE

BEGIN, BACK, FAREWELL = "/anmelden/dienst", "/anmelden/zurueck", "/abmelden/dienst"


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
