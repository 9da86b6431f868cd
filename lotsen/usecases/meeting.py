"""In a meeting: open it, call items, note who is here and what was said, close it."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.meetings import AgendaItemRow, AgendaNoteRow, MeetingRow, PresenceRow, RecusalRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated
from lotsen.domain.ids import ItemId, MeetingId, PersonId, RoundId
from lotsen.domain.meetings import (
    MeetingState,
    check_not_over,
    check_note,
    check_takes_place,
)
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.biases import lock_sheet, said_so
from lotsen.usecases.closed import check_open
from lotsen.usecases.meeting_rows import (
    check_nothing_is_voted_on,
    committee,
    fetch_item,
    fetch_present,
    fetch_running,
    fetch_seen,
    items_of,
    leaves,
)
from lotsen.usecases.profile_versions import freeze
from lotsen.usecases.rounds import fetch_round


@requires(Permission.PLAN_MEETING)
def open_(uow: UnitOfWork, meeting_id: MeetingId, *, seen: int) -> None:
    """Open a meeting, and call its first item; one that was closed by mistake opens again."""
    meeting = fetch_seen(uow, meeting_id, seen)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))
    check_open(uow, RoundId(meeting.round_id))
    items = items_of(uow, meeting)
    if not items:
        raise BadInput("meeting.no_items")
    check_takes_place(meeting.state)
    if meeting.state == MeetingState.RUNNING:
        raise Outdated("record.repeated")
    again = meeting.state == MeetingState.OVER
    meeting.state = MeetingState.RUNNING
    uow.record(AuditAction.MEETING_OPENED, f"meeting:{meeting.id}", title=meeting.title)
    _call(uow, meeting, items[-1 if again else 0])


@requires(Permission.LEAD_MEETING)
def call(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, *, after: ItemId | None) -> None:
    """Call an item; `after` is the one that whoever calls saw as the present one."""
    meeting = fetch_running(uow, meeting_id)
    item = fetch_item(uow, meeting, item_id)
    uow.session.refresh(meeting, with_for_update=True)  # a second press at once waits for the first
    if meeting.item_id == item.id:
        raise Outdated("record.repeated")  # the second of two clicks
    if meeting.item_id != after:
        raise Outdated("record.outdated")
    check_nothing_is_voted_on(uow, meeting)
    _call(uow, meeting, item)


@requires(Permission.LEAD_MEETING)
def close(uow: UnitOfWork, meeting_id: MeetingId, *, seen: int) -> None:
    """Close a meeting; its minutes and votes stay."""
    meeting = fetch_seen(uow, meeting_id, seen)
    check_not_over(meeting.state)
    fetch_running(uow, meeting_id)
    check_nothing_is_voted_on(uow, meeting)
    _count_time(uow, meeting)
    meeting.state, meeting.item_id, meeting.called_at = MeetingState.OVER, None, None
    meeting.shows_place = meeting.changes_open = False
    meeting.step += 1
    uow.record(AuditAction.MEETING_CLOSED, f"meeting:{meeting.id}", title=meeting.title)


@requires(Permission.LEAD_MEETING)
def show_place(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, *, shown: bool) -> None:
    """Show on the wall which place the person of this item has by total score, or hide it.

    `item_id` is the item that was on the screen: no other person's place is shown.
    """
    meeting = fetch_running(uow, meeting_id)
    item = fetch_present(uow, meeting, item_id)
    if leaves(uow, item):
        raise NotAllowed("vote.biased")
    meeting.shows_place = shown
    meeting.step += 1
    uow.record(AuditAction.PLACE_SHOWN, f"meeting:{meeting.id}", item=item.id, shown=shown)


@requires(Permission.LEAD_MEETING)
def note(  # noqa: PLR0913  # a note, and what was seen of it
    uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, words: str, *, seen: int, tab: str
) -> None:
    """Keep the chair's minutes of an item; `seen` is 0 where there were none."""
    meeting = fetch_running(uow, meeting_id)
    item = fetch_item(uow, meeting, item_id)
    if leaves(uow, item):
        raise NotAllowed("vote.biased")
    text = check_note(words)
    row = uow.session.scalars(
        select(AgendaNoteRow).where(AgendaNoteRow.item_id == item.id).with_for_update()
    ).one_or_none()
    if row is not None and row.version != seen and row.saved_in != tab:
        raise Outdated("note.outdated")
    old = "" if row is None else row.words
    if row is None:
        row = AgendaNoteRow(item_id=item.id, words=text, written_by_id=uow.person())
        uow.session.add(row)
    row.words, row.written_by_id, row.saved_in = text, uow.person(), tab
    uow.record(AuditAction.NOTE_WRITTEN, f"item:{item.id}", old=old, new=text)


@requires(Permission.ATTEND_MEETING)
def attend(uow: UnitOfWork, meeting_id: MeetingId, *, here: bool) -> None:
    """Say that I have come to a meeting, or that I leave it."""
    meeting = fetch_running(uow, meeting_id)
    if not _set_presence(uow, meeting, uow.person(), here=here):
        raise Outdated("record.repeated")
    uow.record(AuditAction.PRESENCE_NOTED, f"meeting:{meeting.id}", person=uow.person(), here=here)


@requires(Permission.LEAD_MEETING)
def note_presence(
    uow: UnitOfWork, meeting_id: MeetingId, *, came: Iterable[PersonId], left: Iterable[PersonId]
) -> None:
    """Note for others who has come and who has left."""
    meeting = fetch_running(uow, meeting_id)
    known = committee(uow)
    changes = [*((each, True) for each in came), *((each, False) for each in left)]
    for person, here in changes:
        if person not in known:
            raise NotFound("person.unknown")
        _set_presence(uow, meeting, person, here=here)
        uow.record(AuditAction.PRESENCE_NOTED, f"meeting:{meeting.id}", person=person, here=here)
    if not changes:
        raise Outdated("record.repeated")


@requires(Permission.ATTEND_MEETING)
def recuse(
    uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, person: PersonId, reason: str
) -> None:
    """Say in the meeting that somebody is biased for an item: oneself, or for others the chair.

    It counts for the candidate, in the whole round: a sheet about them counts no more.
    """
    meeting = fetch_running(uow, meeting_id)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))  # scores may change with it
    item = fetch_item(uow, meeting, item_id)
    leads = bool(uow.actor.roles & GRANTED_TO[Permission.LEAD_MEETING])
    if person != uow.person() and not leads:
        raise NotAllowed("permission.missing")
    if item.candidate_id is None or person not in committee(uow):
        raise BadInput("recusal.unknown")
    if said_so(uow, item.candidate_id, person):
        raise Outdated("record.repeated")
    check_nothing_is_voted_on(uow, meeting)
    text = check_reason(reason)
    row = RecusalRow(item_id=item.id, person_id=person, reason=text, said_at=uow.now)
    row.said_by_id = uow.person()
    uow.session.add(row)
    freeze(uow, RoundId(meeting.round_id))
    states = lock_sheet(uow, item.candidate_id, row)
    meeting.step += 1
    uow.record(AuditAction.RECUSAL_NOTED, f"item:{item.id}", person=person, reason=text, **states)


def _call(uow: UnitOfWork, meeting: MeetingRow, item: AgendaItemRow) -> None:
    _count_time(uow, meeting)
    meeting.item_id, meeting.called_at = item.id, uow.now
    # a place is shown, and changes are open, for one person: it ends with the next
    meeting.shows_place = meeting.changes_open = False
    meeting.step += 1
    uow.record(
        AuditAction.ITEM_CALLED,
        f"meeting:{meeting.id}",
        item=item.id,
        candidate=item.candidate_id,
        title=item.title,
    )


def _count_time(uow: UnitOfWork, meeting: MeetingRow) -> None:
    """Add the time since the call to what the present item has used."""
    if meeting.item_id is None or meeting.called_at is None:
        return
    item = uow.session.get_one(AgendaItemRow, meeting.item_id)
    item.seconds += max(0, round((uow.now - meeting.called_at) / timedelta(seconds=1)))


def _set_presence(uow: UnitOfWork, meeting: MeetingRow, person: int, *, here: bool) -> bool:
    """Keep who is here; whether that was new."""
    row = uow.session.get(PresenceRow, (meeting.id, person))
    was_here = row is not None and row.left_at is None
    if was_here == here:
        return False
    if row is None:
        uow.session.add(PresenceRow(meeting_id=meeting.id, person_id=person, came_at=uow.now))
    else:
        row.left_at = None if here else uow.now
    return True
