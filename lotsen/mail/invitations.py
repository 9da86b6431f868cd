"""An appointment as iCalendar (RFC 5545, 5546): the same appointment gives the same bytes.

The time zone is written as the law has it, two rules since 1996: the same for every version of
the machine's table of zones. Signs are escaped, and long lines folded, by the library.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
    vUri,
)

from lotsen.domain.appointments import Appointment, AppointmentKind
from lotsen.i18n import _, speaking
from lotsen.i18n.formats import TOWN_TIME

PRODID: Final = "-//Lotsen//Einladungen//DE"
MIME: Final = "text/calendar; charset=utf-8"
FILE_NAME: Final = "Termin.ics"
TZID: Final = "Europe/Berlin"
_EVENT: Final = b"BEGIN:VEVENT\r\n"


def method_of(appointment: Appointment) -> str:
    """What the calendar of the recipient has to do."""
    return "CANCEL" if appointment.cancelled else "REQUEST"


def calendar_bytes(
    appointment: Appointment, *, name: str, email: str, stamped_at: datetime
) -> bytes:
    """An invitation, a change or a cancellation for one person; nobody else is named.

    `stamped_at`: when what it tells was written down (DTSTAMP).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", method_of(appointment))
    with speaking("de"):
        calendar.add_component(_event(appointment, name, email, stamped_at))
    content: bytes = calendar.to_ical()
    return content.replace(_EVENT, _zone() + _EVENT, 1)


def _event(appointment: Appointment, name: str, email: str, stamped_at: datetime) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", stamped_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", appointment.starts_at.astimezone(TOWN_TIME))
    event.add("dtend", appointment.ends_at.astimezone(TOWN_TIME))
    event.add("summary", _summary(appointment))
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.link:
        event.add("description", _("Teilnahme per Video: {link}", link=appointment.link))
        if appointment.link.startswith(("https://", "http://")):
            event["url"] = vUri(appointment.link)
    event["organizer"] = _person(appointment.organizer, appointment.organizer_email)
    event.add("attendee", _attendee(name, email), encode=False)
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("class", "CONFIDENTIAL")
    return event


def _summary(appointment: Appointment) -> str:
    if appointment.kind == AppointmentKind.MEETING:
        return _("Auswahlkommission Digitallotsen: {title}", title=appointment.title)
    return _("Vorstellung: Digitallotsinnen und Digitallotsen")


def _person(name: str, email: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    if name:
        found.params["CN"] = vText(name)
    return found


def _attendee(name: str, email: str) -> vCalAddress:
    found = _person(name, email)
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("TRUE")
    return found


@cache
def _zone() -> bytes:
    """The time zone, written once: it is the same in every file, and half of the work."""
    zone = Timezone()
    zone.add("tzid", TZID)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    _add_rule(summer, "CEST", begins=datetime(1996, 3, 31, 2), hours=(1, 2))  # noqa: DTZ001  # local
    _add_rule(winter, "CET", begins=datetime(1996, 10, 27, 3), hours=(2, 1))  # noqa: DTZ001  # local
    zone.add_component(summer)
    zone.add_component(winter)
    content: bytes = zone.to_ical()
    return content


def _add_rule(
    half: TimezoneDaylight | TimezoneStandard,
    name: str,
    *,
    begins: datetime,
    hours: tuple[int, int],
) -> None:
    """One half of the year: it begins on the last Sunday of a month; `hours` before and after."""
    before, after = (timedelta(hours=each) for each in hours)
    half.add("dtstart", begins)
    half.add("tzoffsetfrom", before)
    half.add("tzoffsetto", after)
    half.add("tzname", name)
    half.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1su"})
