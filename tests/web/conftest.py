import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from lotsen.db.engine import open_engine
from lotsen.db.people import PersonRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.rounds import InstallationKind
from lotsen.ui import awaited, jobs
from lotsen.web.warm_start import SCRIPT, warmth
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER, Town
from tests.web.false_provider import SECRET, FalseProvider, false_provider

HERE = "http://127.0.0.1:8501"
PAGE = {"accept": "text/html,application/xhtml+xml"}
VOUCHED_FOR = "rita.roth@stadt.example"


@pytest.fixture(scope="session")
def served(sqlite_copies, tmp_path_factory) -> Iterator[TestClient]:
    """The one app of this process, started as a server starts it."""
    with sqlite_copies.fresh(tmp_path_factory.mktemp("served")) as url, ExitStack() as running:
        with pytest.MonkeyPatch.context() as environment:  # for the start alone
            Town(open_engine(url)).make_round()
            environment.setenv("LOTSEN_DATABASE_URL", url)
            environment.setenv("LOTSEN_MODE", "demo")
            assert SCRIPT.is_file()
            from app import app

            client = TestClient(app, base_url=HERE, client=("127.0.0.1", 50000))
            running.enter_context(client)
            client.portal.call(warmth)  # later it would look at the towns of the tests
        yield client


@pytest.fixture
def town(sqlite_url, monkeypatch) -> Iterator[Town]:
    """A demo town with one person of each role."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LOTSEN_MODE", "demo")
    for waiting in (awaited, jobs):  # a tab without a browser does not look again by itself
        monkeypatch.setattr(waiting, "PATIENCE", 20)
    engine = open_engine(sqlite_url)
    town = Town(engine)
    town.make_round()
    town.department = town.make_department()
    town.make_candidate("Ada Geheim", department=town.department)
    town.people = {
        role: town.make_person(f"Kim {role.capitalize()}", role, department=town.department)
        for role in (COORDINATOR, LEADERSHIP, RATER, ADVISORY, AUDITOR)
    }
    town.people[LEADER] = town.make_person("Kim Leader", LEADER, leads=[town.department])
    town.file = Path(sqlite_url.removeprefix("sqlite:///"))
    yield town
    engine.dispose()


@pytest.fixture
def provider() -> Iterator[FalseProvider]:
    """A provider that vouches for the town's rater, until a test has it lie."""
    with false_provider() as provider:
        provider.claims = {"email": VOUCHED_FOR, "email_verified": True}
        yield provider


@pytest.fixture
def provided(town, provider, monkeypatch) -> Town:
    """The town in production, with this provider."""
    for name, value in {
        "LOTSEN_MODE": "production",
        "LOTSEN_OIDC_ISSUER": provider.url,
        "LOTSEN_OIDC_CLIENT_ID": "lotsen",
        "LOTSEN_OIDC_CLIENT_SECRET": SECRET,
        "LOTSEN_PUBLIC_URL": HERE,
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    with Session(town.engine) as session, session.begin():
        session.execute(update(InstallationRow).values(kind=InstallationKind.PRODUCTION))
        session.get_one(PersonRow, town.people[RATER]).email = VOUCHED_FOR
    return town


@pytest.fixture
def browser(served, town) -> Iterator[TestClient]:
    """A browser of somebody who has never been here; redirects are not followed."""
    served.cookies.clear()
    served.follow_redirects = False
    yield served
    served.cookies.clear()


def sign_in(browser, person, **form) -> str:
    """Choose a person on the sign-in page; gives the token of the session."""
    answer = choose(browser, person, **form)
    assert answer.status_code == 303, answer.text
    return browser.cookies["lotsen_session"]


def choose(browser, person, **form):
    page = browser.get("/anmelden", headers=PAGE)
    token = re.search(r'name="form" value="([^"]+)"', page.text)
    fields = {"person": person, "weiter": "/", "form": token[1] if token else ""} | form
    return browser.post("/anmelden", data=fields, headers={"origin": HERE})
