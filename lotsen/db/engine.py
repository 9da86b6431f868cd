"""Open the database in the one way that suits a threaded web app."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

BUSY_PATIENCE_MS = 5_000
SYNCHRONOUS = "FULL"
"""SQLite waits for the disk at every commit: what was acknowledged outlives a power cut.

With less, a letter that has left could be forgotten, and would leave again.
"""


def open_engine(url: str, *, echo: bool = False) -> Engine:
    """Make the engine: one per process, shared by all threads."""
    name = make_url(url)
    if name.drivername == "postgresql":  # the one driver that Lotsen brings along
        name = name.set(drivername="postgresql+psycopg")
    is_file = name.get_backend_name() == "sqlite"
    engine = create_engine(
        name,
        echo=echo,
        pool_pre_ping=not is_file,  # a server can go away between two questions
        pool_size=20,
        max_overflow=20,
    )
    if is_file:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


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
