"""The lines of the audit log that tell of a closing, as anchors that can be noted elsewhere."""

from collections.abc import Mapping

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.audit_chain import ChainAnchor
from lotsen.domain.ids import RoundId


def anchors_of(reader: Reader, round_id: RoundId) -> Mapping[int, ChainAnchor]:
    """The anchor of every closing of a round, by the number of the closing."""
    rows = reader.session.scalars(
        select(AuditRow).where(
            AuditRow.action == AuditAction.DECISIONS_CLOSED, AuditRow.subject == f"round:{round_id}"
        )
    )
    return {row.facts["closing"]: ChainAnchor(number=row.id, hash=row.hash) for row in rows}
