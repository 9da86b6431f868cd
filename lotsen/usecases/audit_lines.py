"""The lines of the audit log as they stand, even where somebody has tampered with them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, select, type_coerce

from lotsen.application.unit_of_work import Reader
from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditEntry

BLOCK = 1_000
"""So many lines are in memory at once, however long the log is."""


def lines(reader: Reader) -> Select[Any]:
    """All lines, read as texts: what somebody has spoilt must not keep us from showing it."""
    columns = AuditRow.__table__.c
    at: ColumnElement[Any] = columns.at
    if reader.session.get_bind().dialect.name == "sqlite":  # there a moment is a text
        at = type_coerce(at, String).label("at")
    return select(
        columns.id,
        at,
        columns.actor_id,
        columns.actor,
        type_coerce(columns.action, String).label("action"),
        columns.subject,
        cast(columns.facts, String).label("facts"),
        columns.salt,
        columns.content_hash,
        columns.previous_hash,
        columns.hash,
    )


def entries(reader: Reader, statement: Select[Any]) -> Iterator[AuditEntry]:
    """The lines of a statement of `lines`, block by block."""
    with reader.session.execute(statement, execution_options={"yield_per": BLOCK}) as found:
        for row in found:
            yield AuditEntry(
                number=row.id,
                at=_moment(row.at),
                actor_id=row.actor_id,
                actor=row.actor,
                action=row.action,
                subject=row.subject,
                facts=_facts(row.facts),
                salt=row.salt,
                content_hash=row.content_hash,
                previous_hash=row.previous_hash,
                hash=row.hash,
            )


def _moment(value: object) -> datetime | None:
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _facts(text: object) -> dict[str, object] | None:
    try:
        facts = json.loads(text if isinstance(text, str | bytes) else "")
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None
