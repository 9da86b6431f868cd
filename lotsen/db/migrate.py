"""Bring the tables to the state that this version of the code expects."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:  # slow to import, and needed only where there is something to migrate
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "a4d7e2b91c60"
"""The newest migration; whoever adds one moves it, and a test tells who forgot."""


class NewerDatabase(RuntimeError):
    """The database was migrated by a newer version of Lotsen."""


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        stored = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    return [*stored] == [HEAD]


def upgrade(engine: Engine) -> None:
    """Migrate to the newest tables; safe to call from several processes at once.

    Raises:
        NewerDatabase: a later version of Lotsen has been here; nothing was touched.
    """
    if is_current(engine):
        return
    from alembic import command  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        command.upgrade(config_for(engine), "head")
    except CommandError as error:
        raise NewerDatabase(str(error)) from error


def config_for(engine: Engine) -> "Config":
    """The migrations of this version, for one database."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config
