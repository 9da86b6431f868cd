"""The coordinator's side of rating: who rates whom, how far it is, and a sheet opened again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Select, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING
from lotsen.domain.departments import Department, Level, ancestors
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.people import Role, sorted_name
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.domain.texts import check_reason, folded
from lotsen.scoring.assignment import propose
from lotsen.usecases.biases import check_not_said, said_pairs
from lotsen.usecases.departments import tree_of
from lotsen.usecases.person_names import listed_name_of
from lotsen.usecases.profile_versions import freeze
from lotsen.usecases.roles import roles_of, who_may
from lotsen.usecases.rounds import fetch_round

Pair = tuple[CandidateId, PersonId]
_NAME = (PersonRow.title, PersonRow.first_name, PersonRow.last_name)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Who rates whom and how far it is; no value of any sheet.

    `sheets`: candidate_id, candidate, rater_id, rater, state, version, stays_locked; one row per
    sheet. One that a word in a meeting has locked `stays_locked`: nobody can open it from here.
    `candidates` and `raters` are all who could be brought together, by key; of the raters the
    `voting` are those with the role, and `within` are the candidates of each department that has
    some, in it and below.
    """

    sheets: pd.DataFrame
    candidates: dict[CandidateId, str]
    raters: dict[PersonId, str]
    voting: frozenset[PersonId]
    departments: Sequence[Department]
    within: Mapping[DepartmentId, Sequence[CandidateId]]


@requires(Permission.SEE_PROGRESS)
def progress(reader: Reader, round_id: RoundId) -> Progress:
    """All sheets of the round without what stands on them."""
    candidates, raters = _candidates(reader, round_id), _raters(reader)
    within = _within(reader, round_id, candidates)
    return Progress(
        sheets=_sheets(reader, round_id),
        candidates=candidates,
        raters=raters,
        voting=_voting(reader),
        departments=[each for each in tree_of(reader).values() if each.id in within],
        within=within,
    )


@requires(Permission.SEE_PROGRESS)
def proposal(reader: Reader, round_id: RoundId, each: int) -> Sequence[Pair]:
    """Pairs that would give every candidate `each` sheets and link the Fachbereiche."""
    tree = tree_of(reader)
    candidates, raters = _candidates(reader, round_id), _raters(reader)
    places = _places(reader, round_id)
    homes = dict(reader.session.execute(select(PersonRow.id, PersonRow.department_id)).all())
    pairs = propose(
        {key: _unit(tree, places[key]) for key in candidates},
        {key: _unit(tree, homes[key]) for key in raters},
        _pairs(reader, round_id),
        each,
        themselves(reader, round_id),
    )
    return [(CandidateId(candidate), PersonId(rater)) for candidate, rater in pairs]


@requires(Permission.ASSIGN)
def assign(uow: UnitOfWork, round_id: RoundId, pairs: Sequence[Pair]) -> int:
    """Give raters sheets to fill in; pairs that have one already stay as they are.

    Gives the number of new sheets.
    """
    candidates, raters = _candidates(uow, round_id), _raters(uow)
    known = _pairs(uow, round_id)
    uow.require_phase(fetch_round(uow, round_id))
    if any(key not in candidates or by not in raters for key, by in pairs):
        raise NotFound("assign.unknown")
    own = themselves(uow, round_id).intersection(pairs)
    if own:
        raise BadInput("assign.themselves", name=candidates[min(own)[0]])
    fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    if not fresh:
        raise BadInput("assign.nothing_new")
    uow.session.add_all(
        SheetRow(candidate_id=key, rater_id=by, state=SheetState.ASSIGNED, revision=uow.revision)
        for key, by in fresh
    )
    uow.record(
        AuditAction.SHEETS_ASSIGNED,
        f"round:{round_id}",
        sheets=[f"{raters[by]}: {candidates[key]}" for key, by in fresh],
    )
    return len(fresh)


@requires(Permission.ASSIGN)
def withdraw(uow: UnitOfWork, round_id: RoundId, pair: Pair, *, seen: int) -> None:
    """Take a sheet back on which nothing has been written yet."""
    row = _fetch(uow, round_id, pair)
    uow.require_phase(fetch_round(uow, round_id))
    if row.version != seen:
        raise Outdated("record.outdated")
    if row.state != SheetState.ASSIGNED:
        raise BadInput("sheet.begun")
    uow.session.delete(row)
    uow.record(AuditAction.SHEET_WITHDRAWN, f"round:{round_id}", sheet=_said(uow, pair))


@requires(Permission.ASSIGN)
def reopen(uow: UnitOfWork, round_id: RoundId, pair: Pair, reason: str, *, seen: int) -> None:
    """Give a sheet back to its rater, with a reason: it does not count until handed in again."""
    row = _fetch(uow, round_id, pair)
    uow.require_phase(fetch_round(uow, round_id))
    if row.version != seen:
        raise Outdated("record.outdated")
    if row.state not in {SheetState.HANDED_IN, SheetState.BIASED}:
        raise BadInput("sheet.is_open")
    check_not_said(uow, row.candidate_id, row.rater_id)
    text, old = check_reason(reason), row.state
    freeze(uow, round_id)
    if old == SheetState.BIASED:  # whoever was biased says anew whether it still holds
        row.declared_on, row.bias_reason = None, ""
    row.state, row.handed_in_on, row.revision = SheetState.DRAFT, None, uow.revision
    uow.record(
        AuditAction.SHEET_REOPENED,
        f"sheet:{row.id}",
        sheet=_said(uow, pair),
        old=old,
        reason=text,
    )


def eligible(
    reader: Reader, round_id: RoundId
) -> tuple[dict[CandidateId, str], dict[PersonId, str]]:
    """Who may be rated and who may rate, by key with the name."""
    return _candidates(reader, round_id), _raters(reader)


def _pairs(reader: Reader, round_id: RoundId) -> set[Pair]:
    """Who has a sheet for whom."""
    rows = reader.session.execute(
        select(SheetRow.candidate_id, SheetRow.rater_id)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    return {(CandidateId(candidate), PersonId(rater)) for candidate, rater in rows}


def themselves(reader: Reader, round_id: RoundId) -> set[Pair]:
    """Everybody who is to be rated, with themselves: nobody rates their own candidacy."""
    rows = reader.session.execute(
        select(CandidateRow.id, CandidateRow.person_id).where(CandidateRow.round_id == round_id)
    )
    return {(CandidateId(key), PersonId(person)) for key, person in rows}


def _unit(tree: Mapping[DepartmentId, Department], department_id: int | None) -> int:
    """The Fachbereich, or what stands highest where there is none; 0 for no department."""
    if department_id is None:
        return 0
    above = list(ancestors(tree, DepartmentId(department_id)))
    units = [each.id for each in above if each.level == Level.FACHBEREICH]
    return units[0] if units else above[-1].id


def _fetch(reader: Reader, round_id: RoundId, pair: Pair) -> SheetRow:
    row = reader.session.scalars(
        select(SheetRow)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(
            SheetRow.candidate_id == pair[0],
            SheetRow.rater_id == pair[1],
            CandidateRow.round_id == round_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound("sheet.unknown")
    return row


def _sheets(reader: Reader, round_id: RoundId) -> pd.DataFrame:
    """All sheets as `Progress` has them; of a large town only their columns are read."""
    candidates = _names(
        reader,
        select(CandidateRow.id, *_NAME)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id),
    )
    rating = select(SheetRow.rater_id)
    raters = _names(reader, select(PersonRow.id, *_NAME).where(PersonRow.id.in_(rating)))
    found = reader.session.execute(
        select(SheetRow.candidate_id, SheetRow.rater_id, SheetRow.state, SheetRow.version)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    by, about = _places_of(raters), _places_of(candidates)
    said = said_pairs(reader, round_id)
    lines = [
        (key, candidates[key], rater, raters[rater], state.value, version, (key, rater) in said)
        for key, rater, state, version in sorted(found, key=lambda row: (by[row[1]], about[row[0]]))
    ]
    names = ("candidate_id", "candidate", "rater_id", "rater", "state", "version", "stays_locked")
    return pd.DataFrame(lines, columns=list(names))


def _names(reader: Reader, statement: Select[int, str, str, str]) -> dict[int, str]:
    """Names by key, in their order."""
    names = [
        (key, sorted_name(title=title, first_name=first, last_name=last))
        for key, title, first, last in reader.session.execute(statement)
    ]
    return dict(sorted(names, key=lambda each: folded(each[1])))


def _places_of(names: Mapping[int, str]) -> dict[int, int]:
    return {key: place for place, key in enumerate(names)}


def _candidates(reader: Reader, round_id: RoundId) -> dict[CandidateId, str]:
    names = _names(
        reader,
        select(CandidateRow.id, *_NAME)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING)),
    )
    return {CandidateId(key): name for key, name in names.items()}


def _places(reader: Reader, round_id: RoundId) -> dict[int, int]:
    """The department of every candidate."""
    asked = select(CandidateRow.id, CandidateRow.department_id)
    rows = reader.session.execute(asked.where(CandidateRow.round_id == round_id))
    return {row.id: row.department_id for row in rows}


def _within(
    reader: Reader, round_id: RoundId, candidates: Mapping[CandidateId, str]
) -> dict[DepartmentId, list[CandidateId]]:
    """Who stands in a department or below it, in the order of names."""
    tree, places = tree_of(reader), _places(reader, round_id)
    within: dict[DepartmentId, list[CandidateId]] = {}
    for key in candidates:
        for each in ancestors(tree, DepartmentId(places[key])):
            within.setdefault(each.id, []).append(key)
    return within


def _voting(reader: Reader) -> frozenset[PersonId]:
    people = who_may(reader, Permission.RATE)
    return frozenset(PersonId(each.id) for each in people if Role.RATER in roles_of(each))


def _raters(reader: Reader) -> dict[PersonId, str]:
    names = [
        (PersonId(person.id), listed_name_of(person)) for person in who_may(reader, Permission.RATE)
    ]
    return dict(sorted(names, key=lambda each: folded(each[1])))


def _said(reader: Reader, pair: Pair) -> str:
    candidate = reader.session.get_one(CandidateRow, pair[0])
    person = reader.session.get_one(PersonRow, candidate.person_id)
    return f"{listed_name_of(reader.session.get_one(PersonRow, pair[1]))}: {listed_name_of(person)}"
