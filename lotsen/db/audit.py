"""The audit log: lines are added, never changed, never removed.

The ORM refuses here; triggers of the first migration refuse whoever comes past it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Enum, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from lotsen.db.base import Base, stored_values
from lotsen.domain.audit import AuditAction


class AuditRow(Base):
    """One line of the audit log."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime] = mapped_column(index=True)
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


class AuditLogIsAppendOnly(RuntimeError):
    """A line of code tried to rewrite the audit log; that is always a mistake."""


@event.listens_for(AuditRow, "before_update")
@event.listens_for(AuditRow, "before_delete")
def _refuse(_mapper: Mapper[AuditRow], _connection: Connection, row: AuditRow) -> None:
    raise AuditLogIsAppendOnly(f"audit line {row.id}")
