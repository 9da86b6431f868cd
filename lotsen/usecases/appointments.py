"""The appointments of a round: as they are planned now, and as people have been told."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow, LetterValueRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.db.people import PersonRow
from lotsen.domain.appointments import USUAL_LENGTH, Appointment, AppointmentKind, following
from lotsen.domain.candidates import STANDING
from lotsen.domain.ids import LetterId, MeetingId, PersonId, RoundId
from lotsen.domain.letters import MAYBE_READ
from lotsen.domain.meetings import MeetingState

NOWHERE = "lotsen.invalid"
"""The right-hand side of every key of an appointment (RFC 2606): the left-hand side is unique."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is planned now: each candidate's presentation by person, and the meetings in order."""

    presentations: Mapping[PersonId, Appointment]
    meetings: Sequence[Appointment]

    def of(self, person: PersonId) -> Mapping[str, Appointment]:
        """Every appointment that one person could have, by its key."""
        found = [own_meeting(each, person) for each in self.meetings]
        own = self.presentations.get(person)
        return {each.uid: each for each in (*found, *([] if own is None else [own]))}


def planned(reader: Reader, round_id: RoundId) -> Planned:
    """The appointments as the agendas have them; what was cancelled is not among them."""
    values = dict(
        reader.session.execute(
            select(LetterValueRow.name, LetterValueRow.text).where(
                LetterValueRow.round_id == round_id,
                LetterValueRow.name.in_(("termin_ort", "videolink")),
            )
        ).all()
    )
    place, link = values.get("termin_ort", ""), values.get("videolink", "")
    meetings = _meetings(reader, round_id)
    items = _items(reader, meetings)
    found = [_meeting(row, items[row.id], place, link) for row in meetings]
    presentations: dict[PersonId, Appointment] = {}
    for whole in found:
        for person, each in _presentations(reader, whole, items[whole.meeting_id]):
            presentations.setdefault(person, each)
    return Planned(presentations=presentations, meetings=found)


def own_meeting(meeting: Appointment, person: PersonId) -> Appointment:
    """A meeting as one member has it in the calendar: under a key of its own."""
    name, _at, host = meeting.uid.partition("@")
    return replace(meeting, uid=f"{name}-{person}@{host}")


def told(
    reader: Reader, round_id: RoundId, people: Collection[PersonId] = ()
) -> Mapping[PersonId, Mapping[str, Sequence[Appointment]]]:
    """What people may have read of their appointments, by person and key, the newest last."""
    statement = select(LetterRow.person_id, LetterRow.appointment).where(
        LetterRow.round_id == round_id,
        LetterRow.appointment.is_not(None),
        LetterRow.state.in_(MAYBE_READ),
    )
    if people:
        statement = statement.where(LetterRow.person_id.in_(people))
    found: dict[PersonId, dict[str, list[Appointment]]] = defaultdict(lambda: defaultdict(list))
    for person, stored in reader.session.execute(statement):
        each = read(stored)
        found[PersonId(person)][each.uid].append(each)
    return {
        person: {key: sorted(each, key=lambda one: one.sequence) for key, each in by_key.items()}
        for person, by_key in found.items()
    }


def outdated(
    reader: Reader, round_id: RoundId, told: Collection[tuple[LetterId, int, Mapping[str, Any]]]
) -> frozenset[LetterId]:
    """Letters that tell an appointment which is not so any more; `told`: to whom, and which."""
    if not told:
        return frozenset()
    now = planned(reader, round_id)
    return frozenset(
        key for key, person, stored in told if not is_true(read(stored), now.of(PersonId(person)))
    )


def is_true(appointment: Appointment, now: Mapping[str, Appointment]) -> bool:
    """Whether a letter's appointment is one of those planned now, or is off as it says."""
    return appointment.tells_the_same(now.get(appointment.uid))


def stored(appointment: Appointment) -> dict[str, Any]:
    """An appointment as the records keep it."""
    return {
        "uid": appointment.uid,
        "kind": appointment.kind.value,
        "meeting_id": appointment.meeting_id,
        "starts_at": appointment.starts_at.isoformat(),
        "ends_at": appointment.ends_at.isoformat(),
        "place": appointment.place,
        "link": appointment.link,
        "title": appointment.title,
        "sequence": appointment.sequence,
        "cancelled": appointment.cancelled,
        "organizer": appointment.organizer,
        "organizer_email": appointment.organizer_email,
    }


def read(content: Mapping[str, Any]) -> Appointment:
    """An appointment from the records."""
    return Appointment(
        **{
            **content,
            "kind": AppointmentKind(content["kind"]),
            "meeting_id": MeetingId(content["meeting_id"]),
            "starts_at": datetime.fromisoformat(content["starts_at"]),
            "ends_at": datetime.fromisoformat(content["ends_at"]),
        }
    )


def next_of(
    person: PersonId,
    key: str,
    now: Mapping[str, Appointment],
    known: Mapping[PersonId, Mapping[str, Sequence[Appointment]]],
) -> Appointment | None:
    """What the next letter to a person would tell of an appointment."""
    return following(now.get(key), known.get(person, {}).get(key, ()))


def _meetings(reader: Reader, round_id: RoundId) -> list[MeetingRow]:
    """What is over comes last: whoever had no time there is invited to another meeting."""
    return list(
        reader.session.scalars(
            select(MeetingRow)
            .where(
                MeetingRow.round_id == round_id,
                MeetingRow.state != MeetingState.CANCELLED,
                MeetingRow.planned_for.is_not(None),
            )
            .order_by(MeetingRow.state == MeetingState.OVER, MeetingRow.planned_for, MeetingRow.id)
        )
    )


def _items(
    reader: Reader, meetings: Iterable[MeetingRow]
) -> Mapping[int, Sequence[tuple[int, int | None]]]:
    """The minutes and the candidate of each item, by meeting, in their order."""
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    rows = reader.session.execute(
        select(AgendaItemRow.meeting_id, AgendaItemRow.minutes, AgendaItemRow.candidate_id)
        .where(AgendaItemRow.meeting_id.in_([row.id for row in meetings]))
        .order_by(AgendaItemRow.position, AgendaItemRow.id)
    )
    for meeting, minutes, candidate in rows:
        found[meeting].append((minutes, candidate))
    return found


def _meeting(
    row: MeetingRow, items: Sequence[tuple[int, int | None]], place: str, link: str
) -> Appointment:
    assert row.planned_for is not None
    length = timedelta(minutes=sum(minutes for minutes, _candidate in items))
    return Appointment(
        uid=_key(AppointmentKind.MEETING, row.id, row.created_at),
        kind=AppointmentKind.MEETING,
        meeting_id=MeetingId(row.id),
        starts_at=row.planned_for,
        ends_at=row.planned_for + (length or USUAL_LENGTH),
        place=row.place or place,
        link=link,
        title=row.title,
    )


def _presentations(
    reader: Reader, meeting: Appointment, items: Sequence[tuple[int, int | None]]
) -> Iterable[tuple[PersonId, Appointment]]:
    """Each candidate's own part of a meeting; whoever does not stand has none."""
    rows = reader.session.execute(
        select(CandidateRow.id, CandidateRow.created_at, PersonRow.id)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(
            CandidateRow.id.in_([candidate for _minutes, candidate in items if candidate]),
            CandidateRow.state.in_(STANDING),
        )
    )
    standing = {key: (created_at, PersonId(person)) for key, created_at, person in rows}
    begins = meeting.starts_at
    for minutes, candidate in items:
        ends = begins + timedelta(minutes=minutes)
        if candidate is not None and candidate in standing:
            created_at, person = standing[candidate]
            yield (
                person,
                replace(
                    meeting,
                    uid=_key(AppointmentKind.PRESENTATION, candidate, created_at),
                    kind=AppointmentKind.PRESENTATION,
                    starts_at=begins,
                    ends_at=ends,
                    title="",
                ),
            )
        begins = ends


def _key(kind: AppointmentKind, number: int, created_at: datetime) -> str:
    """A key that no other town has: the moment at which the record began is part of it."""
    digest = hashlib.sha256(f"{kind}/{number}/{created_at.isoformat()}".encode()).hexdigest()
    return f"{kind}-{number}-{digest[:16]}@{NOWHERE}"
