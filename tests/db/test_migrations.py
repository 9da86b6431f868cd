"""The tables come into being by migrations alone, whoever starts first."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import inspect, text

from lotsen.db.engine import open_engine
from lotsen.db.migrate import NewerDatabase, config_for, is_current, upgrade
from lotsen.db.tables import metadata


@pytest.fixture
def empty(empty_database_url):
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def test_migrations_reach_the_tables_of_the_code(empty):
    assert not is_current(empty)

    upgrade(empty)

    assert is_current(empty)
    command.check(config_for(empty))


def test_migrating_again_changes_nothing(empty):
    upgrade(empty)
    upgrade(empty)

    assert is_current(empty)


def test_the_way_back_leaves_no_table_of_ours(empty):
    upgrade(empty)

    command.downgrade(config_for(empty), "base")

    assert inspect(empty).get_table_names() == ["alembic_version"]


def test_database_of_a_newer_lotsen_is_not_touched(empty):
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))

    with pytest.raises(NewerDatabase):
        upgrade(empty)


def test_of_many_processes_that_start_at_once_one_migrates_and_the_others_wait(
    empty_database_url,
):
    program = (
        "import sys; from lotsen.db.engine import open_engine; "
        "from lotsen.db.migrate import upgrade; upgrade(open_engine(sys.argv[1]))"
    )

    def start(_number):
        return subprocess.run(
            [sys.executable, "-c", program, empty_database_url],
            capture_output=True,
            check=False,
            text=True,
        )

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(start, range(4)))

    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 4
    engine = open_engine(empty_database_url)
    assert is_current(engine)
    engine.dispose()


def test_every_constraint_has_a_name():
    nameless = [
        (table.name, type(constraint).__name__)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
