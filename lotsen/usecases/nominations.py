"""Leaders name people of their own departments; each leader sees their own nominations alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.surveys import NominationRow, NomineeRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.departments import outline
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import DepartmentId, NominationId, PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.surveys import (
    NominationState,
    check_can_go,
    check_department,
    check_new_person,
    check_own,
    check_reasons,
    state_of,
)
from lotsen.domain.texts import folded
from lotsen.usecases import newcomers
from lotsen.usecases.departments import tree_of
from lotsen.usecases.nominee_letters import forget_unsent
from lotsen.usecases.person_names import listed_name_of, name_of
from lotsen.usecases.rounds import criteria_of, fetch_round
from lotsen.usecases.sight import led_departments


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody whom the records may not know yet; nobody is put into a department by default."""

    email: str
    first_name: str
    last_name: str
    department_id: DepartmentId | None


@dataclass(frozen=True, kw_only=True)
class OwnNomination:
    """One person whom the actor has named; who else named them is not in here."""

    id: NominationId
    name: str
    department: str
    reasons: Mapping[str, str]
    knows: bool
    named_on: date
    state: NominationState
    version: int


@dataclass(frozen=True, kw_only=True)
class OwnNominations:
    """Whom the actor has named, whom else they could name, and in which departments."""

    nominations: Sequence[OwnNomination]
    people: Mapping[PersonId, str]
    departments: Mapping[DepartmentId, str]


@requires(Permission.NOMINATE)
def own(reader: Reader, round_id: RoundId) -> OwnNominations:
    """What the actor has named, and the people and departments that this person leads."""
    led = led_departments(reader)
    found = list(_own(reader, round_id))
    named = {person.id for _nomination, _nominee, person in found}
    tree = tree_of(reader)
    return OwnNominations(
        nominations=sorted(
            (_line(*each, tree[DepartmentId(each[1].department_id)].name) for each in found),
            key=lambda each: folded(each.name),
        ),
        people={key: said for key, said in _people(reader, led).items() if key not in named},
        departments={each.id: each.name for each in outline(tree) if each.id in led},
    )


@requires(Permission.NOMINATE)
def nominate(
    uow: UnitOfWork,
    round_id: RoundId,
    person: PersonId | Newcomer,
    reasons: Mapping[str, str],
    *,
    knows: bool,
) -> None:
    """Name somebody of one's own departments; whoever was named by two leaders stands once."""
    uow.require_phase(fetch_round(uow, round_id))
    texts = check_reasons(reasons, [each.key for each in criteria_of(uow, round_id)])
    row, department, new = _person(uow, round_id, person)
    if row.id == uow.person():
        raise BadInput("nomination.is_yourself")
    nominee = _nominee(uow, round_id, row, department, new=new)
    _touch(uow, nominee)
    known = uow.session.scalars(
        select(NominationRow).where(
            NominationRow.nominee_id == nominee.id, NominationRow.leader_id == uow.person()
        )
    ).one_or_none()
    if known is not None:
        raise Outdated("record.repeated")
    uow.session.add(
        NominationRow(
            nominee_id=nominee.id,
            leader_id=uow.person(),
            reasons=texts,
            knows=knows,
            named_on=uow.today,
        )
    )
    _record(uow, AuditAction.PERSON_NAMED, round_id, name_of(row), knows=knows, reasons=texts)


@requires(Permission.NOMINATE)
def change(  # noqa: PLR0913  # a nomination is all of this
    uow: UnitOfWork,
    round_id: RoundId,
    nomination_id: NominationId,
    reasons: Mapping[str, str],
    *,
    knows: bool,
    seen: int,
) -> None:
    """Word one's own nomination anew; the day on which it was made stays."""
    uow.require_phase(fetch_round(uow, round_id))
    nomination, nominee, person = _fetch(uow, round_id, nomination_id)
    texts = check_reasons(reasons, [each.key for each in criteria_of(uow, round_id)])
    old = dict(nomination.reasons)
    if (old, nomination.knows) == (texts, knows):
        raise Outdated("record.repeated")
    if nomination.version != seen:
        raise Outdated("record.outdated")
    nomination.reasons, nomination.knows = texts, knows
    _touch(uow, nominee)
    _record(
        uow,
        AuditAction.NOMINATION_CHANGED,
        round_id,
        name_of(person),
        knows=knows,
        reasons_before=old,
        reasons=texts,
    )


@requires(Permission.NOMINATE)
def take_back(
    uow: UnitOfWork, round_id: RoundId, nomination_id: NominationId, *, seen: int
) -> None:
    """Take one's own nomination back, as long as the person has not been told.

    Whom the records know through nominations alone goes with the last of them.
    """
    uow.require_phase(fetch_round(uow, round_id))
    nomination, nominee, person = _fetch(uow, round_id, nomination_id)
    check_can_go(nomination.informed_on)
    if nomination.version != seen:
        raise Outdated("record.outdated")
    old, name = dict(nomination.reasons), name_of(person)
    uow.session.delete(nomination)
    uow.session.flush()
    others = select(NominationRow.id).where(NominationRow.nominee_id == nominee.id)
    if uow.session.scalars(others).first() is None:
        forget_unsent(uow, nominee)
        uow.session.delete(nominee)
        uow.session.flush()
        if nominee.new_person:
            newcomers.let_go(uow, person)
    else:
        _touch(uow, nominee)
    _record(uow, AuditAction.NOMINATION_TAKEN_BACK, round_id, name, reasons=old)


def _record(
    uow: UnitOfWork, action: AuditAction, round_id: RoundId, name: str, **facts: object
) -> None:
    """A line of the round: whoever is named may leave the records, and the key go to another."""
    uow.record(action, f"round:{round_id}", name=name, **facts)


def _own(
    reader: Reader, round_id: RoundId
) -> Sequence[tuple[NominationRow, NomineeRow, PersonRow]]:
    rows = reader.session.execute(
        select(NominationRow, NomineeRow, PersonRow)
        .join(NomineeRow, NomineeRow.id == NominationRow.nominee_id)
        .join(PersonRow, PersonRow.id == NomineeRow.person_id)
        .where(NomineeRow.round_id == round_id, NominationRow.leader_id == reader.actor.id)
    )
    return [(nomination, nominee, person) for nomination, nominee, person in rows]


def _fetch(
    uow: UnitOfWork, round_id: RoundId, nomination_id: NominationId
) -> tuple[NominationRow, NomineeRow, PersonRow]:
    """The actor's own nomination; anybody else's is as if it were not there."""
    for found in _own(uow, round_id):
        if found[0].id == nomination_id:
            return found
    raise NotFound("nomination.unknown")


def _people(reader: Reader, led: frozenset[DepartmentId]) -> dict[PersonId, str]:
    """Everybody whom the records know in these departments, but the actor."""
    rows = reader.session.scalars(
        select(PersonRow).where(
            PersonRow.department_id.in_(led), PersonRow.active, PersonRow.id != reader.actor.id
        )
    )
    said = {PersonId(row.id): listed_name_of(row) for row in rows}
    return dict(sorted(said.items(), key=lambda each: folded(each[1])))


def _person(
    uow: UnitOfWork, round_id: RoundId, person: PersonId | Newcomer
) -> tuple[PersonRow, DepartmentId, bool]:
    """Whom the actor names, in which department (one of the actor's own), and whether new here."""
    led = led_departments(uow)
    if not isinstance(person, Newcomer):
        row = uow.session.get(PersonRow, person)
        department = None if row is None else _place(uow, round_id, row)
        if row is None or department is None:
            raise BadInput("nomination.not_own_people")
        check_own(department, led)
        return row, department, False
    address, first, last = check_new_person(person.email, person.first_name, person.last_name)
    chosen = check_department(person.department_id)
    check_own(chosen, led)
    row = uow.session.scalars(select(PersonRow).where(PersonRow.email == address)).one_or_none()
    if row is not None:  # the address counts, whatever name was typed with it
        department = _place(uow, round_id, row) or chosen
        check_own(department, led)
        return row, department, False
    row = PersonRow(email=address, first_name=first, last_name=last, department_id=chosen)
    uow.session.add(row)
    uow.session.flush()
    return row, chosen, True


def _place(uow: UnitOfWork, round_id: RoundId, person: PersonRow) -> DepartmentId | None:
    """Where a person works, as the records or the person's candidacy have it."""
    found = person.department_id or uow.session.scalar(
        select(CandidateRow.department_id).where(
            CandidateRow.round_id == round_id, CandidateRow.person_id == person.id
        )
    )
    return None if found is None else DepartmentId(found)


def _nominee(
    uow: UnitOfWork, round_id: RoundId, person: PersonRow, department: DepartmentId, *, new: bool
) -> NomineeRow:
    row = uow.session.scalars(
        select(NomineeRow).where(NomineeRow.round_id == round_id, NomineeRow.person_id == person.id)
    ).one_or_none()
    if row is None:
        row = NomineeRow(
            round_id=round_id, person_id=person.id, department_id=department, new_person=new
        )
        uow.session.add(row)
        uow.session.flush()
    return row


def _touch(uow: UnitOfWork, nominee: NomineeRow) -> None:
    """Let the coordinator, who looks at another list of nominations, look again."""
    nominee.changed_at = uow.now
    flag_modified(nominee, "changed_at")


def _line(
    nomination: NominationRow, nominee: NomineeRow, person: PersonRow, department: str
) -> OwnNomination:
    return OwnNomination(
        id=NominationId(nomination.id),
        name=listed_name_of(person),
        department=department,
        reasons=dict(nomination.reasons),
        knows=nomination.knows,
        named_on=nomination.named_on,
        state=state_of(nominee.state, nomination.informed_on),
        version=nomination.version,
    )
