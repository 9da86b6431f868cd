"""The leadership decides, person by person, and can take a decision back."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import check_stands
from lotsen.domain.decisions import (
    Decision,
    Outcome,
    check_departure,
    check_outcome,
)
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import CandidateId, DecisionId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.biases import check_not_biased
from lotsen.usecases.candidates import fetch_candidate, sight_or_reason
from lotsen.usecases.order_departures import departures_of, taken_in
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.score_order import order_of_round
from lotsen.usecases.sight import actors_sight


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the leadership means to decide about a candidate."""

    outcome: Outcome
    reason: str
    reserve_order: int | None = None
    departure: str = ""


@requires(Permission.SEE_DECISIONS)
def listing(reader: Reader, round_id: RoundId) -> list[Decision]:
    """The decisions that stand, the newest first; departures only where scores may be seen."""
    _sight, sealed = sight_or_reason(reader, round_id)
    decider = aliased(PersonRow)
    rows = reader.session.execute(
        select(DecisionRow, decider)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .join(decider, decider.id == DecisionRow.decided_by_id)
        .where(CandidateRow.round_id == round_id, DecisionRow.taken_back_at.is_(None))
        .order_by(DecisionRow.decided_at.desc(), DecisionRow.id.desc())
    )
    found = [_decision(row, person) for row, person in rows]
    return found if sealed is None else [replace(each, departure="") for each in found]


@requires(Permission.DECIDE)
def decide(uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, wish: Wish) -> DecisionId:
    """Decide about one candidate; where a decision stands already, it must be taken back first."""
    uow.require_phase(fetch_round(uow, round_id))
    actors_sight(uow, round_id)  # whether a departure needs a reason tells of others' ratings
    candidate, person = fetch_candidate(uow, round_id, candidate_id)
    name = name_of(person)
    check_not_biased(uow, candidate_id, name=name)
    check_stands(candidate.state, name=name)
    check_outcome(wish.outcome, wish.reserve_order)
    wish = replace(wish, reason=check_reason(wish.reason))
    departure = _departure(uow, round_id, candidate_id, wish)
    _check_nothing_stands(uow, candidate_id, wish, name)
    _check_order_free(uow, round_id, wish)
    decision_id = _add(uow, candidate_id, wish, departure)
    uow.record(
        AuditAction.DECISION_TAKEN,
        f"candidate:{candidate_id}",
        name=name,
        outcome=wish.outcome,
        reserve_order=wish.reserve_order,
        reason=wish.reason,
        departure=departure,
    )
    return decision_id


@requires(Permission.DECIDE)
def take_back(
    uow: UnitOfWork, round_id: RoundId, decision_id: DecisionId, reason: str, *, seen: int
) -> None:
    """Take a decision back; it stays in the records with the reason for it."""
    row = uow.session.get(DecisionRow, decision_id)
    if row is None:
        raise NotFound("decision.unknown")
    _candidate, person = fetch_candidate(uow, round_id, CandidateId(row.candidate_id))
    uow.require_phase(fetch_round(uow, round_id))
    check_not_biased(uow, row.candidate_id, name=name_of(person))
    text = check_reason(reason)
    if row.taken_back_by_id == uow.actor.id and row.taken_back_reason == text:
        raise Outdated("record.repeated")  # the second of two clicks
    if row.version != seen or row.taken_back_at is not None:
        raise Outdated("record.outdated")
    row.taken_back_reason = text
    row.taken_back_at, row.taken_back_by_id = uow.now, uow.person()
    uow.record(
        AuditAction.DECISION_TAKEN_BACK,
        f"candidate:{row.candidate_id}",
        name=name_of(person),
        outcome=row.outcome,
        reason=row.taken_back_reason,
    )


def _add(
    uow: UnitOfWork, candidate_id: CandidateId, wish: Wish, departure: str | None
) -> DecisionId:
    row = DecisionRow(
        candidate_id=candidate_id,
        outcome=wish.outcome,
        reserve_order=wish.reserve_order,
        reason=wish.reason,
        departure=departure,
        decided_by_id=uow.person(),
        decided_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return DecisionId(row.id)


def _departure(
    uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, wish: Wish
) -> str | None:
    """The reason for a departure from the order of scores, where this is one."""
    order, places = order_of_round(uow, round_id), fetch_round(uow, round_id).places
    beside = departures_of(order, taken_in(listing(uow, round_id)), places=places)
    needed = beside.asks(candidate_id, wish.outcome, wish.reserve_order)
    return check_departure(wish.departure, needed=needed)


def _check_nothing_stands(
    uow: UnitOfWork, candidate_id: CandidateId, wish: Wish, name: str
) -> None:
    row = uow.session.scalars(
        select(DecisionRow).where(
            DecisionRow.candidate_id == candidate_id, DecisionRow.taken_back_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return
    stands = Wish(
        outcome=row.outcome,
        reason=row.reason,
        reserve_order=row.reserve_order,
        departure=wish.departure,
    )
    if row.decided_by_id == uow.actor.id and stands == wish:  # the second of two clicks
        raise Outdated("record.repeated")
    raise Outdated("decision.stands_already", name=name)


def _check_order_free(reader: Reader, round_id: RoundId, wish: Wish) -> None:
    """Two people on one place of the reserve would make the order useless."""
    if wish.reserve_order is None:
        return
    taken = reader.session.scalars(
        select(DecisionRow.id)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .where(
            CandidateRow.round_id == round_id,
            DecisionRow.taken_back_at.is_(None),
            DecisionRow.reserve_order == wish.reserve_order,
        )
    ).first()
    if taken is not None:
        raise BadInput("decision.order_taken", order=wish.reserve_order)


def _decision(row: DecisionRow, person: PersonRow) -> Decision:
    return Decision(
        id=DecisionId(row.id),
        candidate_id=CandidateId(row.candidate_id),
        outcome=row.outcome,
        reserve_order=row.reserve_order,
        reason=row.reason,
        departure=row.departure or "",
        decided_by=name_of(person),
        decided_at=row.decided_at,
        version=row.version,
    )
