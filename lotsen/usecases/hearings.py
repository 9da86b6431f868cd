"""Bodies without a vote take part: a day, a result, and statements that stay."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.closings import HearingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import STAGE_IN, Body, Hearing, HearingStage, check_hearing
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

    The phase tells in what: in the concept, or in the selection. What was written down before
    stays, and stands beside it in the record.
    """
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    stage = STAGE_IN[row.phase]
    part = replace(part, statement=check_hearing(part.result, part.statement))
    if part.held_on > uow.today:
        raise BadInput("closing.heard_in_future")
    if _newest(uow, round_id, part.body, stage) == part:  # the second of two clicks
        raise Outdated("record.repeated")
    if hash_of(record_of(uow, round_id)) != seen:
        raise Outdated("record.outdated")
    uow.session.add(
        HearingRow(
            round_id=round_id,
            stage=stage,
            **vars(part),
            recorded_by_id=uow.person(),
            recorded_at=uow.now,
        )
    )
    uow.record(
        AuditAction.BODY_HEARD,
        f"round:{round_id}",
        heard=part.body,
        stage=stage,
        hearing=part.result,
        held_on=part.held_on.isoformat(),
        statement=part.statement,
    )


def _newest(uow: UnitOfWork, round_id: RoundId, body: Body, stage: HearingStage) -> Part | None:
    row = uow.session.scalars(
        select(HearingRow)
        .where(HearingRow.round_id == round_id, HearingRow.body == body, HearingRow.stage == stage)
        .order_by(HearingRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Part(body=row.body, result=row.result, held_on=row.held_on, statement=row.statement)
