"""Letters that carry an appointment: whom they go to, and which appointment each one tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterTemplateRow
from lotsen.domain.appointments import Appointment
from lotsen.domain.ids import MeetingId, PersonId, RoundId
from lotsen.domain.letters import INVITES, TELLS_A_CHANGE, Audience
from lotsen.domain.phases import Phase
from lotsen.i18n import formats, speaking
from lotsen.usecases.appointments import Planned, next_of, planned, told
from lotsen.usecases.recipients import Recipient, recipients_of
from lotsen.usecases.served import Served


def addressed(
    reader: Reader,
    round_id: RoundId,
    template: LetterTemplateRow,
    served: Served,
    meeting_id: MeetingId | None = None,
) -> list[Recipient]:
    """Everybody whom a kind of letter goes to, each with the appointment that it tells.

    An invitation without an appointment is a letter all the same; news of a change is none.
    Where a meeting is named, only its own appointments count.
    """
    found = recipients_of(reader, round_id, template.audience)
    if not carries_appointments(template):
        return found
    now, known = planned(reader, round_id), told(reader, round_id)
    letters = []
    for each in found:
        choices = [
            one
            for one in _choices(reader, template.audience, each, now, known)
            if meeting_id in {None, one.meeting_id}
        ]
        if choices:
            letters.append(_chosen(template.audience, each, choices, served))
        elif template.audience in INVITES and meeting_id is None:
            letters.append(each)
    return letters


def carries_appointments(template: LetterTemplateRow) -> bool:
    """Whether letters of this kind invite somebody, or tell that an appointment has changed."""
    return template.phase == Phase.PRESENTATION and template.audience in INVITES | TELLS_A_CHANGE


def _choices(
    reader: Reader,
    audience: Audience,
    recipient: Recipient,
    now: Planned,
    known: Mapping[PersonId, Mapping[str, Sequence[Appointment]]],
) -> Iterator[Appointment]:
    """The appointments that a letter to one person could tell, the earliest first."""
    person = PersonId(recipient.person.id)
    own = now.of(person)
    keys = list(known.get(person, {}))
    if audience == Audience.INTERESTED_PEOPLE:
        keys = [now.presentations[person].uid] if person in now.presentations else []
    elif audience == Audience.COMMITTEE:
        presentation = now.presentations.get(person)
        keys = [key for key in own if presentation is None or key != presentation.uid]
    for key in keys:
        found = next_of(person, key, own, known)
        if found is None or found.starts_at <= reader.now:
            continue
        last = known.get(person, {}).get(key, [found])[-1]
        off = found.cancelled
        is_news = audience in TELLS_A_CHANGE and last.sequence != found.sequence
        if audience in INVITES and not off:
            yield found
        if is_news and off == (audience == Audience.CALLED_OFF):
            yield found


def _chosen(
    audience: Audience, recipient: Recipient, choices: list[Appointment], served: Served
) -> Recipient:
    """The recipient with the first appointment of which there is no letter yet."""
    person = recipient.person.id
    one = next(
        (each for each in choices if (person, _occasion(audience, each)) not in served.occasions),
        choices[0],
    )
    return replace(
        recipient,
        values={**recipient.values, **_values(one)},
        appointment=one,
        occasion=_occasion(audience, one),
    )


def _occasion(audience: Audience, appointment: Appointment) -> str:
    if audience in TELLS_A_CHANGE:
        return f"{appointment.uid}/{appointment.sequence}"
    return appointment.uid


def _values(appointment: Appointment) -> dict[str, str]:
    """What the gaps about the appointment stand for."""
    with speaking("de"):
        values = {
            "termin_datum": formats.weekday(appointment.starts_at),
            "termin_beginn": formats.hour(appointment.starts_at),
            "termin_dauer": formats.minutes(appointment.minutes),
        }
    return values | ({"termin_ort": appointment.place} if appointment.place else {})
