"""Before a meeting: plan it, and make its agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.meetings import (
    AgendaItemRow,
    AgendaNoteRow,
    BallotRow,
    MeetingRow,
    RatingChangeRow,
    RecusalRow,
)
from lotsen.db.people import PersonRow
from lotsen.domain.agendas import AgendaOrder, Proposal, arranged
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING, check_stands
from lotsen.domain.departments import outline
from lotsen.domain.errors import BadInput, NotFound, Outdated, WrongPhase
from lotsen.domain.ids import CandidateId, DepartmentId, ItemId, MeetingId, RoundId
from lotsen.domain.meetings import (
    ItemKind,
    MeetingState,
    check_minutes,
    check_not_over,
    check_place,
    check_title,
    moved,
    votes,
)
from lotsen.domain.permissions import Permission
from lotsen.scoring.disagreement import extremes
from lotsen.usecases.biases import biased_about
from lotsen.usecases.candidates import CandidateFilter, matching
from lotsen.usecases.departments import tree_of
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.meeting_rows import committee, fetch_item, fetch_seen, items_of
from lotsen.usecases.person_names import listed_name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.sight import actors_sight


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Who can be put on an agenda.

    `people`: candidate_id, sorted_name, department, in the order of names; `marked` are the
    keys of those on the shortlist.
    """

    people: pd.DataFrame
    marked: frozenset[CandidateId]


@requires(Permission.PLAN_MEETING)
def choices(reader: Reader, round_id: RoundId) -> Choices:
    """Everybody who stands, to choose from."""
    found = matching(reader, round_id, CandidateFilter(states=STANDING))
    marked = reader.session.scalars(
        select(ShortlistMarkRow.candidate_id)
        .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    return Choices(
        people=found[["candidate_id", "sorted_name", "department"]],
        marked=frozenset(CandidateId(key) for key in marked),
    )


@requires(Permission.PLAN_MEETING)
def plan(
    uow: UnitOfWork,
    round_id: RoundId,
    title: str,
    planned_for: datetime | None = None,
    place: str = "",
) -> MeetingId:
    """Plan a meeting; a round can have several."""
    uow.require_phase(fetch_round(uow, round_id))
    text = check_title(title)
    known = select(MeetingRow.id).where(
        MeetingRow.round_id == round_id,
        MeetingRow.title == text,
        MeetingRow.state.not_in((MeetingState.OVER, MeetingState.CANCELLED)),
    )
    if uow.session.scalars(known).first() is not None:
        raise Outdated("record.repeated")  # the second of two clicks
    row = MeetingRow(
        round_id=round_id, title=text, planned_for=planned_for, place=check_place(place)
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(AuditAction.MEETING_PLANNED, f"meeting:{row.id}", title=text)
    return MeetingId(row.id)


@requires(Permission.PLAN_MEETING)
def add_candidates(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    candidates: Sequence[CandidateId],
    minutes: int,
    *,
    seen: int,
) -> None:
    """Put candidates on the agenda, after what stands there already."""
    meeting = _fetch(uow, meeting_id, seen)
    known = {item.candidate_id for item in items_of(uow, meeting)}
    new = [key for key in candidates if key not in known]
    if not new:
        raise BadInput("item.nothing_new")
    names = [_check_candidate(uow, meeting, key) for key in new]
    first = _next_position(uow, meeting)
    for place, key in enumerate(new):
        uow.session.add(
            AgendaItemRow(
                meeting_id=meeting.id,
                position=first + place,
                kind=ItemKind.CANDIDATE,
                minutes=check_minutes(minutes),
                candidate_id=key,
            )
        )
    _changed(uow, meeting, added=names, minutes=minutes)


@requires(Permission.PLAN_MEETING)
def add_pause(
    uow: UnitOfWork, meeting_id: MeetingId, title: str, minutes: int, *, seen: int
) -> None:
    """Put a break on the agenda, at its end; from there it can be moved."""
    meeting = _fetch(uow, meeting_id, seen)
    text = check_title(title)
    uow.session.add(
        AgendaItemRow(
            meeting_id=meeting.id,
            position=_next_position(uow, meeting),
            kind=ItemKind.PAUSE,
            minutes=check_minutes(minutes),
            title=text,
        )
    )
    _changed(uow, meeting, added=[text], minutes=minutes)


@requires(Permission.PLAN_MEETING)
def arrange(uow: UnitOfWork, meeting_id: MeetingId, order: AgendaOrder, *, seen: int) -> None:
    """Order the candidates of an agenda anew; breaks keep their places."""
    meeting = _fetch(uow, meeting_id, seen)
    items = items_of(uow, meeting)
    if order == AgendaOrder.DISAGREEMENT:
        actors_sight(uow, RoundId(meeting.round_id))  # it tells something of others' ratings
    by_key = {item.candidate_id: item for item in items if item.candidate_id is not None}
    proposals = _proposals(uow, meeting)
    new = iter(by_key[each.candidate_id] for each in arranged(proposals, order))
    placed = [next(new) if item.candidate_id is not None else item for item in items]
    _number(placed)
    _changed(uow, meeting, order=order)


@requires(Permission.PLAN_MEETING)
def move_item(
    uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, steps: int, *, seen: int
) -> None:
    """Move an item down by so many places, or up where negative."""
    meeting = _fetch(uow, meeting_id, seen)
    item = fetch_item(uow, meeting, item_id)
    by_key = {each.id: each for each in items_of(uow, meeting)}
    _number([by_key[key] for key in moved(by_key, item.id, steps)])
    _changed(uow, meeting, moved=item.id, steps=steps)


@requires(Permission.PLAN_MEETING)
def set_minutes(
    uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, minutes: int, *, seen: int
) -> None:
    """Give an item more time, or less."""
    meeting = _fetch(uow, meeting_id, seen)
    item = fetch_item(uow, meeting, item_id)
    old, item.minutes = item.minutes, check_minutes(minutes)
    _changed(uow, meeting, item=item.id, old=old, new=minutes)


@requires(Permission.PLAN_MEETING)
def remove_item(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, *, seen: int) -> None:
    """Take an item off the agenda, as long as nothing has happened in it."""
    meeting = _fetch(uow, meeting_id, seen)
    item = fetch_item(uow, meeting, item_id)
    if item.seconds or meeting.item_id == item.id or _has_traces(uow, item):
        raise WrongPhase("item.was_called")
    _number([each for each in items_of(uow, meeting) if each.id != item.id])
    uow.session.delete(item)
    _changed(uow, meeting, removed=item.title or item.candidate_id)


def _fetch(uow: UnitOfWork, meeting_id: MeetingId, seen: int) -> MeetingRow:
    meeting = fetch_seen(uow, meeting_id, seen)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))
    check_not_over(meeting.state)
    return meeting


def _check_candidate(uow: UnitOfWork, meeting: MeetingRow, key: CandidateId) -> str:
    """Refuse somebody of another round, or who does not stand; gives the name."""
    found = uow.session.execute(
        select(CandidateRow, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.id == key, CandidateRow.round_id == meeting.round_id)
    ).one_or_none()
    if found is None:
        raise NotFound("candidate.unknown")
    candidate, person = found
    name = listed_name_of(person)
    check_stands(candidate.state, name=name)
    return name


def _next_position(uow: UnitOfWork, meeting: MeetingRow) -> int:
    return max((item.position for item in items_of(uow, meeting)), default=0) + 1


def _number(items: Sequence[AgendaItemRow]) -> None:
    for place, item in enumerate(items, 1):
        item.position = place


def _changed(uow: UnitOfWork, meeting: MeetingRow, **facts: object) -> None:
    meeting.step += 1
    uow.record(AuditAction.AGENDA_CHANGED, f"meeting:{meeting.id}", **facts)


def _has_traces(uow: UnitOfWork, item: AgendaItemRow) -> bool:
    """Whether there is a note, a vote, a declaration or a changed mark for an item."""
    tables = (AgendaNoteRow, BallotRow, RatingChangeRow, RecusalRow)
    asked = (select(table.item_id).where(table.item_id == item.id).limit(1) for table in tables)
    return any(uow.session.scalar(each) is not None for each in asked)


def _proposals(reader: Reader, meeting: MeetingRow) -> list[Proposal]:
    """The candidates of an agenda with what they can be ordered by."""
    rows = reader.session.execute(
        select(CandidateRow, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(AgendaItemRow, AgendaItemRow.candidate_id == CandidateRow.id)
        .where(AgendaItemRow.meeting_id == meeting.id)
        .order_by(CandidateRow.id)
    ).all()
    keys = np.array([candidate.id for candidate, _person in rows], dtype=np.int64)
    apart = extremes(matrix_of(reader, RoundId(meeting.round_id)), keys).steps.mean(axis=1)
    places = {each.id: place for place, each in enumerate(outline(tree_of(reader)))}
    biased = _biased_members(reader, keys)
    return [
        Proposal(
            candidate_id=CandidateId(candidate.id),
            sorted_name=listed_name_of(person),
            place=places[DepartmentId(candidate.department_id)],
            disagreement=float(far),
            biased=biased[candidate.id],
        )
        for (candidate, person), far in zip(rows, apart, strict=True)
    ]


def _biased_members(reader: Reader, candidates: np.ndarray) -> dict[int, frozenset[int]]:
    """The members of the committee who are biased, by candidate."""
    members = {key for key, (_name, roles) in committee(reader).items() if votes(roles)}
    found = biased_about(reader, candidates.tolist())
    return {candidate: biased & members for candidate, biased in found.items()}
