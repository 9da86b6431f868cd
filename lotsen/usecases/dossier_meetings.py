"""The meetings that were held, with place and presence, for the record of the selection."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import MeetingRow, PresenceRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import RoundId
from lotsen.domain.meetings import MeetingState
from lotsen.domain.texts import folded
from lotsen.usecases.dossier_views import MeetingHeld
from lotsen.usecases.person_names import name_of

_HELD = (MeetingState.RUNNING, MeetingState.OVER)


def meetings_of(reader: Reader, round_id: RoundId) -> Sequence[MeetingHeld]:
    """Every meeting that was opened, in the order in which they were planned."""
    present = _present(reader, round_id)
    rows = reader.session.scalars(
        select(MeetingRow)
        .where(MeetingRow.round_id == round_id, MeetingRow.state.in_(_HELD))
        .order_by(MeetingRow.id)
    )
    return tuple(
        MeetingHeld(
            title=row.title,
            planned_for=row.planned_for,
            place=row.place,
            present=tuple(present.get(row.id, ())),
        )
        for row in rows
    )


def _present(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[str]]:
    """Everybody who came, also who left before the end, by meeting and in the order of names."""
    rows = reader.session.execute(
        select(PresenceRow.meeting_id, PersonRow)
        .join(PersonRow, PersonRow.id == PresenceRow.person_id)
        .join(MeetingRow, MeetingRow.id == PresenceRow.meeting_id)
        .where(MeetingRow.round_id == round_id)
    )
    found: dict[int, list[PersonRow]] = defaultdict(list)
    for meeting, person in rows:
        found[meeting].append(person)
    return {
        meeting: [name_of(person) for person in sorted(here, key=_by_name)]
        for meeting, here in found.items()
    }


def _by_name(person: PersonRow) -> tuple[str, int]:
    return folded(f"{person.last_name} {person.first_name}"), person.id
