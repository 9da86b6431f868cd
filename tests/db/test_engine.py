"""What is acknowledged is on the disk; and a server that went away is asked anew."""

import subprocess
import sys
import time

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from lotsen.db import engine as engine_module
from lotsen.db.engine import open_engine
from tests.house.sources import ROOT

FULL = 2
PROGRAM = """
import sys
from lotsen.db.engine import open_engine
with open_engine(sys.argv[1]).connect() as connection:
    print(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
"""


def test_commit_waits_for_the_disk(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path / 'lotsen.db'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) == FULL


@pytest.fixture
def postgresql(postgresql_url):
    engine = open_engine(postgresql_url)
    yield engine
    engine.dispose()


def process(engine: Engine) -> int:
    """Which process of the server answers."""
    with engine.connect() as connection:
        return connection.scalar(text("SELECT pg_backend_pid()"))


def end(url: str, number: int) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


@pytest.mark.postgresql
def test_server_that_went_away_while_nobody_asked_is_noticed_by_nobody(
    postgresql, postgresql_url, monkeypatch
):
    first = process(postgresql)
    end(postgresql_url, first)
    monkeypatch.setattr(engine_module, "REST", 0.0)

    assert process(postgresql) != first


@pytest.mark.postgresql
def test_server_that_went_away_just_now_is_noticed_once(postgresql, postgresql_url, monkeypatch):
    monkeypatch.setattr(engine_module, "REST", time.monotonic())
    first = process(postgresql)
    end(postgresql_url, first)

    with pytest.raises(OperationalError):
        process(postgresql)
    assert process(postgresql) != first
