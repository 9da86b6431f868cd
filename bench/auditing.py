"""What a line in the audit log costs the one who saves, and how long a look through all takes."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Engine, text

from bench import large_town
from bench.clock import milliseconds, p50, p95, times
from bench.figures import Figure
from lotsen.application.application import REGISTER, Application, requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.bootstrap import SYSTEM
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.domain.audit import AuditAction
from lotsen.domain.permissions import Permission
from lotsen.usecases import audit, audit_page
from tests.databases import PostgresqlCopies, postgresql_server

TURNS, LOOKS, LINES = 300, 3, 10_000
MOST_ABOVE = 5.0
PLAIN = text(
    "INSERT INTO plain (at, actor, action, subject, facts)"
    " VALUES (:at, :actor, 'phase_moved', 'round:1', '{}')"
)
TABLE = "CREATE TABLE plain (at TIMESTAMP, actor TEXT, action TEXT, subject TEXT, facts TEXT)"


def run() -> Iterator[Figure]:
    """Measure on SQLite and on PostgreSQL."""
    with large_town.folder() as folder:
        url = f"sqlite:///{folder / 'auditing.db'}"
        upgrade(open_engine(url))
        yield from _at("SQLite", open_engine(url))
    with (
        postgresql_server() as server,
        closing(PostgresqlCopies(server, durable=True)) as copies,
        copies.fresh() as url,
    ):
        yield from _at("PostgreSQL", open_engine(url))


def _at(where: str, engine: Engine) -> Iterator[Figure]:
    house = Application(engine=engine, clock=now_utc)
    for command in (one_line, plain_row, many_lines):
        requires(Permission.SEE_AUDIT)(command)
    with engine.begin() as connection:
        connection.execute(text(TABLE))
    with_line, plain = [], []
    for _turn in range(TURNS):  # in turns: what else the machine does falls on both
        with_line.append(milliseconds(lambda: house.execute(SYSTEM, one_line)))
        plain.append(milliseconds(lambda: house.execute(SYSTEM, plain_row)))
    yield Figure(
        name=f"command with a chained line, {where}",
        value=p50(with_line),
        tail=p95(with_line),
        baseline=p50(plain),
        against="a plain row",
        most_above=MOST_ABOVE,
    )
    house.execute(SYSTEM, many_lines)
    looks = times(lambda: house.query(SYSTEM, audit.verify), LOOKS)
    yield Figure(name=f"look through {LINES:,} lines, {where}", value=p50(looks), tail=max(looks))
    pages = times(lambda: house.query(SYSTEM, audit_page.listing), LOOKS)
    yield Figure(name=f"a page of {LINES:,} lines, {where}", value=p50(pages), tail=max(pages))
    for command in (one_line, plain_row, many_lines):
        del REGISTER[command]
    engine.dispose()


def one_line(uow: UnitOfWork) -> None:
    """A command as short as there can be one."""
    uow.record(AuditAction.PHASE_MOVED, "round:1", old="interest", new="presentation")


def plain_row(uow: UnitOfWork) -> None:
    """The same with a row that is neither chained nor guarded."""
    uow.traceless = True
    uow.session.execute(PLAIN, {"at": uow.now.isoformat(), "actor": uow.actor.name})


def many_lines(uow: UnitOfWork) -> None:
    """A long log at once."""
    for _number in range(LINES):
        uow.record(AuditAction.PHASE_MOVED, "round:1", old="interest", new="presentation")
