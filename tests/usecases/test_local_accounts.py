"""Wrong attempts are counted one by one, however many come at once."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.accounts import AttemptRow
from lotsen.db.engine import open_engine
from lotsen.usecases import local_accounts
from tests.makers import NOON

EMAIL, ADDRESS, TURNS = "kim.kord@stadt.example", "10.0.0.7", 20


@pytest.fixture
def houses(town, database_url):
    """Two servers over one database."""
    engines = [open_engine(database_url) for _one in "ab"]
    yield [Application(engine=engine, clock=lambda: NOON) for engine in engines]
    for engine in engines:
        engine.dispose()


def failures(town):
    with Session(town.engine) as session:
        return session.scalars(select(AttemptRow.failures)).all()


def test_attempts_in_the_same_moment_are_all_counted(town, houses):
    town.application.execute(SYSTEM, local_accounts.note_failure, EMAIL, ADDRESS)
    start = threading.Barrier(len(houses))

    def guess(house):
        start.wait()
        for _turn in range(TURNS):
            house.execute(SYSTEM, local_accounts.note_failure, EMAIL, ADDRESS)

    threads = [threading.Thread(target=guess, args=(house,)) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures(town) == [1 + 2 * TURNS] * 3
