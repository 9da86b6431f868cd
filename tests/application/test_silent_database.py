"""A database that is busy, full, read-only or away refuses; it is no mistake of ours."""

import sqlite3

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.application.unit_of_work import working
from lotsen.db import engine as engine_module
from lotsen.db.engine import open_engine
from lotsen.db.people import PersonRow
from lotsen.domain.errors import Unavailable
from lotsen.domain.permissions import Permission
from lotsen.usecases import local_accounts, people
from tests.makers import COORDINATOR, NOON, RATER, Town

ENOUGH = 2_000
"""So many people fit into no file that may not grow."""
FULL, READ_ONLY = "max_page_count=1", "query_only=ON"


@pytest.fixture
def town(sqlite_url, monkeypatch):
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE_MS", 20)
    yield from made(sqlite_url)


@pytest.fixture
def served(postgresql_url):
    yield from made(postgresql_url)


def made(url):
    engine = open_engine(url)
    town = Town(engine)
    town.url, town.round_id = url, town.make_round()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.rita = town.make_person("Rita Rau", RATER)
    yield town
    engine.dispose()


def block(town):
    town.application.execute(town.kim, local_accounts.block, town.rita, blocked=True)


def add_many(house, actor):
    for number in range(ENOUGH):
        house.execute(
            actor,
            local_accounts.add_person,
            first_name="Kim",
            last_name="Lang" * 50,
            email=f"kim{number}@stadt.example",
            roles=frozenset({RATER}),
        )


def is_active(town):
    with Session(town.engine) as session:
        return session.scalar(select(PersonRow.active).where(PersonRow.id == town.rita))


def count(town):
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).select_from(PersonRow))


def test_file_in_which_somebody_else_writes_refuses_and_keeps_nothing(town, caplog):
    holder = sqlite3.connect(town.url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable):
        block(town)

    assert "database is locked" in caplog.text
    holder.close()
    assert is_active(town)
    block(town)
    assert not is_active(town)


@pytest.mark.parametrize(
    ("setting", "complaint"), [(FULL, "database or disk is full"), (READ_ONLY, "readonly")]
)
def test_file_that_takes_nothing_more_refuses_and_can_be_read(town, caplog, setting, complaint):
    narrow = open_engine(town.url)
    event.listen(narrow, "connect", lambda opened, _record: opened.execute(f"PRAGMA {setting}"))
    house = Application(engine=narrow, clock=lambda: NOON)

    with pytest.raises(Unavailable):
        add_many(house, town.kim)

    assert complaint in caplog.text
    assert len(house.query(town.kim, people.listing)) == count(town)
    narrow.dispose()


def test_mistake_of_ours_stays_one(town):
    with (
        pytest.raises(OperationalError),
        working(town.engine, town.kim, Permission.SIGN_IN, NOON) as uow,
    ):
        uow.session.execute(text("SELECT * FROM nowhere"))


@pytest.mark.postgresql
def test_server_that_takes_nothing_refuses(served):
    narrow = open_engine(served.url)

    @event.listens_for(narrow, "connect")
    def only_to_read(connection, _record):
        connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    house = Application(engine=narrow, clock=lambda: NOON)
    with pytest.raises(Unavailable):
        house.execute(served.kim, local_accounts.block, served.rita, blocked=True)

    assert is_active(served)
    narrow.dispose()


def end_connections(url):
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    outside = open_engine(url)
    with outside.begin() as connection:
        connection.execute(text(f"{others} AND datname = current_database()"))
    outside.dispose()


@pytest.mark.postgresql
def test_server_that_goes_away_amid_a_command_refuses(served):
    def cut_off(uow):
        local_accounts.block(uow, served.rita, blocked=True)
        uow.session.flush()
        end_connections(served.url)

    with (
        pytest.raises(Unavailable),
        working(served.engine, served.kim, Permission.MANAGE_PEOPLE, NOON) as uow,
    ):
        cut_off(uow)

    assert is_active(served)


@pytest.mark.postgresql
def test_server_that_goes_away_at_the_end_leaves_it_open(served):
    """Nobody knows whether it has heard: nobody is told that nothing was changed."""
    with pytest.raises(OperationalError):
        at_commit(served)


def at_commit(served):
    with working(served.engine, served.kim, Permission.MANAGE_PEOPLE, NOON) as uow:
        local_accounts.block(uow, served.rita, blocked=True)
        event.listen(uow.session, "before_commit", lambda _session: end_connections(served.url))
        uow.session.flush()


def test_file_that_is_gone_refuses_to_be_read(town, tmp_path):
    away = open_engine(f"sqlite:///{tmp_path / 'nowhere' / 'lotsen.db'}")

    with pytest.raises(Unavailable):
        Application(engine=away, clock=lambda: NOON).query(town.kim, people.listing)
