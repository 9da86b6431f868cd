"""The guards of the audit log: whoever comes past the code is refused by the database."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditHeadRow, AuditLogIsAppendOnly, AuditRow
from lotsen.db.engine import open_engine
from lotsen.usecases import audit
from tests.tampering import HEAD_TO, LINES, town_with_a_log


@pytest.fixture
def written(engine):
    return town_with_a_log(engine)


def holds(town):
    return town.application.query(town.ari, audit.verify).broken is None


def refused(url, statement):
    """The database refuses this, and the chain holds as before."""
    engine = open_engine(url)
    try:
        written = town_with_a_log(engine)
        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
        return holds(written)
    finally:
        engine.dispose()


def row(number, previous):
    return (
        "INSERT INTO audit (id, at, actor, action, subject, facts, salt, content_hash,"
        f" previous_hash, hash) VALUES ({number}, '2027-06-16 10:00:00', 'mallory', 'phase_moved',"
        f" 'round:1', '{{}}', '', '', {previous}, 'x')"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'mallory'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 6",
        "UPDATE audit_head SET number = 5",
        HEAD_TO.format(5),
        "DELETE FROM audit_head",
        "INSERT INTO audit_head (id, number, hash) VALUES (2, 0, '')",
        row(7, "'x'"),
        row(8, "(SELECT hash FROM audit_head)"),
        row(0, "(SELECT hash FROM audit_head)"),
    ],
)
def test_database_refuses_whoever_comes_past_the_orm(written, statement):
    with pytest.raises(Exception, match="append-only"), written.engine.begin() as connection:
        connection.execute(text(statement))
    assert holds(written)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["audit", "audit_head", "audit, audit_head"])
def test_postgresql_refuses_to_truncate(postgresql_url, table):
    assert refused(postgresql_url, f"TRUNCATE {table}")


def test_sqlite_refuses_to_replace_a_line(sqlite_url):
    assert refused(sqlite_url, row(3, "'x'").replace("INSERT", "INSERT OR REPLACE"))


@pytest.mark.parametrize("kind", [AuditRow, AuditHeadRow])
def test_orm_refuses_to_remove(written, kind):
    with Session(written.engine) as session:
        session.delete(session.scalars(select(kind)).first())
        with pytest.raises(AuditLogIsAppendOnly):
            session.flush()


def test_orm_refuses_a_line_that_is_not_chained(written):
    with Session(written.engine) as session:
        found = session.get_one(AuditRow, 1)
        values = {column.name: getattr(found, column.name) for column in AuditRow.__table__.c}
        session.add(AuditRow(**values | {"id": LINES + 1}))
        with pytest.raises(AuditLogIsAppendOnly):
            session.flush()
