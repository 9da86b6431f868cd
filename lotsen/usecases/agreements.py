"""Leaders say whether one of their people can take on the task; the outcome is not told.

Each leader has one answer about a person, and nobody's answer takes another one's place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import LeaderAnswerRow
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING
from lotsen.domain.closings import Answer, check_answer, check_answers_for
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.people import Role, sorted_name
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.sight import led_departments


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one leader said; `leader_id` is None where the coordinator wrote it down."""

    leader_id: PersonId | None
    answer: Answer
    reason: str
    given_by: str
    given_at: datetime
    recorded_by: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AskedAbout:
    """A person about whom leaders are asked, and every answer, in the order they were given.

    `own` tells that the actor is asked as this person's leader; `mine` is the version of the
    actor's own answer, 0 where there is none. What was decided is not in here.
    """

    candidate_id: CandidateId
    name: str
    department: str
    own: bool
    mine: int
    answers: Sequence[Given]

    def seen(self, leader: str) -> int:
        """The version of the answer that would be changed: a leader's by name, or one's own."""
        if not leader.strip():
            return self.mine
        found = [each.version for each in self.answers if _is_of(each, leader)]
        return found[0] if found else 0


@requires(Permission.AGREE)
def asked(reader: Reader, round_id: RoundId) -> list[AskedAbout]:
    """Everybody who stands and about whom the actor can answer, in the order of names."""
    people, given = _rows(reader, round_id), _given(reader, round_id)
    found = [
        (
            sorted_name(
                title="", first_name=each.person.first_name, last_name=each.person.last_name
            ),
            _line(each, given.get(CandidateId(each.candidate.id), ()), reader.actor.id),
        )
        for each in people
    ]
    return [line for _name, line in sorted(found, key=lambda each: folded(each[0]))]


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
    """Agree or object as a leader; the coordinator writes down what another (`leader`) said."""
    uow.require_phase(fetch_round(uow, round_id))
    about = _fetch(uow, round_id, candidate_id)
    text = check_answer(answer, reason)
    named = check_answers_for(uow.actor, leader, own=about.own)
    given_by = named or uow.actor.name
    row = _standing(uow, candidate_id, named)
    if row is None:
        if seen:
            raise Outdated("record.outdated")
        _add(uow, candidate_id, answer, text, named)
    elif (row.answer, row.reason, row.given_by) == (answer, text, given_by):
        raise Outdated("record.repeated")
    elif row.version != seen:
        raise Outdated("record.outdated")
    else:
        row.answer, row.reason, row.given_by = answer, text, given_by
        row.given_at, row.recorded_by_id = uow.now, uow.person()
    uow.record(
        AuditAction.LEADER_ANSWERED,
        f"candidate:{candidate_id}",
        name=name_of(about.person),
        agreement=answer,
        given_by=given_by,
        reason=text,
    )


def _add(
    uow: UnitOfWork, candidate_id: CandidateId, answer: Answer, reason: str, named: str
) -> None:
    uow.session.add(
        LeaderAnswerRow(
            candidate_id=candidate_id,
            answer=answer,
            reason=reason,
            given_by=named or uow.actor.name,
            given_at=uow.now,
            recorded_by_id=uow.person(),
            leader_id=None if named else uow.person(),
        )
    )


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Somebody about whom the actor can answer, with the rows."""

    candidate: CandidateRow
    person: PersonRow
    department: DepartmentRow
    own: bool


def _rows(reader: Reader, round_id: RoundId) -> list[_Asked]:
    everybody = reader.actor.id is None or Role.COORDINATOR in reader.actor.roles
    led = led_departments(reader)
    rows = reader.session.execute(
        select(CandidateRow, PersonRow, DepartmentRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(DepartmentRow, DepartmentRow.id == CandidateRow.department_id)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING))
    )
    found = [
        _Asked(
            candidate=candidate,
            person=person,
            department=department,
            own=DepartmentId(department.id) in led or candidate.leader_id == reader.actor.id,
        )
        for candidate, person, department in rows
        if candidate.person_id != reader.actor.id
    ]
    return [each for each in found if everybody or each.own]


def _fetch(uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId) -> _Asked:
    for each in _rows(uow, round_id):
        if each.candidate.id == candidate_id:
            return each
    raise NotFound("candidate.unknown")


def _given(reader: Reader, round_id: RoundId) -> Mapping[CandidateId, Sequence[Given]]:
    """Every answer by candidate, the oldest first."""
    writer = aliased(PersonRow)
    rows = reader.session.execute(
        select(LeaderAnswerRow, writer)
        .join(CandidateRow, CandidateRow.id == LeaderAnswerRow.candidate_id)
        .join(writer, writer.id == LeaderAnswerRow.recorded_by_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(LeaderAnswerRow.given_at, LeaderAnswerRow.id)
    )
    found: dict[CandidateId, list[Given]] = {}
    for row, person in rows:
        given = Given(
            leader_id=None if row.leader_id is None else PersonId(row.leader_id),
            answer=row.answer,
            reason=row.reason,
            given_by=row.given_by,
            given_at=row.given_at,
            recorded_by=name_of(person),
            version=row.version,
        )
        found.setdefault(CandidateId(row.candidate_id), []).append(given)
    return found


def _standing(uow: UnitOfWork, candidate_id: CandidateId, named: str) -> LeaderAnswerRow | None:
    """The answer that a new one of the same leader takes the place of."""
    rows = uow.session.scalars(
        select(LeaderAnswerRow).where(LeaderAnswerRow.candidate_id == candidate_id)
    )
    for row in rows:
        if _is_of(row, named) if named else row.leader_id == uow.actor.id:
            return row
    return None


def _is_of(given: Given | LeaderAnswerRow, leader: str) -> bool:
    """Whether an answer was written down for the leader of this name."""
    return given.leader_id is None and folded(given.given_by) == folded(leader.strip())


def _line(asked: _Asked, given: Sequence[Given], actor: PersonId | None) -> AskedAbout:
    return AskedAbout(
        candidate_id=CandidateId(asked.candidate.id),
        name=name_of(asked.person),
        department=asked.department.name,
        own=asked.own,
        mine=next((each.version for each in given if actor and each.leader_id == actor), 0),
        answers=tuple(given),
    )
