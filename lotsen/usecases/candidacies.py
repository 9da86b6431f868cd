"""A candidacy from a form, written by the same checks and the same code as one from a file."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode, Severity
from lotsen.domain.ids import DepartmentId, PersonId, RoundId
from lotsen.domain.people import Role
from lotsen.imports.rows import parse
from lotsen.imports.tables import single_row
from lotsen.usecases.departments import tree_of
from lotsen.usecases.import_candidates import compare_candidates, take_candidates
from lotsen.usecases.import_plan import Tally
from lotsen.usecases.rounds import raise_other_revisions

_OF_PLACES = frozenset({FindingCode.DEPARTMENT_AMBIGUOUS, FindingCode.DEPARTMENT_UNKNOWN})
"""What a file says by names, a form says by its choice."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a person wrote of themselves, as somebody checked it."""

    email: str
    last_name: str
    first_name: str
    department_id: DepartmentId
    leader_id: PersonId | None = None
    salutation: str = ""
    title: str = ""
    function: str = ""
    motivation: str = ""
    projects: str = ""


_TEXTS = tuple(
    each.name for each in fields(Entry) if each.name not in {"department_id", "leader_id"}
)


def add_candidacy(
    uow: UnitOfWork, round_id: RoundId, entry: Entry, received_on: date | None
) -> tuple[CandidateRow, PersonRow]:
    """Write a new candidacy, for the use cases of this floor.

    Raises:
        BadInput: a field cannot be right, or the person stands in this round already.
    """
    tree = tree_of(uow)
    if entry.department_id not in tree:
        raise BadInput("inbox.needs_department")
    values = {name: getattr(entry, name) for name in _TEXTS}
    values["department"] = tree[entry.department_id].name
    values["leader_email"] = _leader(uow, entry.leader_id)
    values["received_on"] = "" if received_on is None else received_on.isoformat()
    raw = single_row(values, "")
    tally = Tally(
        parsed=parse(FileKind.CANDIDATES, raw, {name: place for place, name in enumerate(values)})
    )
    steps, leaders = compare_candidates(uow, round_id, tally)
    found = [*tally.parsed.findings, *tally.findings]
    wrong = [
        each for each in found if each.severity == Severity.ERROR and each.code not in _OF_PLACES
    ]
    if wrong:
        raise BadInput("inbox.bad_entry", finding=wrong[0])
    if not steps:
        raise BadInput("inbox.needs_address_and_name")
    if steps[0].candidate is not None:
        raise BadInput("inbox.stands_already")
    steps[0].department = entry.department_id
    take_candidates(uow, round_id, steps, leaders)
    raise_other_revisions(uow, round_id)
    person = steps[0].person
    assert person is not None
    return _written(uow, round_id, person), person


def _leader(uow: UnitOfWork, leader_id: PersonId | None) -> str:
    if leader_id is None:
        return ""
    leader = uow.session.get(PersonRow, leader_id)
    leads = leader is not None and any(each.role == Role.LEADER for each in leader.roles)
    if leader is None or not leader.active or not leads:  # a form can be older than a role
        raise BadInput("inbox.leads_nothing")
    return leader.email


def _written(uow: UnitOfWork, round_id: RoundId, person: PersonRow) -> CandidateRow:
    uow.session.flush()
    return uow.session.scalars(
        select(CandidateRow).where(
            CandidateRow.round_id == round_id, CandidateRow.person_id == person.id
        )
    ).one()
