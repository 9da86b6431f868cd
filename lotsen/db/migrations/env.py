"""How Alembic reaches the records: one process migrates, every other waits for it."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from lotsen.db import tables
from lotsen.db.engine import open_engine
from lotsen.db.types import UtcDateTime
from lotsen.settings import load_settings

PATIENCE_MS = 120_000
MIGRATION_LOCK = 5_078_546


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types in plain SQLAlchemy: a migration imports nothing of Lotsen."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


engine = context.config.attributes.get("engine") or open_engine(load_settings().database_url)

with engine.execution_options(lotsen_writes=True).connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Moving a table must not fire the references to it; this works only outside of a
        # transaction, and the next BEGIN IMMEDIATE waits for whoever is migrating.
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        context.run_migrations()
    if sqlite:
        connection.invalidate()  # the pragmas of this connection are nobody else's
