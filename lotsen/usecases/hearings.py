"""Bodies without a vote take part: a day, a result, and a statement that stays."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.closings import HearingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import Body, Hearing, check_hearing
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.usecases.closing_record import hash_of, record_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class Part:
    """How a body took part."""

    body: Body
    result: Hearing
    held_on: date
    statement: str = ""


@requires(Permission.HEAR)
def hear(uow: UnitOfWork, round_id: RoundId, part: Part, *, seen: str) -> None:
    """Write down how a body took part; `seen` is the check sum of the list on the screen.

    A later hearing takes the place of an earlier one, which stays in the audit log.
    """
    uow.require_phase(fetch_round(uow, round_id))
    part = replace(part, statement=check_hearing(part.result, part.statement))
    if part.held_on > uow.today:
        raise BadInput("closing.heard_in_future")
    row = uow.session.scalars(
        select(HearingRow).where(HearingRow.round_id == round_id, HearingRow.body == part.body)
    ).one_or_none()
    if row is not None and _part(row) == part:
        raise Outdated("record.repeated")
    if hash_of(record_of(uow, round_id)) != seen:
        raise Outdated("record.outdated")
    _write(uow, round_id, row, part)
    uow.record(
        AuditAction.BODY_HEARD,
        f"round:{round_id}",
        heard=part.body,
        hearing=part.result,
        held_on=part.held_on.isoformat(),
        statement=part.statement,
    )


def _write(uow: UnitOfWork, round_id: RoundId, row: HearingRow | None, part: Part) -> None:
    if row is None:
        row = HearingRow(
            round_id=round_id,
            body=part.body,
            result=part.result,
            held_on=part.held_on,
            statement=part.statement,
            recorded_by_id=uow.person(),
            recorded_at=uow.now,
        )
        uow.session.add(row)
    row.result, row.held_on, row.statement = part.result, part.held_on, part.statement
    row.recorded_by_id, row.recorded_at = uow.person(), uow.now


def _part(row: HearingRow) -> Part:
    return Part(body=row.body, result=row.result, held_on=row.held_on, statement=row.statement)
