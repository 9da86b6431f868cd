"""Pages as a signed-in person sees them, without a browser."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from lotsen import bootstrap
from lotsen.db.people import SignInRow
from lotsen.domain.people import Actor
from lotsen.ui import awaited, jobs
from tests.makers import Town

MAIN = Path(bootstrap.__file__).parent / "ui" / "main.py"
TOKEN_HASH = "a" * 64
PATIENCE = 20
"""Seconds that a page waits for its numbers and its work: here nothing looks again by itself."""


@pytest.fixture
def town(sqlite_url, monkeypatch):
    """A town of its own, which the pages open as their configured database."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", sqlite_url)
    for waiting in (awaited, jobs):
        monkeypatch.setattr(waiting, "PATIENCE", PATIENCE)
    house = bootstrap.application()
    yield Town(house.engine)
    house.engine.dispose()


@pytest.fixture
def open_as(town, monkeypatch):
    """Open a page as somebody; the header is what the gate writes after it knows who it is."""

    def open_as(actor: Actor | None, page: str, **query: str) -> AppTest:
        headers = {}
        if actor is not None:
            with Session(town.engine) as session, session.begin():
                session.merge(
                    SignInRow(
                        token_hash=TOKEN_HASH,
                        person_id=actor.id,
                        started_at=bootstrap.application().clock(),
                        ends_at=bootstrap.application().clock() + timedelta(hours=1),
                    )
                )
            headers = {bootstrap.SESSION_HEADER: TOKEN_HASH}
        monkeypatch.setattr(ContextProxy, "headers", property(lambda _self: headers))
        test = AppTest.from_file(str(MAIN), default_timeout=3 * PATIENCE)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        if page != "home":
            test.switch_page(f"../../pages/{page}.py").run()
        return test

    return open_as
