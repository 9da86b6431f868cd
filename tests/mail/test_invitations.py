"""Appointments as iCalendar, read back by the library and looked at byte by byte."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from lotsen.domain.appointments import Appointment, AppointmentKind
from lotsen.domain.ids import MeetingId
from lotsen.mail.invitations import calendar_bytes
from lotsen.mail.letters import message_of
from tests.mail.test_letters import SENDER, letter

BEGINS = datetime(2027, 6, 22, 8, 0, tzinfo=UTC)
STAMP = datetime(2027, 6, 1, 8, 0, 0, 123, tzinfo=UTC)
PRESENTATION = Appointment(
    uid="presentation-1-ab@lotsen.invalid",
    kind=AppointmentKind.PRESENTATION,
    meeting_id=MeetingId(1),
    starts_at=BEGINS,
    ends_at=BEGINS + timedelta(minutes=25),
    place="Rathaus, Zimmer 214; Südflügel\\Ost",
    link="https://video.example/abc?x=1,2;3",
    organizer='Mara "Mia" Lindner, Koordination',
    organizer_email="digitallotsen@musterhausen.example",
)


def content(appointment=PRESENTATION, name="Dr. Ada Yıldız", stamped_at=STAMP):
    return calendar_bytes(appointment, name=name, email="ada@stadt.example", stamped_at=stamped_at)


def event(made):
    (found,) = Calendar.from_ical(made).walk("VEVENT")
    return found


def parts(made):
    message = email.message_from_bytes(made, policy=email.policy.default)
    return message, [each for each in message.walk() if not each.is_multipart()]


def test_invitation_says_who_when_and_where():
    found = event(content())

    assert Calendar.from_ical(content())["METHOD"] == "REQUEST"
    assert found["DTSTART"].dt == BEGINS
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert found["DTEND"].dt == BEGINS + timedelta(minutes=25)
    assert found["DTSTAMP"].dt == STAMP.replace(microsecond=0)
    assert found["LOCATION"] == PRESENTATION.place
    assert found["DESCRIPTION"] == f"Teilnahme per Video: {PRESENTATION.link}"
    assert found["ORGANIZER"] == "mailto:digitallotsen@musterhausen.example"
    assert found["ATTENDEE"] == "mailto:ada@stadt.example"
    assert found["ATTENDEE"].params["CN"] == "Dr. Ada Yıldız"
    assert (found["SEQUENCE"], found["STATUS"]) == (0, "CONFIRMED")


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "20270328T015900"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "20270328T030000"),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "20271031T030000"),
        (datetime(2027, 10, 30, 23, 0, tzinfo=UTC), "20271031T010000"),
        (datetime(2028, 1, 10, 9, 0, tzinfo=UTC), "20280110T100000"),
    ],
)
def test_zone_of_the_file_agrees_with_the_law(moment, local):
    """The rules in the file give the same moment as the table of zones of this machine."""
    made = content(replace(PRESENTATION, starts_at=moment, ends_at=moment + timedelta(hours=1)))

    assert f"DTSTART;TZID=Europe/Berlin:{local}".encode() in made
    (zone,) = Calendar.from_ical(made).walk("VTIMEZONE")
    (begins,) = [each["DTSTART"].dt for each in Calendar.from_ical(made).walk("VEVENT")]
    by_the_rules = zone.to_tz(lookup_tzid=False).utcoffset(begins.replace(tzinfo=None))
    assert by_the_rules == moment.astimezone(ZoneInfo("Europe/Berlin")).utcoffset()


def test_change_and_cancellation_keep_the_key_and_raise_the_number():
    moved = event(content(replace(PRESENTATION, sequence=1)))
    off = content(replace(PRESENTATION, sequence=2, cancelled=True))

    assert {event(each)["UID"] for each in (content(), off)} == {moved["UID"]}
    assert (moved["SEQUENCE"], event(off)["SEQUENCE"]) == (1, 2)
    assert (Calendar.from_ical(off)["METHOD"], event(off)["STATUS"]) == ("CANCEL", "CANCELLED")


def test_lines_are_folded_and_end_as_the_standard_has_it():
    made = content(name="Dr. Ada " + "ä" * 90)

    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert made.count(b"\n") == made.count(b"\r\n")
    assert event(made)["ATTENDEE"].params["CN"] == "Dr. Ada " + "ä" * 90


def test_nobody_smuggles_a_line_in():
    made = content(replace(PRESENTATION, place="Rathaus\r\nATTENDEE:mailto:alle@stadt.example"))

    assert made.count(b"\r\nATTENDEE") == 1


def test_same_state_gives_the_same_bytes():
    assert content() == content()


def test_candidate_reads_no_title_of_the_meeting():
    member = replace(PRESENTATION, kind=AppointmentKind.MEETING, title="Gespräche, Tag 1")

    assert event(content(member))["SUMMARY"] == "Auswahlkommission Digitallotsen: Gespräche, Tag 1"
    assert event(content())["SUMMARY"] == "Vorstellung: Digitallotsinnen und Digitallotsen"


def test_letter_carries_the_invitation_as_another_form_of_its_text():
    written = replace(letter(), appointment=PRESENTATION)

    made = message_of(written, sender=SENDER).as_bytes()
    message, (text, calendar) = parts(made)

    assert message.get_content_type() == "multipart/alternative"
    assert text.get_content().replace("\r\n", "\n") == written.body
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_payload(decode=True) == content(stamped_at=written.line.approved_at)
    assert made == message_of(written, sender=SENDER).as_bytes()
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= 78


def test_draft_has_it_as_a_file():
    written = replace(letter(), appointment=replace(PRESENTATION, cancelled=True))

    message, (_text, calendar) = parts(message_of(written, unsent=True).as_bytes())

    assert (message["X-Unsent"], message.get_content_type()) == ("1", "multipart/mixed")
    assert calendar.get_filename() == "Termin.ics"
    assert calendar["Content-Type"].params["method"] == "CANCEL"


def test_letter_without_an_appointment_is_plain_text():
    message, _parts = parts(message_of(letter(), sender=SENDER).as_bytes())

    assert message.get_content_type() == "text/plain"
