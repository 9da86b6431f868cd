"""When and where a meeting is: it can be moved, cancelled, and taken over into a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.meetings import MeetingRow
from lotsen.db.people import PersonRow
from lotsen.domain.appointments import Appointment
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated
from lotsen.domain.ids import MeetingId, PersonId, RoundId
from lotsen.domain.meetings import MeetingState, check_place, check_planned
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.i18n import formats, speaking
from lotsen.usecases.appointments import next_of, planned, told
from lotsen.usecases.letter_templates import values_of
from lotsen.usecases.meeting_rows import fetch_meeting, fetch_seen
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class OwnAppointment:
    """A meeting for the calendar of one member; `stamped_at` is when it was changed last."""

    appointment: Appointment
    name: str
    email: str
    stamped_at: datetime


@requires(Permission.PLAN_MEETING)
def move(
    uow: UnitOfWork, meeting_id: MeetingId, planned_for: datetime | None, place: str, *, seen: int
) -> None:
    """Move a meeting to another time or place; whoever was invited has to be told."""
    meeting = fetch_seen(uow, meeting_id, seen)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))
    check_planned(meeting.state)
    place = check_place(place)
    if planned_for is None:
        raise BadInput("meeting.needs_a_day")
    if (meeting.planned_for, meeting.place) == (planned_for, place):
        raise Outdated("record.repeated")
    old = _when(meeting)
    meeting.planned_for, meeting.place = planned_for, place
    meeting.step += 1
    uow.record(
        AuditAction.MEETING_MOVED,
        f"meeting:{meeting.id}",
        title=meeting.title,
        old=old,
        new=_when(meeting),
    )


@requires(Permission.PLAN_MEETING)
def cancel(uow: UnitOfWork, meeting_id: MeetingId, reason: str, *, seen: int) -> None:
    """Cancel a meeting that has not begun; whoever was invited has to be told."""
    meeting = fetch_seen(uow, meeting_id, seen)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))
    check_planned(meeting.state)
    text = check_reason(reason)
    meeting.state = MeetingState.CANCELLED
    meeting.step += 1
    uow.record(
        AuditAction.MEETING_CANCELLED,
        f"meeting:{meeting.id}",
        title=meeting.title,
        reason=text,
    )


@requires(Permission.SEE_MEETING)
def own(reader: Reader, meeting_id: MeetingId) -> OwnAppointment:
    """A meeting as whoever asks has it in the calendar, with no name of a candidate."""
    meeting = fetch_meeting(reader, meeting_id)
    person = reader.session.get(PersonRow, reader.actor.id or 0)
    if person is None:
        raise NotAllowed("permission.needs_a_person")
    round_id, key = RoundId(meeting.round_id), PersonId(person.id)
    found = _own(reader, round_id, meeting_id, key)
    if found is None:
        raise NotFound("meeting.no_calendar")
    return OwnAppointment(
        appointment=_organized(found, values_of(reader, round_id), person),
        name=name_of(person),
        email=person.email,
        stamped_at=meeting.changed_at,
    )


def _own(
    reader: Reader, round_id: RoundId, meeting_id: MeetingId, person: PersonId
) -> Appointment | None:
    """The appointment as it stands, or its cancellation where it was told before."""
    known = told(reader, round_id, [person])
    now = planned(reader, round_id).of(person)
    keys = [each.uid for each in now.values() if _is_of(each, meeting_id)]
    before = known.get(person, {})
    keys += [key for key, each in before.items() if _is_of(each[-1], meeting_id)]
    return next_of(person, keys[0], now, known) if keys else None


def _is_of(appointment: Appointment, meeting_id: MeetingId) -> bool:
    return appointment.meeting_id == meeting_id and bool(appointment.title)


def _organized(
    appointment: Appointment, contact: Mapping[str, str], person: PersonRow
) -> Appointment:
    """Who invites: the contact of the round, or else whoever asks."""
    name, email = contact.get("kontakt_name", ""), contact.get("kontakt_mail", "")
    if not email:
        name, email = name_of(person), person.email
    return replace(appointment, organizer=name, organizer_email=email)


def _when(meeting: MeetingRow) -> str:
    """Time and place, as people read them in the audit log."""
    with speaking("de"):
        parts = (formats.moment(meeting.planned_for), meeting.place)
    return ", ".join(part for part in parts if part)
