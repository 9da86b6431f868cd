"""The audit log: lines are added at the end of the chain, never changed, never removed.

The ORM refuses here; triggers of the migrations refuse whoever comes past it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Connection, Enum, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from lotsen.db.base import Base, stored_values
from lotsen.domain.audit import AuditAction


class AuditRow(Base):
    """One line of the audit log; `id` is its number, without a gap."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[AuditAction] = mapped_column(
        Enum(
            AuditAction,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=stored_values,
        )
    )
    subject: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    salt: Mapped[str]
    content_hash: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditHeadRow(Base):
    """Where the chain ends: who adds lines locks this one row, and so writers take turns."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    number: Mapped[int]
    hash: Mapped[str]
    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)


class AuditLogIsAppendOnly(RuntimeError):
    """A line of code tried to rewrite the audit log; that is always a mistake."""


@event.listens_for(AuditRow, "before_insert")  # lines come by `append` alone, which chains them
@event.listens_for(AuditRow, "before_update")
@event.listens_for(AuditRow, "before_delete")
@event.listens_for(AuditHeadRow, "before_insert")
@event.listens_for(AuditHeadRow, "before_update")
@event.listens_for(AuditHeadRow, "before_delete")
def _refuse(_mapper: Mapper[Any], _connection: Connection, row: AuditRow | AuditHeadRow) -> None:
    raise AuditLogIsAppendOnly(f"{row.__tablename__} {row.id}")
