"""Read the audit log."""

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditEntry
from lotsen.domain.permissions import Permission

PAGE_SIZE = 100


@requires(Permission.SEE_AUDIT)
def listing(
    reader: Reader, page_size: int = PAGE_SIZE, before: int | None = None
) -> list[AuditEntry]:
    """The newest lines, or those before a given number, the newest first."""
    statement = select(AuditRow).order_by(AuditRow.id.desc()).limit(page_size)
    if before is not None:
        statement = statement.where(AuditRow.id < before)
    return [
        AuditEntry(
            number=row.id,
            at=row.at,
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            facts=row.facts,
        )
        for row in reader.session.scalars(statement)
    ]
