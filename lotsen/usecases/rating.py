"""The rater's side: my sheets, one sheet, and what I write on it.

Nothing of anybody else's sheet is read here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING, CandidateState, check_stands
from lotsen.domain.departments import path_to
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import (
    OPEN,
    Mark,
    SheetState,
    check_complete,
    check_declared,
    check_open,
    check_seen,
    checked,
)
from lotsen.domain.texts import check_reason, folded
from lotsen.usecases.biases import check_not_said
from lotsen.usecases.departments import tree_of
from lotsen.usecases.person_names import listed_name_of, name_of
from lotsen.usecases.profile_versions import freeze
from lotsen.usecases.rounds import criteria_of, fetch_round


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One of my sheets in the list; `rated` counts the criteria that carry a mark.

    `stands`: the person still stands for selection; no other sheet can be handed in.
    """

    candidate_id: CandidateId
    sorted_name: str
    state: SheetState
    stands: bool
    rated: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One of my sheets, with what I have to know of the person; never a mark of others."""

    candidate_id: CandidateId
    name: str
    function: str
    department: str
    motivation: str
    projects: str
    candidacy: CandidateState
    state: SheetState
    declared_on: date | None
    bias_reason: str
    handed_in_on: date | None
    marks: Mapping[str, Mark]
    saved_at: datetime
    version: int


@requires(Permission.RATE)
def my_sheets(reader: Reader, round_id: RoundId) -> Sequence[SheetLine]:
    """The actor's sheets, in the order of names."""
    rows = reader.session.execute(_own_sheets(round_id, reader.actor.id))
    lines = [
        SheetLine(
            candidate_id=CandidateId(sheet.candidate_id),
            sorted_name=listed_name_of(person),
            state=sheet.state,
            stands=candidacy in STANDING,
            rated=count,
        )
        for sheet, candidacy, person, count in rows
    ]
    return sorted(lines, key=lambda line: folded(line.sorted_name))


@requires(Permission.RATE)
def sheet(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> Sheet:
    """One of the actor's own sheets."""
    row, candidate, person = _fetch(reader, round_id, candidate_id)
    return Sheet(
        candidate_id=candidate_id,
        name=name_of(person),
        function=person.function,
        department=path_to(tree_of(reader), DepartmentId(candidate.department_id)),
        motivation=candidate.motivation,
        projects=candidate.projects,
        candidacy=candidate.state,
        state=row.state,
        declared_on=row.declared_on,
        bias_reason=row.bias_reason,
        handed_in_on=row.handed_in_on,
        marks=_marks(reader, row),
        saved_at=row.changed_at,
        version=row.version,
    )


@requires(Permission.RATE)
def declare(  # noqa: PLR0913  # a declaration is all of this
    uow: UnitOfWork,
    round_id: RoundId,
    candidate_id: CandidateId,
    *,
    bias: str | None,
    seen: int,
    tab: str,
) -> None:
    """Say before rating whether there is a bias; `bias` is the reason for one, None for none.

    A bias locks the sheet, and what stands on it counts nowhere any more.
    """
    row, _candidate, person = _fetch(uow, round_id, candidate_id)
    uow.require_phase(fetch_round(uow, round_id))
    check_open(row.state)
    check_seen(row.version, seen, own=row.saved_in == tab)
    if bias is None:
        check_not_said(uow, candidate_id, row.rater_id)
    else:
        row.state, row.bias_reason = SheetState.BIASED, check_reason(bias)
    row.declared_on = uow.today
    _touch(uow, row, tab)
    uow.record(
        AuditAction.BIAS_DECLARED,
        f"sheet:{row.id}",
        name=name_of(person),
        biased=bias is not None,
        reason=row.bias_reason,
    )


@requires(Permission.RATE)
def save(  # noqa: PLR0913  # one mark, and what was seen of the sheet
    uow: UnitOfWork,
    round_id: RoundId,
    candidate_id: CandidateId,
    criterion: str,
    mark: Mark | None,
    *,
    seen: int,
    tab: str,
) -> None:
    """Keep one mark of a draft; None takes it away again."""
    row, candidate, person = _fetch(uow, round_id, candidate_id)
    uow.require_phase(fetch_round(uow, round_id))
    check_stands(candidate.state, name=name_of(person))
    check_open(row.state)
    check_declared(declared=row.declared_on is not None)
    check_seen(row.version, seen, own=row.saved_in == tab)
    key = uow.session.scalar(
        select(CriterionRow.id).where(
            CriterionRow.round_id == round_id, CriterionRow.key == criterion, CriterionRow.in_use
        )
    )
    if key is None:
        raise NotFound("criterion.unknown")
    _write(uow, row, key, None if mark is None else checked(mark))
    row.state = SheetState.DRAFT
    _touch(uow, row, tab)
    uow.record(AuditAction.SHEET_SAVED, f"sheet:{row.id}", criterion=criterion)


@requires(Permission.RATE)
def hand_in(
    uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, *, seen: int, tab: str
) -> None:
    """Hand a whole sheet in; from then on it counts, and its rater cannot change it."""
    row, candidate, person = _fetch(uow, round_id, candidate_id)
    uow.require_phase(fetch_round(uow, round_id))
    if row.state == SheetState.HANDED_IN and row.saved_in == tab:
        raise Outdated("record.repeated")  # the second of two clicks
    check_stands(candidate.state, name=name_of(person))
    check_open(row.state)
    check_declared(declared=row.declared_on is not None)
    check_seen(row.version, seen, own=row.saved_in == tab)
    marks = _marks(uow, row)
    check_complete([each.key for each in criteria_of(uow, round_id)], marks)
    row.state, row.handed_in_on = SheetState.HANDED_IN, uow.today
    _touch(uow, row, tab)
    freeze(uow, round_id)
    uow.record(AuditAction.SHEET_HANDED_IN, f"sheet:{row.id}", name=name_of(person))


def is_open(line: SheetLine) -> bool:
    """Whether a sheet still waits for its rater."""
    return line.state in OPEN and line.stands


def _own_sheets(
    round_id: RoundId, rater: PersonId | None
) -> Select[SheetRow, CandidateState, PersonRow, int]:
    """The sheets of a rater; there is none for one's own candidacy."""
    rated = (
        select(func.count())
        .select_from(RatingRow)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .where(RatingRow.sheet_id == SheetRow.id, CriterionRow.in_use)
        .correlate(SheetRow)
        .scalar_subquery()
    )
    return (
        select(SheetRow, CandidateRow.state, PersonRow, rated)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(
            CandidateRow.round_id == round_id,
            CandidateRow.person_id != rater,
            SheetRow.rater_id == rater,
        )
    )


def _fetch(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> tuple[SheetRow, CandidateRow, PersonRow]:
    """The actor's own sheet for this candidate; there is none for one's own candidacy."""
    found = reader.session.execute(
        select(SheetRow, CandidateRow, PersonRow)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(
            SheetRow.candidate_id == candidate_id,
            SheetRow.rater_id == reader.actor.id,
            CandidateRow.round_id == round_id,
            CandidateRow.person_id != reader.actor.id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("sheet.unknown")
    return found[0], found[1], found[2]


def _marks(reader: Reader, row: SheetRow) -> dict[str, Mark]:
    rows = reader.session.execute(
        select(CriterionRow.key, RatingRow.value, RatingRow.evidence)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .where(RatingRow.sheet_id == row.id, CriterionRow.in_use)
        .order_by(CriterionRow.number)
    )
    return {key: Mark(value=value, evidence=text) for key, value, text in rows}


def _write(uow: UnitOfWork, row: SheetRow, criterion_id: int, mark: Mark | None) -> None:
    known = uow.session.get(RatingRow, (row.id, criterion_id))
    if mark is None:
        uow.session.execute(
            delete(RatingRow).where(
                RatingRow.sheet_id == row.id, RatingRow.criterion_id == criterion_id
            )
        )
    elif known is None:
        uow.session.add(
            RatingRow(
                sheet_id=row.id,
                criterion_id=criterion_id,
                value=mark.value,
                evidence=mark.evidence,
            )
        )
    else:
        known.value, known.evidence = mark.value, mark.evidence


def _touch(uow: UnitOfWork, row: SheetRow, tab: str) -> None:
    """Note the revision, so that whoever remembers the sheet reads it again."""
    row.revision, row.saved_in, row.changed_at = uow.revision, tab, uow.now
