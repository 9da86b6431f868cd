"""Leaders say whether one of their people can take on the task; the outcome is not told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import LeaderAnswerRow
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING
from lotsen.domain.closings import Answer, check_answer
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.ids import CandidateId, DepartmentId, RoundId
from lotsen.domain.people import Role, sorted_name
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_remark
from lotsen.usecases.closing_record import name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.sight import led_departments


@dataclass(frozen=True, kw_only=True)
class AskedAbout:
    """A person about whom a leader is asked, and the answer where there is one.

    `version` is 0 where there is no answer yet. What was decided is not in here.
    """

    candidate_id: CandidateId
    name: str
    department: str
    answer: Answer | None
    reason: str
    given_by: str
    given_at: datetime | None
    version: int


@requires(Permission.AGREE)
def asked(reader: Reader, round_id: RoundId) -> list[AskedAbout]:
    """Everybody who stands and about whom the actor can answer, in the order of names."""
    found = [
        (sorted_name(title="", first_name=p.first_name, last_name=p.last_name), _line(c, p, d, a))
        for c, p, d, a in _rows(reader, round_id)
    ]
    return [line for _name, line in sorted(found, key=lambda each: each[0])]


@requires(Permission.AGREE)
def answer(  # noqa: PLR0913  # an answer is all of this
    uow: UnitOfWork,
    round_id: RoundId,
    candidate_id: CandidateId,
    answer: Answer,
    reason: str,
    *,
    leader: str = "",
    seen: int,
) -> None:
    """Agree or object; the coordinator writes down what a leader (`leader`) has said."""
    uow.require_phase(fetch_round(uow, round_id))
    person, row = _fetch(uow, round_id, candidate_id)
    text = check_answer(answer, reason)
    own = Role.LEADER in uow.actor.roles and not leader.strip()
    given_by = uow.actor.name if own else check_remark(leader) or uow.actor.name
    if row is None:
        row = LeaderAnswerRow(
            candidate_id=candidate_id,
            answer=answer,
            reason=text,
            given_by=given_by,
            given_at=uow.now,
            recorded_by_id=uow.person(),
        )
        uow.session.add(row)
    elif (row.answer, row.reason, row.given_by) == (answer, text, given_by):
        raise Outdated("record.repeated")
    elif row.version != seen:
        raise Outdated("record.outdated")
    row.answer, row.reason, row.given_by = answer, text, given_by
    row.given_at, row.recorded_by_id = uow.now, uow.person()
    uow.record(
        AuditAction.LEADER_ANSWERED,
        f"candidate:{candidate_id}",
        name=name_of(person),
        agreement=answer,
        given_by=given_by,
        reason=text,
    )


def _rows(
    reader: Reader, round_id: RoundId
) -> Iterator[tuple[CandidateRow, PersonRow, DepartmentRow, LeaderAnswerRow | None]]:
    everybody = reader.actor.id is None or Role.COORDINATOR in reader.actor.roles
    led = led_departments(reader)
    rows = reader.session.execute(
        select(CandidateRow, PersonRow, DepartmentRow, LeaderAnswerRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(DepartmentRow, DepartmentRow.id == CandidateRow.department_id)
        .outerjoin(LeaderAnswerRow, LeaderAnswerRow.candidate_id == CandidateRow.id)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING))
    )
    for candidate, person, department, given in rows:
        own = DepartmentId(department.id) in led or candidate.leader_id == reader.actor.id
        if (everybody or own) and candidate.person_id != reader.actor.id:
            yield candidate, person, department, given


def _fetch(
    uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId
) -> tuple[PersonRow, LeaderAnswerRow | None]:
    for candidate, person, _department, given in _rows(uow, round_id):
        if candidate.id == candidate_id:
            return person, given
    raise NotFound("candidate.unknown")


def _line(
    candidate: CandidateRow,
    person: PersonRow,
    department: DepartmentRow,
    given: LeaderAnswerRow | None,
) -> AskedAbout:
    return AskedAbout(
        candidate_id=CandidateId(candidate.id),
        name=name_of(person),
        department=department.name,
        answer=None if given is None else given.answer,
        reason="" if given is None else given.reason,
        given_by="" if given is None else given.given_by,
        given_at=None if given is None else given.given_at,
        version=0 if given is None else given.version,
    )
