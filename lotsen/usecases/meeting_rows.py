"""What the use cases of a meeting look up: rows, people of the committee, and who is biased."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import AgendaItemRow, BallotRow, MeetingRow, PresenceRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated
from lotsen.domain.ids import ItemId, MeetingId
from lotsen.domain.meetings import BallotState, ItemKind, check_running
from lotsen.domain.people import Role, sorted_name
from lotsen.usecases.biases import biased_about

COMMITTEE = (Role.COORDINATOR, Role.LEADERSHIP, Role.RATER, Role.ADVISORY)
_WITH_PHASE = (
    select(MeetingRow, RoundRow.phase)
    .join(RoundRow, RoundRow.id == MeetingRow.round_id)
    .where(MeetingRow.id == bindparam("meeting_id"))
)


def fetch_meeting(reader: Reader, meeting_id: MeetingId) -> MeetingRow:
    """Find a meeting."""
    row = reader.session.get(MeetingRow, meeting_id)
    if row is None:
        raise NotFound("meeting.unknown")
    return row


def fetch_running(reader: Reader, meeting_id: MeetingId) -> MeetingRow:
    """Find a meeting that is running, of a round that can still have one."""
    found = reader.session.execute(_WITH_PHASE, {"meeting_id": meeting_id}).one_or_none()
    if found is None:
        raise NotFound("meeting.unknown")
    row, phase = found
    check_running(row.state, phase)
    return row


def fetch_seen(reader: Reader, meeting_id: MeetingId, seen: int) -> MeetingRow:
    """Find a meeting as the person saw it."""
    row = fetch_meeting(reader, meeting_id)
    if row.version != seen:
        raise Outdated("record.outdated")
    return row


def fetch_item(reader: Reader, meeting: MeetingRow, item_id: ItemId) -> AgendaItemRow:
    """Find an item of a meeting's agenda."""
    row = reader.session.get(AgendaItemRow, item_id)
    if row is None or row.meeting_id != meeting.id:
        raise NotFound("item.unknown")
    return row


def fetch_present(reader: Reader, meeting: MeetingRow, item_id: ItemId) -> AgendaItemRow:
    """Find the item that was on the screen, as long as it is the present one, and a candidate."""
    item = fetch_item(reader, meeting, item_id)
    if meeting.item_id != item.id:
        raise Outdated("record.outdated")
    if item.kind != ItemKind.CANDIDATE:
        raise BadInput("item.no_candidate")
    return item


def items_of(reader: Reader, meeting: MeetingRow) -> list[AgendaItemRow]:
    """The agenda, in its order."""
    return list(
        reader.session.scalars(
            select(AgendaItemRow)
            .where(AgendaItemRow.meeting_id == meeting.id)
            .order_by(AgendaItemRow.position, AgendaItemRow.id)
        )
    )


def check_nothing_is_voted_on(reader: Reader, meeting: MeetingRow) -> None:
    """Refuse to go on while people vote."""
    taking = select(BallotRow.id).where(
        BallotRow.item_id == meeting.item_id, BallotRow.state == BallotState.TAKING
    )
    if meeting.item_id is not None and reader.session.scalar(taking) is not None:
        raise NotAllowed("ballot.is_taken")


def present_at(reader: Reader, meeting: MeetingRow) -> frozenset[int]:
    """Who is at the meeting now."""
    return frozenset(
        reader.session.scalars(
            select(PresenceRow.person_id).where(
                PresenceRow.meeting_id == meeting.id, PresenceRow.left_at.is_(None)
            )
        )
    )


def biased_for(reader: Reader, items: Iterable[AgendaItemRow]) -> dict[int, frozenset[int]]:
    """Who leaves the room for which item: whoever is biased about its candidate."""
    candidates = {item.id: item.candidate_id for item in items if item.candidate_id}
    biased = biased_about(reader, set(candidates.values()))
    return {item: biased[candidate] for item, candidate in candidates.items()}


def leaves(reader: Reader, item: AgendaItemRow | None) -> bool:
    """Whether the actor leaves the room for an item."""
    if item is None or item.candidate_id is None:
        return False
    return reader.actor.id in biased_for(reader, [item])[item.id]


def committee(reader: Reader) -> dict[int, tuple[str, frozenset[Role]]]:
    """Everybody who may be at a meeting, by person: name and roles; in the order of names."""
    rows = reader.session.execute(
        select(
            PersonRow.id,
            PersonRow.title,
            PersonRow.first_name,
            PersonRow.last_name,
            PersonRoleRow.role,
        )
        .join(PersonRoleRow, PersonRoleRow.person_id == PersonRow.id)
        .where(PersonRow.active)
        .order_by(PersonRow.last_name, PersonRow.first_name, PersonRow.id)
    )
    found: dict[int, tuple[str, frozenset[Role]]] = {}
    for key, title, first, last, role in rows:
        name = sorted_name(title=title, first_name=first, last_name=last)
        found[key] = (name, found.get(key, (name, frozenset()))[1] | {role})
    return {key: each for key, each in found.items() if each[1] & set(COMMITTEE)}


def roles_in(people: dict[int, tuple[str, frozenset[Role]]]) -> dict[int, frozenset[Role]]:
    """The roles of the committee, by person."""
    return {key: roles for key, (_name, roles) in people.items()}
