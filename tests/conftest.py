"""What every test may ask for."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from lotsen.db import engine as engine_module
from lotsen.db.engine import open_engine
from tests.databases import PostgresqlCopies, SqliteCopies, postgresql_server
from tests.system import IN_CI, fail_if_skipped

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

settings.register_profile(
    "house",
    deadline=None,  # a machine may be busy
    derandomize=IN_CI,  # there, the same commit has the same answer
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
engine_module.SYNCHRONOUS = "OFF"  # nothing in this process must survive a crash

for setting in [name for name in os.environ if name.startswith("LOTSEN_")]:
    del os.environ[setting]  # what this machine sets is no business of a test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="take the pictures of the docs anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    fail_if_skipped(report)
    return report


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory) -> SqliteCopies:
    return SqliteCopies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_copies() -> Iterator[PostgresqlCopies]:
    with postgresql_server() as server, closing(PostgresqlCopies(server)) as copies:
        yield copies


@pytest.fixture
def sqlite_url(sqlite_copies: SqliteCopies, tmp_path: Path) -> Iterator[str]:
    """A migrated SQLite database that nobody has used yet."""
    with sqlite_copies.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_copies: PostgresqlCopies) -> Iterator[str]:
    """A migrated PostgreSQL database that nobody has used yet."""
    with postgresql_copies.fresh() as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_url(request) -> str:
    """A migrated database that nobody has used yet: the test runs on SQLite and on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=DATABASES)
def empty_database_url(request, tmp_path: Path) -> Iterator[str]:
    """A database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    copies = request.getfixturevalue("postgresql_copies")
    with copies.fresh(template="template0") as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    forgotten = engine.pool.checkedout()
    engine.dispose()
    assert not forgotten, "connections that this test has opened and not closed"


@pytest.fixture(autouse=True)
def server_goes_on(monkeypatch):
    """AppTest takes away the Streamlit server of its process; afterwards it is there again."""
    streamlit = sys.modules.get("streamlit.runtime.runtime")
    if streamlit is not None:
        monkeypatch.setattr(streamlit.Runtime, "_instance", streamlit.Runtime._instance)
