"""The coordinator's side of nominations: who has to be told, and what each one answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.surveys import NominationRow, NomineeRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState, check_can_agree
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.ids import DepartmentId, NomineeId, PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.surveys import (
    ANSWERED,
    NominationState,
    Told,
    check_can_answer,
    check_day,
    tell_by,
)
from lotsen.domain.texts import folded
from lotsen.i18n import _, formats, speaking
from lotsen.usecases.closed import check_open
from lotsen.usecases.departments import tree_of
from lotsen.usecases.nominee_letters import mark_told
from lotsen.usecases.person_names import listed_name_of, name_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class NamedBy:
    """One leader's word for somebody, and when the person was told of it."""

    leader: str
    reasons: Mapping[str, str]
    knows: bool
    named_on: date
    informed_on: date | None
    told: Told | None


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """Somebody who was named, by one leader or by several.

    `tell_by` is the last day on which the person has to be told, None where nothing is to be told.
    """

    id: NomineeId
    person_id: PersonId
    name: str
    sorted_name: str
    department: str
    state: NominationState
    answered_on: date | None
    named_by: Sequence[NamedBy]
    tell_by: date | None
    version: int


@requires(Permission.SEE_ANSWERS)
def listing(reader: Reader, round_id: RoundId) -> Sequence[Nominee]:
    """Everybody who was named in the round, the most urgent first."""
    words = _words(reader, round_id)
    tree = tree_of(reader)
    rows = reader.session.execute(
        select(NomineeRow, PersonRow)
        .join(PersonRow, PersonRow.id == NomineeRow.person_id)
        .where(NomineeRow.round_id == round_id)
    )
    found = [
        _line(row, person, tree[DepartmentId(row.department_id)].name, words.get(row.id, []))
        for row, person in rows
    ]
    return sorted(found, key=_urgency)


@requires(Permission.ASK_NOMINEES)
def inform(  # noqa: PLR0913  # who was told, how, and on which day
    uow: UnitOfWork, round_id: RoundId, nominee_id: NomineeId, told: Told, day: date, *, seen: int
) -> None:
    """Note that a person was told of every nomination that there is."""
    uow.require_phase(fetch_round(uow, round_id))
    row, _person = _fetch(uow, round_id, nominee_id)
    open_ = [each for each in _nominations(uow, row) if each.informed_on is None]
    if not open_:
        raise Outdated("record.repeated")
    if row.version != seen:
        raise Outdated("record.outdated")
    check_day(day, earliest=max(each.named_on for each in open_), today=uow.today)
    mark_told(uow, row, open_, told, day)


@requires(Permission.ASK_NOMINEES)
def note_answer(  # noqa: PLR0913  # who answered what, and on which day
    uow: UnitOfWork,
    round_id: RoundId,
    nominee_id: NomineeId,
    *,
    agrees: bool,
    day: date,
    seen: int,
) -> None:
    """Note what a person answered who was told; only an agreement makes a candidacy."""
    uow.require_phase(fetch_round(uow, round_id))
    row, person = _fetch(uow, round_id, nominee_id)
    check_can_answer(row.state, name=name_of(person))
    answer = NominationState.AGREES if agrees else NominationState.DECLINES
    if (row.state, row.answered_on) == (answer, day):
        raise Outdated("record.repeated")
    if row.version != seen:
        raise Outdated("record.outdated")
    informed = [each.informed_on for each in _nominations(uow, row)]
    check_day(day, earliest=min(each for each in informed if each), today=uow.today)
    declined = row.state == NominationState.DECLINES
    row.state, row.answered_on = answer, day
    if agrees:
        _let_stand(uow, row, day, name=name_of(person), declined=declined)
    else:
        _let_go(uow, row, day)
    _record(uow, AuditAction.NOMINEE_ANSWERED, person, nominee=answer, answered_on=day.isoformat())


def due_of(reader: Reader, round_id: RoundId) -> tuple[int, date | None]:
    """How many people have to be told, and the day by which the first of them has to."""
    count, first = reader.session.execute(
        select(func.count(NominationRow.nominee_id.distinct()), func.min(NominationRow.named_on))
        .join(NomineeRow, NomineeRow.id == NominationRow.nominee_id)
        .where(NomineeRow.round_id == round_id, NominationRow.informed_on.is_(None))
    ).one()
    return count, tell_by(first) if count else None


def _let_stand(uow: UnitOfWork, row: NomineeRow, day: date, *, name: str, declined: bool) -> None:
    """Make the candidacy, or let one stand that was only proposed or had ended by a refusal.

    One that is over for another reason stays so: the agreement is refused, and not counted.
    """
    check_open(uow, RoundId(row.round_id))
    candidate = uow.session.scalars(
        select(CandidateRow).where(
            CandidateRow.round_id == row.round_id, CandidateRow.person_id == row.person_id
        )
    ).one_or_none()
    if candidate is None:
        leader = _nominations(uow, row)[0].leader_id
        candidate = CandidateRow(
            round_id=row.round_id,
            person_id=row.person_id,
            department_id=row.department_id,
            leader_id=leader,
            received_on=day,
        )
        uow.session.add(candidate)
        uow.session.flush()
        row.candidate_id = candidate.id
        return
    ended_here = declined and (candidate.id, candidate.state) == (
        row.candidate_id,
        CandidateState.WITHDRAWN,
    )
    if not ended_here:
        check_can_agree(candidate.state, name=name)
    if candidate.state != CandidateState.INTERESTED:
        candidate.state, candidate.received_on = CandidateState.INTERESTED, day
        row.candidate_id = candidate.id


def _let_go(uow: UnitOfWork, row: NomineeRow, day: date) -> None:
    """End the candidacy that came of the agreement; one of the person's own goes on."""
    candidate = uow.session.get(CandidateRow, row.candidate_id or 0)
    if candidate is not None and candidate.state == CandidateState.INTERESTED:
        check_open(uow, RoundId(row.round_id))
        candidate.state = CandidateState.WITHDRAWN
        with speaking("de"):  # it stands in the record, which is the town's
            declined = _("Hat am {day} abgesagt.", day=formats.day(day))
        candidate.note = "\n".join(filter(None, (candidate.note, declined)))


def _record(uow: UnitOfWork, action: AuditAction, person: PersonRow, **facts: object) -> None:
    uow.record(action, f"person:{person.id}", name=name_of(person), **facts)


def _fetch(
    uow: UnitOfWork, round_id: RoundId, nominee_id: NomineeId
) -> tuple[NomineeRow, PersonRow]:
    row = uow.session.get(NomineeRow, nominee_id)
    if row is None or row.round_id != round_id:
        raise NotFound("nomination.unknown")
    return row, uow.session.get_one(PersonRow, row.person_id)


def _nominations(uow: UnitOfWork, row: NomineeRow) -> Sequence[NominationRow]:
    """What leaders said of somebody, in the order in which they did."""
    return uow.session.scalars(
        select(NominationRow)
        .where(NominationRow.nominee_id == row.id)
        .order_by(NominationRow.named_on, NominationRow.id)
    ).all()


def _words(reader: Reader, round_id: RoundId) -> dict[int, list[NamedBy]]:
    """What leaders said, by nominee, in the order in which they did."""
    rows = reader.session.execute(
        select(NominationRow, PersonRow)
        .join(NomineeRow, NomineeRow.id == NominationRow.nominee_id)
        .join(PersonRow, PersonRow.id == NominationRow.leader_id)
        .where(NomineeRow.round_id == round_id)
        .order_by(NominationRow.named_on, NominationRow.id)
    )
    found: dict[int, list[NamedBy]] = {}
    for row, leader in rows:
        found.setdefault(row.nominee_id, []).append(
            NamedBy(
                leader=name_of(leader),
                reasons=dict(row.reasons),
                knows=row.knows,
                named_on=row.named_on,
                informed_on=row.informed_on,
                told=row.told,
            )
        )
    return found


def _line(row: NomineeRow, person: PersonRow, department: str, words: Sequence[NamedBy]) -> Nominee:
    waiting = [each.named_on for each in words if each.informed_on is None]
    return Nominee(
        id=NomineeId(row.id),
        person_id=PersonId(person.id),
        name=name_of(person),
        sorted_name=listed_name_of(person),
        department=department,
        state=row.state,
        answered_on=row.answered_on,
        named_by=tuple(words),
        tell_by=tell_by(min(waiting)) if waiting else None,
        version=row.version,
    )


def _urgency(nominee: Nominee) -> tuple[bool, date, bool, str]:
    """Who has to be told comes first, then who has not answered, then all others by name."""
    return (
        nominee.tell_by is None,
        nominee.tell_by or date.max,
        nominee.state in ANSWERED,
        folded(nominee.sorted_name),
    )
