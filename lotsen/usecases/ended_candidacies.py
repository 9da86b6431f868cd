"""Candidacies that are over, and why: withdrawn by the person, or excluded."""

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import OVER, check_is_over
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round


@requires(Permission.IMPORT_MASTER_DATA)  # the same remark that a file of candidacies brings
def explain(
    uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, reason: str, *, seen: int
) -> None:
    """Say why a candidacy is over; the record of the selection names the reason."""
    uow.require_phase(fetch_round(uow, round_id))
    row, person = fetch_candidate(uow, round_id, candidate_id)
    check_is_over(row.state, name=name_of(person))
    text = check_reason(reason)
    if row.note == text:  # the second of two clicks
        raise Outdated("record.repeated")
    if row.version != seen:
        raise Outdated("record.outdated")
    old, row.note = row.note, text
    facts = {"old": old, "new": text}
    subject = f"candidate:{candidate_id}"
    uow.record(AuditAction.CANDIDACY_EXPLAINED, subject, name=name_of(person), **facts)


def unexplained(reader: Reader, round_id: RoundId) -> list[str]:
    """The names of those whose candidacy is over and nobody says why, in the order of names."""
    rows = reader.session.execute(
        select(CandidateRow.note, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(OVER))
        .order_by(PersonRow.last_name, PersonRow.first_name, PersonRow.id)
    )
    return [name_of(person) for note, person in rows if not note.strip()]
