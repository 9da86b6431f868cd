"""What people see of meetings: which there are, and what is on in the room just now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import at_once, requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.domain.ids import MeetingId, PersonId, RoundId
from lotsen.domain.meetings import MeetingState, Quorum, quorum_of, votes
from lotsen.domain.permissions import Permission
from lotsen.usecases.meeting_items import ItemLine, item_lines, leads
from lotsen.usecases.meeting_rows import (
    biased_for,
    committee,
    fetch_meeting,
    items_of,
    present_at,
    roles_in,
)


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting in the list."""

    id: MeetingId
    title: str
    state: MeetingState
    planned_for: datetime | None


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who may be at a meeting."""

    id: PersonId
    name: str
    votes: bool


@dataclass(frozen=True, kw_only=True)
class Room:
    """A meeting as one person sees it.

    `agenda` is empty for who does not lead, and `items` counts it. `leaves` tells whether the
    actor has to leave the room for the item that is called; then `called` says nothing of it.
    `members` are the committee, `here` the keys of those who have come.
    """

    id: MeetingId
    title: str
    state: MeetingState
    planned_for: datetime | None
    version: int
    step: int
    items: int
    called_at: datetime | None
    shows_place: bool
    place: str = ""
    changes_open: bool = False
    leads: bool = False
    agenda: Sequence[ItemLine] = ()
    called: ItemLine | None = None
    previous: ItemLine | None = None
    following: ItemLine | None = None
    leaves: bool = False
    is_here: bool = False
    has_a_vote: bool = False
    members: Mapping[PersonId, Member] = field(default_factory=dict)
    here: frozenset[int] = frozenset()
    quorum: Quorum | None = None


@at_once
@requires(Permission.SEE_MEETING)
def listing(reader: Reader, round_id: RoundId) -> Sequence[MeetingLine]:
    """The meetings of a round: the one that is on, those to come, the past, the cancelled."""
    rows = reader.session.execute(
        select(MeetingRow.id, MeetingRow.title, MeetingRow.state, MeetingRow.planned_for)
        .where(MeetingRow.round_id == round_id)
        .order_by(MeetingRow.id)
    )
    order = (
        *(MeetingState.RUNNING, MeetingState.PLANNED),
        *(MeetingState.OVER, MeetingState.CANCELLED),
    )
    lines = [
        MeetingLine(
            id=MeetingId(row.id), title=row.title, state=row.state, planned_for=row.planned_for
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: order.index(line.state))


@requires(Permission.SEE_MEETING)
def room(reader: Reader, meeting_id: MeetingId) -> Room:
    """What is on in a meeting, as far as the actor may know it."""
    return room_of(reader, fetch_meeting(reader, meeting_id))


def room_of(reader: Reader, meeting: MeetingRow) -> Room:
    """A meeting as the actor sees it, for the use cases of this floor."""
    rows = items_of(reader, meeting)
    around = _around(rows, meeting)
    shown = rows if leads(reader) else [row for row in around if row is not None]
    biased = biased_for(reader, shown)
    lines = item_lines(reader, shown, biased)
    previous, called, following = (None if row is None else lines[row.id] for row in around)
    people, here = committee(reader), present_at(reader, meeting)
    return replace(
        _outline(meeting, len(rows)),
        leads=leads(reader),
        agenda=tuple(lines.values()) if leads(reader) else (),
        called=called,
        previous=previous,
        following=following,
        leaves=called is not None and called.hidden,
        is_here=reader.actor.id in here,
        has_a_vote=votes(reader.actor.roles),
        members={
            PersonId(key): Member(id=PersonId(key), name=name, votes=votes(roles))
            for key, (name, roles) in people.items()
        },
        here=here,
        quorum=None
        if called is None or called.candidate_id is None
        else quorum_of(roles_in(people), present=here, biased=biased[called.id]),
    )


def _outline(meeting: MeetingRow, items: int) -> Room:
    """The meeting itself, without anything that depends on who looks."""
    return Room(
        id=MeetingId(meeting.id),
        title=meeting.title,
        state=meeting.state,
        planned_for=meeting.planned_for,
        version=meeting.version,
        step=meeting.step,
        items=items,
        called_at=meeting.called_at,
        shows_place=meeting.shows_place,
        place=meeting.place,
        changes_open=meeting.changes_open,
    )


def _around(
    rows: Sequence[AgendaItemRow], meeting: MeetingRow
) -> tuple[AgendaItemRow | None, AgendaItemRow | None, AgendaItemRow | None]:
    """The item before the one that is called, that one, and the one after it."""
    place = next((place for place, row in enumerate(rows) if row.id == meeting.item_id), None)
    if place is None:
        return None, None, None
    padded = [None, *rows, None]
    return padded[place], padded[place + 1], padded[place + 2]
