"""Lotsen served over a database, with somebody signed in through the gate."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import servers
from lotsen.db.engine import open_engine
from lotsen.db.people import PersonRoleRow
from lotsen.domain.people import Role
from lotsen.web.cookies import SESSION

_FORM = re.compile(r'name="form" value="([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class Town:
    """A server that runs, its database, and the cookie of a coordinator."""

    server: servers.Server
    database_url: str
    cookie: str


def demo_url(folder: Path) -> str:
    """The address of a database that the demo town will be loaded into."""
    return f"sqlite:///{folder / 'demo.db'}"


@contextmanager
def served(database_url: str) -> Iterator[Town]:
    """Lotsen over this database, and a coordinator who is signed in."""
    with servers.running(servers.LOTSEN, **settings(database_url)) as server:
        _wait_until_warm(server)
        yield Town(server=server, database_url=database_url, cookie=sign_in(server, database_url))


def _wait_until_warm(server: servers.Server) -> None:
    """The first answer comes when the server is warm, which takes its time on a busy machine."""
    answer = httpx2.get(f"{server.url}/gesundheit", trust_env=False, timeout=servers.PATIENCE)
    answer.raise_for_status()


def settings(database_url: str) -> dict[str, str]:
    """What Lotsen is told from outside: this database, and that nobody in it is real."""
    return {"LOTSEN_MODE": "demo", "LOTSEN_DATABASE_URL": database_url}


def sign_in(server: servers.Server, database_url: str) -> str:
    """Choose the first coordinator on the sign-in page; gives the cookie."""
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=servers.PATIENCE) as browser:
        form = _FORM.search(browser.get("/anmelden").raise_for_status().text)
        assert form is not None
        fields = {"form": form[1], "person": str(_coordinator(database_url)), "weiter": "/"}
        browser.post("/anmelden", data=fields)
        return f"{SESSION}={browser.cookies[SESSION]}"


def _coordinator(database_url: str) -> int:
    engine = open_engine(database_url)
    try:
        with Session(engine) as session:
            found = select(PersonRoleRow.person_id).where(PersonRoleRow.role == Role.COORDINATOR)
            return session.scalars(found.order_by(PersonRoleRow.person_id)).first() or 0
    finally:
        engine.dispose()
