"""The file reference under which the town keeps a selection; set once, it stands on the record."""

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.rounds import check_reference
from lotsen.usecases.rounds import fetch_round


@requires(Permission.SET_REFERENCE)
def set_reference(uow: UnitOfWork, round_id: RoundId, reference: str, *, seen: str) -> None:
    """Set the file reference; `seen` is the one that was on the screen, "" takes it away."""
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    text = check_reference(reference)
    if row.reference == text:
        raise Outdated("record.repeated")
    if row.reference != seen:
        raise Outdated("record.outdated")
    old, row.reference = row.reference, text
    uow.record(AuditAction.REFERENCE_SET, f"round:{round_id}", old=old, new=text)
