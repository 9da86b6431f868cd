"""An appointment moves, is off, and takes place again: its key stays, its number rises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lotsen.domain.appointments import Appointment, AppointmentKind, following
from lotsen.domain.ids import MeetingId

BEGINS = datetime(2027, 6, 17, 16, 0, tzinfo=UTC)
FIRST = Appointment(
    uid="meeting-1@lotsen.invalid",
    kind=AppointmentKind.MEETING,
    meeting_id=MeetingId(1),
    starts_at=BEGINS,
    ends_at=BEGINS + timedelta(minutes=90),
    place="Rathaus",
    title="Vorstellungen",
)
LATER = replace(FIRST, starts_at=BEGINS + timedelta(hours=1), ends_at=BEGINS + timedelta(hours=2))


def test_first_invitation_is_the_appointment_itself():
    assert following(FIRST, []) == FIRST
    assert following(None, []) is None


def test_what_has_not_changed_keeps_its_number():
    assert following(replace(FIRST, organizer="Kim Kord"), [FIRST]).sequence == 0


def test_every_change_raises_the_number_and_keeps_the_key():
    moved = following(LATER, [FIRST])
    back = following(FIRST, [moved, FIRST])
    off = following(None, [FIRST, moved, back])
    on_again = following(LATER, [FIRST, moved, back, off])

    assert [each.sequence for each in (moved, back, off, on_again)] == [1, 2, 3, 4]
    assert [each.cancelled for each in (moved, back, off, on_again)] == [False, False, True, False]
    assert {each.uid for each in (moved, back, off, on_again)} == {FIRST.uid}


def test_cancellation_is_told_once():
    off = following(None, [FIRST])

    assert following(None, [FIRST, off]) == off


def test_another_room_is_news():
    assert not FIRST.tells_the_same(replace(FIRST, place="Bürgerhaus"))
    assert FIRST.tells_the_same(replace(FIRST, sequence=4))
    assert not FIRST.tells_the_same(None)
