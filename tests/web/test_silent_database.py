"""A database that is busy or full: people are told so, and nothing of theirs is lost."""

import sqlite3

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db import engine as engine_module
from lotsen.db.people import SignInRow
from lotsen.web import gate
from tests.makers import COORDINATOR
from tests.web.conftest import HERE, PAGE, choose, sign_in
from tests.web.tabs import tab

SENTENCE = "Die Datenbank antwortet nicht"


@pytest.fixture
def busy(town, monkeypatch):
    """The town's database, while somebody else holds the pen and nobody waits long."""
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE_MS", 20)
    holder = sqlite3.connect(town.file, isolation_level=None)
    yield lambda: holder.execute("BEGIN IMMEDIATE")
    holder.close()


def test_whoever_only_looks_goes_on_while_nothing_can_be_written(browser, town, busy):
    sign_in(browser, town.people[COORDINATOR])
    busy()

    with tab(browser) as opened:
        shown = opened.open("people")

    assert "Wählen Sie eine Person" in shown.text
    assert SENTENCE not in shown.text
    with Session(town.engine) as session:
        assert session.scalars(select(SignInRow)).one().seen_at is None


def test_sign_in_while_nothing_can_be_written_is_told_in_german(browser, town, busy):
    browser.get("/anmelden", headers=PAGE)
    busy()

    answer = choose(browser, town.people[COORDINATOR])

    assert SENTENCE in answer.text
    assert "lotsen_session" not in browser.cookies


def test_sign_out_while_nothing_can_be_written_is_told_in_german(browser, town, busy):
    sign_in(browser, town.people[COORDINATOR])
    busy()

    answer = browser.post("/abmelden", headers={"origin": HERE})

    assert answer.status_code == 503
    assert SENTENCE in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_click_while_nothing_can_be_written_is_told_in_german(browser, town, busy):
    sign_in(browser, town.people[COORDINATOR])

    with tab(browser) as opened:
        first = opened.open()
        busy()
        then = opened.open(click=first.buttons["Abmelden"])

        assert SENTENCE in then.text
        assert "Kim Coordinator" in opened.open().text


def test_mistake_at_the_gate_is_told_in_german_with_a_number(browser, town, monkeypatch, caplog):
    def fail(*_what):
        raise ValueError("something secret")

    sign_in(browser, town.people[COORDINATOR])
    monkeypatch.setattr(gate, "_is_running", fail)

    answer = browser.get("/departments", headers=PAGE)

    assert answer.status_code == 500
    assert "Unerwarteter Fehler. Nummer" in answer.text
    assert "secret" not in answer.text
    assert "something secret" in caplog.text
