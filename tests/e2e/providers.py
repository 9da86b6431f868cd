"""A certified OpenID provider on this machine, and a Lotsen that lets people in through it."""

import json
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM, standard_criteria
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.domain.people import Role
from lotsen.usecases import local_accounts, rounds
from tests.e2e.browsing import ready
from tests.e2e.servers import PATIENCE, Server, free_port, running
from tests.system import need
from tools.programs import PROVIDER, provider_is_there

SECRET = "a secret that the tests share with the provider"
PEOPLE = {
    "rita": {"email": "Rita.Roth@stadt.example", "email_verified": True},
    "kim": {"email": "kim.kord@stadt.example", "email_verified": True},
    "fremd": {"email": "fremd@stadt.example", "email_verified": True},
    "unbestaetigt": {"email": "olga.orth@stadt.example", "email_verified": False},
    "nachfolge": {"email": "rita.roth@stadt.example", "email_verified": True},
}
"""Whom the provider knows, by the name that they type there, which is their subject."""


RITA, KIM, OLGA = (f"{name}@stadt.example" for name in ("rita.roth", "kim.kord", "olga.orth"))


@dataclass(frozen=True, kw_only=True)
class Provided:
    """A Lotsen, and the provider in front of it."""

    server: Server
    issuer: str


@contextmanager
def provided(folder: Path, before: Callable[[str], None], **settings: str) -> Iterator[Provided]:
    """Start both, over a town that is there `before` the first start."""
    ours, theirs = free_port(), free_port()
    url, issuer = f"http://127.0.0.1:{ours}", f"http://127.0.0.1:{theirs}"
    told = {
        "port": theirs,
        "redirect": f"{url}/anmelden/zurueck",
        "farewell": f"{url}/anmelden",
        "secret": SECRET,
        "people": PEOPLE,
    }
    town = {
        "LOTSEN_MODE": "production",
        "LOTSEN_OIDC_ISSUER": issuer,
        "LOTSEN_OIDC_CLIENT_ID": "lotsen",
        "LOTSEN_OIDC_CLIENT_SECRET": SECRET,
        "LOTSEN_PUBLIC_URL": url,
    }
    with provider(folder, told), running(folder, before, port=ours, **town | settings) as server:
        yield Provided(server=server, issuer=issuer)


@contextmanager
def provider(folder: Path, told: dict[str, Any]) -> Iterator[None]:
    """Start the provider, and wait until it listens."""
    node = need("node")
    if not provider_is_there():
        pytest.skip("oidc-provider fehlt; es kommt mit: make test")
    log = folder / "provider.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [node, str(PROVIDER / "provider.mjs"), json.dumps(told)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + PATIENCE
        while "listening" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


def go_to_provider(page: Page, way: str = "/anmelden") -> None:
    """Choose the provider on the sign-in page."""
    page.goto(way)
    page.get_by_role("link", name="Mit Dienstkonto anmelden").click()
    page.get_by_role("heading", name="Anmelden beim Dienst").wait_for()


def give_name(page: Page, name: str) -> None:
    """Say there who one is; what comes next depends on that."""
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Weiter").click()


def sign_in(page: Page, name: str, way: str = "/anmelden") -> None:
    """Sign in through the provider, and wait for the page behind it."""
    go_to_provider(page, way)
    give_name(page, name)
    page.wait_for_url(lambda url: "/anmelden" not in url and "/interaction/" not in url)
    ready(page)


def enter(database_url, email, *roles):
    """Enter somebody with these roles, as the coordinator does."""
    engine = open_engine(database_url)
    first, last = email.partition("@")[0].title().split(".")
    house = Application(engine=engine, clock=now_utc)
    house.execute(SYSTEM, local_accounts.add_person, email, first, last, roles)
    engine.dispose()


def town(database_url):
    """A town in production with a coordinator and two raters."""
    engine = open_engine(database_url)
    upgrade(engine)
    Application(engine=engine, clock=now_utc).execute(
        SYSTEM,
        rounds.open_round,
        town="Stadt Musterhausen",
        title="Digitallotsen 2027",
        places=3,
        dates=[],
        criteria=standard_criteria(),
    )
    engine.dispose()
    enter(database_url, RITA, Role.RATER)
    enter(database_url, OLGA, Role.RATER)
    enter(database_url, KIM, Role.COORDINATOR)


def records(here, question):
    connection = sqlite3.connect(here.server.database_url.removeprefix("sqlite:///"))
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def sessions(here):
    return records(here, "SELECT COUNT(*) FROM sign_in")[0][0]


def cookies_of(page):
    return {cookie["name"]: cookie for cookie in page.context.cookies()}


def visited(page, path):
    """The addresses under this path that the browser asks for from now on."""
    found = []
    page.on("request", lambda asked: found.append(asked.url) if path in asked.url else None)
    return found
