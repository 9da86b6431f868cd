"""Whom a kind of letter goes to, and what its gaps stand for in each one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.letters import LetterRow
from lotsen.db.people import LeadsRow, PersonRoleRow, PersonRow
from lotsen.domain.appointments import Appointment
from lotsen.domain.candidates import STANDING
from lotsen.domain.decisions import Outcome
from lotsen.domain.departments import Department, Level, ancestors
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.letters import (
    MAYBE_READ,
    OUTCOME_OF,
    Audience,
    Problem,
    problems_of_reason,
)
from lotsen.domain.people import Role
from lotsen.domain.texts import folded
from lotsen.i18n import words
from lotsen.i18n.salutations import letter_opening
from lotsen.usecases.departments import tree_of
from lotsen.usecases.leaders import leading
from lotsen.usecases.person_names import name_of
from lotsen.usecases.still_open import still_open

ON_THE_COMMITTEE = frozenset({Role.RATER, Role.ADVISORY, Role.LEADERSHIP})
LEADING = frozenset({Role.LEADER, Role.LEADERSHIP})
ADDRESSED_BY_ROLE: Mapping[Audience, frozenset[Role]] = {
    Audience.LEADERS: LEADING,
    Audience.COMMITTEE: ON_THE_COMMITTEE,
}
"""Kinds of letters that go to everybody who has one of these roles."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One person who gets a letter of this kind.

    `about`: the decisions that the letter tells, by candidate; it is void once they change.
    `occasion` tells letters of one kind apart, where one person gets several.
    """

    person: PersonRow
    values: Mapping[str, str]
    about: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    appointment: Appointment | None = None
    occasion: str = ""

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        return name_of(self.person)


@dataclass(frozen=True, kw_only=True)
class _Decided:
    candidate: CandidateRow
    person: PersonRow
    decision: DecisionRow


def recipients_of(reader: Reader, round_id: RoundId, audience: Audience) -> list[Recipient]:
    """Everybody whom a kind of letter goes to, in the order of names."""
    found = _audience(reader, round_id, audience, tree_of(reader))
    return sorted(found, key=lambda each: folded(f"{each.person.last_name} {each.name}"))


def candidates_standing(reader: Reader, round_id: RoundId) -> list[tuple[CandidateRow, PersonRow]]:
    """The candidates of the round who still stand."""
    rows = reader.session.execute(
        select(CandidateRow, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING))
    )
    return [(candidate, person) for candidate, person in rows]


def decisions_standing(reader: Reader, round_id: RoundId) -> dict[str, int]:
    """The decisions of the round as they stand now, by candidate."""
    rows = reader.session.execute(
        select(DecisionRow.candidate_id, DecisionRow.id)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .where(
            CandidateRow.round_id == round_id,
            CandidateRow.state.in_(STANDING),
            DecisionRow.taken_back_at.is_(None),
        )
    )
    return {str(candidate): decision for candidate, decision in rows}


def opening_of(person: PersonRow) -> str:
    """The first line of a letter to a person, without the comma at its end."""
    return letter_opening(
        salutation=person.salutation,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
    )


def _audience(
    reader: Reader,
    round_id: RoundId,
    audience: Audience,
    tree: Mapping[DepartmentId, Department],
) -> list[Recipient]:
    match audience:
        case Audience.LEADERS:
            return _leaders(reader, tree)
        case Audience.INTERESTED_PEOPLE:
            return [_candidate(tree, *each) for each in candidates_standing(reader, round_id)]
        case Audience.TO_SELECTED | Audience.TO_RESERVE | Audience.TO_NOT_SELECTED:
            return _told(reader, round_id, tree, OUTCOME_OF[audience])
        case Audience.LEADERS_CONCERNED:
            return _leaders_concerned(reader, round_id, tree)
        case Audience.COMMITTEE | Audience.INVITED_ELSEWHEN | Audience.CALLED_OFF:
            is_told = audience != Audience.COMMITTEE
            people = (
                _invited(reader, round_id) if is_told else _with_roles(reader, ON_THE_COMMITTEE)
            )
            return [Recipient(person=each, values=_greeting(each)) for each in people]
        case Audience.WITHOUT_ANSWER | Audience.NOMINEES | Audience.BEHIND:
            return [
                Recipient(
                    person=each.person,
                    values=_greeting(each.person) | each.values,
                    occasion=each.occasion,
                )
                for each in still_open(reader, round_id, audience)
            ]


def _invited(reader: Reader, round_id: RoundId) -> list[PersonRow]:
    """Everybody who may have read a letter with an appointment, whatever became of them."""
    letters = select(LetterRow.person_id).where(
        LetterRow.round_id == round_id,
        LetterRow.appointment.is_not(None),
        LetterRow.state.in_(MAYBE_READ),
    )
    return list(reader.session.scalars(select(PersonRow).where(PersonRow.id.in_(letters))))


def _greeting(person: PersonRow) -> dict[str, str]:
    return {"anrede": opening_of(person)}


def _leaders(reader: Reader, tree: Mapping[DepartmentId, Department]) -> list[Recipient]:
    led: dict[int, list[str]] = defaultdict(list)
    for row in reader.session.scalars(select(LeadsRow)):
        led[row.person_id].append(tree[DepartmentId(row.department_id)].name)
    return [
        Recipient(
            person=each, values=_greeting(each) | {"fachbereich": _listed(sorted(led[each.id]))}
        )
        for each in _with_roles(reader, LEADING)
    ]


def _with_roles(reader: Reader, roles: Iterable[Role]) -> list[PersonRow]:
    return list(
        reader.session.scalars(
            select(PersonRow).where(
                PersonRow.active, PersonRow.roles.any(PersonRoleRow.role.in_(roles))
            )
        )
    )


def _candidate(
    tree: Mapping[DepartmentId, Department], candidate: CandidateRow, person: PersonRow
) -> Recipient:
    place = {"fachbereich": _fachbereich(tree, candidate)}
    return Recipient(person=person, values=_greeting(person) | place)


def _told(
    reader: Reader, round_id: RoundId, tree: Mapping[DepartmentId, Department], outcome: Outcome
) -> list[Recipient]:
    everybody = {person.last_name for _row, person in candidates_standing(reader, round_id)}
    return [
        Recipient(
            person=each.person,
            values=_greeting(each.person)
            | {
                "fachbereich": _fachbereich(tree, each.candidate),
                "begruendung": each.decision.reason,
            },
            about={str(each.candidate.id): each.decision.id},
            problems=problems_of_reason(each.decision.reason, everybody - {each.person.last_name}),
        )
        for each in _decided(reader, round_id)
        if each.decision.outcome == outcome
    ]


def _decided(reader: Reader, round_id: RoundId) -> list[_Decided]:
    rows = reader.session.execute(
        select(CandidateRow, PersonRow, DecisionRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(DecisionRow, DecisionRow.candidate_id == CandidateRow.id)
        .where(
            CandidateRow.round_id == round_id,
            CandidateRow.state.in_(STANDING),
            DecisionRow.taken_back_at.is_(None),
        )
        .order_by(PersonRow.last_name, PersonRow.first_name)
    )
    return [_Decided(candidate=row[0], person=row[1], decision=row[2]) for row in rows]


def _leaders_concerned(
    reader: Reader, round_id: RoundId, tree: Mapping[DepartmentId, Department]
) -> list[Recipient]:
    """Each leader, with the people whose nearest leader that is, and nobody else's."""
    own: dict[int, list[_Decided]] = defaultdict(list)
    for each, leaders in _with_leaders(reader, round_id, tree):
        for leader in leaders:
            own[leader].append(each)
    people = reader.session.scalars(select(PersonRow).where(PersonRow.id.in_(list(own))))
    return [
        Recipient(
            person=leader,
            values=_greeting(leader)
            | {
                "fachbereich": _listed(
                    sorted({_fachbereich(tree, each.candidate) for each in own[leader.id]})
                ),
                "ergebnisliste": "\n".join(
                    f"- {name_of(each.person)}: {words.outcome(each.decision.outcome)}"
                    for each in own[leader.id]
                ),
            },
            about={str(each.candidate.id): each.decision.id for each in own[leader.id]},
        )
        for leader in people
    ]


def without_leader(reader: Reader, round_id: RoundId) -> list[str]:
    """Who was decided on and has no leader, on any level, who could be told."""
    found = _with_leaders(reader, round_id, tree_of(reader))
    return [name_of(each.person) for each, leaders in found if not leaders]


def _with_leaders(
    reader: Reader, round_id: RoundId, tree: Mapping[DepartmentId, Department]
) -> list[tuple[_Decided, Sequence[int]]]:
    """Everybody who was decided on, with the leaders who are to be told."""
    who_leads = leading(reader, tree)
    return [(each, who_leads.leaders_of(each.candidate)) for each in _decided(reader, round_id)]


def _fachbereich(tree: Mapping[DepartmentId, Department], candidate: CandidateRow) -> str:
    above = list(ancestors(tree, DepartmentId(candidate.department_id)))
    found = [each.name for each in above if each.level == Level.FACHBEREICH]
    return (found or [above[0].name])[0]


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: A, B und C."""
    return " und ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
