"""When the phases of the round are planned; what has begun changes only with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.rounds import PhaseDatesRow, RoundRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase, PhaseDates, check_dates, has_begun
from lotsen.domain.texts import check_reason, check_remark
from lotsen.usecases.rounds import fetch_round

Plan = Mapping[Phase, PhaseDates]


@requires(Permission.PLAN_DATES)
def plan(
    uow: UnitOfWork, round_id: RoundId, dates: Sequence[PhaseDates], reason: str, *, seen: int
) -> None:
    """Plan all phases anew; a phase that is not among `dates` has none."""
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    old, new = _planned(row), {each.phase: each for each in dates}
    _check_seen(row, old, new, seen)
    check_dates(dates)
    moved = [phase for phase in Phase if old.get(phase) != new.get(phase)]
    if not moved:
        raise BadInput("round.same_dates")
    begun = [
        phase for phase in moved if phase in old and has_begun(row.phase, old[phase], uow.today)
    ]
    text = check_reason(reason) if begun else check_remark(reason)
    _replan(uow, row, new)
    uow.record(
        AuditAction.DATES_PLANNED,
        f"round:{round_id}",
        old=_written(old, moved),
        new=_written(new, moved),
        reason=text,
    )


def _check_seen(row: RoundRow, old: Plan, new: Plan, seen: int) -> None:
    if row.version != seen:
        raise Outdated("record.repeated" if old == new else "record.outdated")


def _planned(row: RoundRow) -> Plan:
    return {
        each.phase: PhaseDates(phase=each.phase, starts_on=each.starts_on, ends_on=each.ends_on)
        for each in row.dates
    }


def _replan(uow: UnitOfWork, row: RoundRow, new: Plan) -> None:
    row.changed_at = uow.now  # so that the version of the round rises with its dates
    known = {each.phase: each for each in row.dates}
    for phase, stored in known.items():
        if phase not in new:
            uow.session.delete(stored)
    for phase, each in new.items():
        if phase in known:
            known[phase].starts_on, known[phase].ends_on = each.starts_on, each.ends_on
        else:
            fresh = PhaseDatesRow(phase=phase, starts_on=each.starts_on, ends_on=each.ends_on)
            fresh.round_id = row.id
            uow.session.add(fresh)


def _written(plan: Plan, phases: Sequence[Phase]) -> dict[str, Any]:
    """Days as they are stored in the audit log, phase by phase; None where none are planned."""
    return {
        phase.value: [plan[phase].starts_on.isoformat(), plan[phase].ends_on.isoformat()]
        if phase in plan
        else None
        for phase in phases
    }
