"""Bring the tables to the state that this version of the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, make_url

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The database was migrated by a newer version of Lotsen."""


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version."""
    with engine.connect() as connection:
        stored = MigrationContext.configure(connection).get_current_heads()
    return set(stored) == set(ScriptDirectory.from_config(config_for(engine)).get_heads())


def upgrade(engine: Engine) -> None:
    """Migrate to the newest tables; safe to call from several processes at once.

    Raises:
        NewerDatabase: a later version of Lotsen has been here; nothing was touched.
    """
    if engine.dialect.name == "sqlite":
        _make_folder(engine)
    if is_current(engine):
        return
    try:
        command.upgrade(config_for(engine), "head")
    except CommandError as error:
        raise NewerDatabase(str(error)) from error


def config_for(engine: Engine) -> Config:
    """The migrations of this version, for one database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def _make_folder(engine: Engine) -> None:
    database = make_url(engine.url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
