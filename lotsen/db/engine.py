"""Open the database in the one way that suits a threaded web app."""

import time
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidatePoolError, OperationalError

BUSY_PATIENCE_MS = 5_000
SYNCHRONOUS = "FULL"
"""SQLite waits for the disk at every commit: what was acknowledged outlives a power cut.

With less, a letter that has left could be forgotten, and would leave again.
"""
_CANNOT: Final = tuple(f"SQLITE_{each}" for each in ("BUSY", "CANTOPEN", "FULL", "READONLY"))
_READ_ONLY: Final = "25006"
REST: Final = 1.0
"""Seconds; a connection that has answered since then is not asked whether it is still there."""


def open_engine(url: str, *, echo: bool = False) -> Engine:
    """Make the engine: one per process, shared by all threads."""
    name = make_url(url)
    if name.drivername == "postgresql":  # the one driver that Lotsen brings along
        name = name.set(drivername="postgresql+psycopg")
    is_file = name.get_backend_name() == "sqlite"
    engine = create_engine(
        name,
        echo=echo,
        pool_size=20,
        max_overflow=20,
        pool_use_lifo=True,  # the one that has just answered has its statements prepared
    )
    if is_file:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        _ask_after_a_rest(engine)
    return engine


@lru_cache(maxsize=8)
def to_look(engine: Engine, *, at_once: bool = False) -> Engine:
    """The same engine for a look at one moment; `at_once`: for one statement, a moment by itself.

    What needs no transaction saves PostgreSQL two of three questions.
    """
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT" if at_once else "REPEATABLE READ")


@lru_cache(maxsize=8)
def to_write(engine: Engine) -> Engine:
    """The same engine for changes."""
    return engine.execution_options(lotsen_writes=True)


def _ask_after_a_rest(engine: Engine) -> None:
    """Have a connection that rested asked whether it still holds: a server can go away."""

    def note(_connection: object, record: Any) -> None:
        record.info["answered"] = time.monotonic()

    def ask(connection: Any, record: Any, _fairy: object) -> None:
        if time.monotonic() - record.info.get("answered", 0.0) < REST:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as reason:
            raise InvalidatePoolError from reason  # the pool connects anew, and tries again

    event.listen(engine, "connect", note)
    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", ask)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin on its own
    for pragma in (
        f"busy_timeout={BUSY_PATIENCE_MS}",
        "foreign_keys=ON",
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where writing is meant: no lock upgrade, no deadlock."""
    if connection.get_execution_options().get("lotsen_writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # may be refused, in SQLAlchemy's words
    else:
        connection.connection.execute("BEGIN DEFERRED")  # never refused; every question begins so


def is_duplicate(error: IntegrityError) -> bool:
    """Tell a broken unique constraint from every other broken constraint."""
    return getattr(error.orig, "sqlstate", None) == "23505" or getattr(
        error.orig, "sqlite_errorname", None
    ) in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def cannot_answer(error: DBAPIError, *, at_commit: bool) -> bool:
    """Tell a database that is busy, full, read-only or away from a mistake of ours.

    True only where nothing was kept: whether PostgreSQL has heard a commit before it went away,
    nobody knows.
    """
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_CANNOT)
    away = isinstance(error, OperationalError)
    return not at_commit and (away or getattr(error.orig, "sqlstate", None) == _READ_ONLY)
