"""Departures: the committee chooses otherwise than the proposal, and says why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.shortlists import ShortlistDepartureRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class Departure:
    """Why somebody was left out who was proposed, or marked who was not."""

    candidate_id: CandidateId
    proposed: bool
    reason: str
    explained_by: str
    explained_at: datetime
    version: int


@requires(Permission.SEE_SHORTLIST)
def listing(reader: Reader, round_id: RoundId) -> dict[CandidateId, Departure]:
    """The departures that were explained so far."""
    rows = reader.session.execute(
        select(ShortlistDepartureRow, PersonRow)
        .join(CandidateRow, CandidateRow.id == ShortlistDepartureRow.candidate_id)
        .join(PersonRow, PersonRow.id == ShortlistDepartureRow.explained_by_id)
        .where(CandidateRow.round_id == round_id)
    )
    return {
        CandidateId(row.candidate_id): Departure(
            candidate_id=CandidateId(row.candidate_id),
            proposed=row.proposed,
            reason=row.reason,
            explained_by=name_of(who),
            explained_at=row.changed_at,
            version=row.version,
        )
        for row, who in rows
    }


@requires(Permission.MARK_SHORTLIST)
def explain(  # noqa: PLR0913  # a departure is all of this
    uow: UnitOfWork,
    round_id: RoundId,
    candidate_id: CandidateId,
    reason: str,
    *,
    proposed: bool,
    seen: int,
) -> None:
    """Say why the choice is another; `seen` is 0 where nothing was said yet.

    `proposed` is what the person saw: the reason answers just that.
    """
    uow.require_phase(fetch_round(uow, round_id))
    _candidate, person = fetch_candidate(uow, round_id, candidate_id)
    text = check_reason(reason)
    row = uow.session.scalars(
        select(ShortlistDepartureRow).where(ShortlistDepartureRow.candidate_id == candidate_id)
    ).one_or_none()
    if row is not None and (row.reason, row.proposed) == (text, proposed):
        raise Outdated("record.repeated")  # the second of two clicks
    if (0 if row is None else row.version) != seen:
        raise Outdated("record.outdated")
    old = None if row is None else row.reason
    if row is None:
        uow.session.add(
            ShortlistDepartureRow(
                candidate_id=candidate_id,
                proposed=proposed,
                reason=text,
                explained_by_id=uow.person(),
            )
        )
    else:
        row.reason, row.proposed, row.explained_by_id = text, proposed, uow.person()
    facts = {"proposed": proposed, "old": old, "new": text}
    name = name_of(person)
    uow.record(AuditAction.DEPARTURE_EXPLAINED, f"candidate:{candidate_id}", name=name, **facts)
