"""Where the round stands: figures, and what waits for the person who looks."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, exists, func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.candidates import STANDING, CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.departments import Level, ancestors
from lotsen.domain.ids import DepartmentId, PersonId, RoundId
from lotsen.domain.people import Actor
from lotsen.domain.permissions import OPEN_IN, Permission, carries
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import OPEN, SheetState
from lotsen.usecases.concept_review import count_missing, has_answered
from lotsen.usecases.departments import tree_of
from lotsen.usecases.nominees import due_of
from lotsen.usecases.profile_versions import waiting_version
from lotsen.usecases.results import told_of_decided
from lotsen.usecases.rounds import fetch_round, revision_of
from lotsen.usecases.sight import own_sheets


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Counts of a round; `units` are those on the level of the Fachbereiche.

    `unrated` and `undecided` are candidates who stand without a handed-in sheet, or without
    a decision. `proposed_by` is who proposed the change of the profile that waits, if one does.
    `to_tell` are people who were named and have to be told, the first of them by `tell_by`.
    `untold` people wait for their result.
    Whoever may not know of marks, proposals, nominations or answers finds 0 or None there.
    """

    phase: Phase
    candidates: dict[CandidateState, int]
    units: int
    units_covered: int
    sheets: dict[SheetState, int]
    unrated: int
    marked: int
    decisions: dict[Outcome, int]
    undecided: int
    own_open_sheets: int
    proposed_by: PersonId | None
    reviews_missing: int
    own_review_missing: bool
    to_tell: int
    tell_by: date | None
    untold: int


@requires(Permission.SEE_ROUND)
def overview(reader: Reader, round_id: RoundId) -> Overview:
    """Count what there is and the actor may know; no score and no name."""
    make = partial(_count, reader, round_id)
    shared: Overview = reader.memory.recall(
        ("overview", round_id), revision_of(reader, round_id), make
    )
    rates = carries(reader.actor.roles, Permission.RATE)
    own = own_sheets(reader, round_id) if rates else {}
    # who has a role, and is not blocked, changes without a new revision
    reviewed = shared.phase in OPEN_IN[Permission.REVIEW_CONCEPT]
    missing = count_missing(reader, round_id) if reviewed else 0
    return replace(
        _for_actor(reader.actor, shared),
        reviews_missing=missing if _may(reader.actor, Permission.SEE_ANSWERS) else 0,
        untold=_untold(reader, round_id) if shared.phase == Phase.NOTIFICATION else 0,
        own_open_sheets=sum(own.get(state, 0) for state in OPEN),
        own_review_missing=bool(missing)
        and carries(reader.actor.roles, Permission.REVIEW_CONCEPT)
        and not has_answered(reader, round_id),
    )


def _for_actor(actor: Actor, shared: Overview) -> Overview:
    """Without what only others may know."""
    if not _may(actor, Permission.SEE_SHORTLIST):
        shared = replace(shared, marked=0)
    if not _may(actor, Permission.APPROVE_PROFILE):
        shared = replace(shared, proposed_by=None)
    if not _may(actor, Permission.SEE_ANSWERS):
        shared = replace(shared, to_tell=0, tell_by=None)
    return shared


def _may(actor: Actor, permission: Permission) -> bool:
    return actor.id is None or carries(actor.roles, permission)


def _untold(reader: Reader, round_id: RoundId) -> int:
    """How many wait for their result; letters leave without a revision."""
    told, decided = told_of_decided(reader, round_id)
    return decided - told


def _count(reader: Reader, round_id: RoundId, _older: Overview | None) -> Overview:
    """What is the same for everybody, once per revision."""
    units, covered = _units(reader, round_id)
    rated = SheetRow.state == SheetState.HANDED_IN
    decided = DecisionRow.taken_back_at.is_(None)
    to_tell, tell_by = due_of(reader, round_id)
    return Overview(
        phase=fetch_round(reader, round_id).phase,
        candidates=_states(reader, round_id),
        units=units,
        units_covered=covered,
        sheets=_sheets(reader, round_id),
        unrated=_standing_without(reader, round_id, SheetRow, rated),
        marked=_marked(reader, round_id),
        decisions=_outcomes(reader, round_id),
        undecided=_standing_without(reader, round_id, DecisionRow, decided),
        own_open_sheets=0,
        proposed_by=_proposed_by(reader, round_id),
        reviews_missing=0,
        own_review_missing=False,
        to_tell=to_tell,
        tell_by=tell_by,
        untold=0,
    )


def _proposed_by(reader: Reader, round_id: RoundId) -> PersonId | None:
    waiting = waiting_version(reader, round_id)
    key = None if waiting is None else waiting.proposed_by_id
    return None if key is None else PersonId(key)


def _states(reader: Reader, round_id: RoundId) -> dict[CandidateState, int]:
    rows = reader.session.execute(
        select(CandidateRow.state, func.count())
        .where(CandidateRow.round_id == round_id)
        .group_by(CandidateRow.state)
    )
    return dict(rows.all())


def _outcomes(reader: Reader, round_id: RoundId) -> dict[Outcome, int]:
    rows = reader.session.execute(
        select(DecisionRow.outcome, func.count())
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .where(
            CandidateRow.round_id == round_id,
            CandidateRow.state.in_(STANDING),
            DecisionRow.taken_back_at.is_(None),
        )
        .group_by(DecisionRow.outcome)
    )
    return dict(rows.all())


def _standing_without(
    reader: Reader,
    round_id: RoundId,
    table: type[SheetRow] | type[DecisionRow],
    counts: ColumnElement[bool],
) -> int:
    """Candidates who stand and about whom there is no sheet, or no decision, that counts."""
    there = exists().where(table.candidate_id == CandidateRow.id, counts)
    statement = select(func.count(CandidateRow.id)).where(
        CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING), ~there
    )
    return reader.session.scalar(statement) or 0


def _units(reader: Reader, round_id: RoundId) -> tuple[int, int]:
    """How many units there are, and how many have a candidate in the process."""
    tree = tree_of(reader)
    departments = reader.session.scalars(
        select(CandidateRow.department_id)
        .where(
            CandidateRow.round_id == round_id,
            CandidateRow.state.in_([CandidateState.PROPOSED, CandidateState.INTERESTED]),
        )
        .distinct()
    )
    covered = {
        above.id
        for key in departments
        for above in ancestors(tree, DepartmentId(key))
        if above.level == Level.FACHBEREICH
    }
    units = sum(department.level == Level.FACHBEREICH for department in tree.values())
    return units, len(covered)


def _sheets(reader: Reader, round_id: RoundId) -> dict[SheetState, int]:
    rows = reader.session.execute(
        select(SheetRow.state, func.count())
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
        .group_by(SheetRow.state)
    )
    return dict(rows.all())


def _marked(reader: Reader, round_id: RoundId) -> int:
    return (
        reader.session.scalar(
            select(func.count(ShortlistMarkRow.id))
            .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
            .where(CandidateRow.round_id == round_id)
        )
        or 0
    )
