"""The lines of an older Lotsen are chained when it is brought up to date."""

import pytest
from alembic import command
from sqlalchemy import inspect, text

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.engine import open_engine
from lotsen.db.migrate import config_for, upgrade
from lotsen.usecases import audit
from tests.makers import NOON

BEFORE = "7d0f5a3c91be"
OLD = (
    "INSERT INTO audit (id, at, actor, action, subject, facts) VALUES"
    " ({}, '2027-06-16 10:00:00.25', 'Jörg Ö''Brien', 'phase_moved', 'round:1', '{}')"
)


@pytest.fixture
def old(empty_database_url):
    """A database with lines of before, with a gap in their numbers, as PostgreSQL left them."""
    engine = open_engine(empty_database_url)
    command.upgrade(config_for(engine), BEFORE)
    with engine.begin() as connection:
        for number in (1, 2, 4, 7):
            facts = '{"new": "Ü \\ud83d\\ude00", "old": 0.5}' if number > 1 else "{}"
            connection.exec_driver_sql(OLD.format(number, facts))
    yield engine
    engine.dispose()


def verify(engine):
    house = Application(engine=engine, clock=lambda: NOON)
    return house.query(SYSTEM, audit.verify), house.query(SYSTEM, audit.newest).entries


def triggers(engine):
    found = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        return set(connection.scalars(text(found[engine.dialect.name])))


GUARDS = {
    "sqlite": {
        *("audit_no_update", "audit_no_delete", "audit_follows"),
        *("audit_head_moves", "audit_head_no_insert", "audit_head_no_delete"),
    },
    "postgresql": {"audit_append_only", "audit_follows", "audit_head_moves", "audit_head_stays"},
}


def test_lines_that_are_there_are_chained_and_numbered_without_a_gap(old):
    upgrade(old)

    state, lines = verify(old)
    assert (state.broken, state.end.number) == (None, 4)
    assert [line.number for line in lines] == [4, 3, 2, 1]
    assert (lines[0].actor, lines[0].facts) == ("Jörg Ö'Brien", {"new": "Ü 😀", "old": 0.5})


def test_guards_are_there_after_the_migration(old):
    upgrade(old)

    assert triggers(old) == GUARDS[old.dialect.name]
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), old.begin() as connection:
            connection.execute(text(statement))


def test_the_way_back_leaves_the_old_guards_and_the_way_forth_chains_again(old):
    upgrade(old)
    command.downgrade(config_for(old), BEFORE)

    with pytest.raises(Exception, match="append-only"), old.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert "hash" not in {column["name"] for column in inspect(old).get_columns("audit")}
    with old.begin() as connection:
        connection.exec_driver_sql(OLD.replace("(id, ", "(").format("", "{}").replace("(, ", "("))

    upgrade(old)
    assert verify(old)[0].end.number == 5
