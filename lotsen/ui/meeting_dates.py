"""When and where a meeting is: for everybody's calendar, and to be moved or cancelled."""

from datetime import UTC, date, datetime, time
from typing import Final

import streamlit as st

from lotsen.domain.meetings import LONGEST_TITLE, MeetingState
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats
from lotsen.ui import downloads
from lotsen.ui.page import Page
from lotsen.ui.popovers import popover, shutting
from lotsen.usecases import meeting_dates
from lotsen.usecases.meeting_views import Room

BEGIN = time(16, 0)
MOVE: Final = "move_meeting"


def town_moment(day: date | None, hour: time | None) -> datetime | None:
    """A moment as it was typed, in the town's time; None where a part is missing."""
    if day is None or hour is None:
        return None
    return datetime.combine(day, hour, formats.TOWN_TIME).astimezone(UTC)


def show(page: Page, room: Room) -> None:
    """What a member can do with the date, and what those can who plan."""
    ahead = room.state == MeetingState.PLANNED
    plans = page.refusal(meeting_dates.move) is None
    with st.container(horizontal=True, key="meeting_dates"):
        if ahead and room.planned_for is not None:
            downloads.calendar_button(page, room.id)
        if ahead and plans:
            _moving(page, room)
            _cancelling(page, room)


def _moving(page: Page, room: Room) -> None:
    known = room.planned_for and room.planned_for.astimezone(formats.TOWN_TIME)
    day, hour, place = (f"{name}-{room.id}-{room.version}" for name in ("day", "hour", "place"))

    def move() -> bool:
        moment = town_moment(st.session_state[day], st.session_state[hour])
        return page.execute(
            meeting_dates.move, room.id, moment, st.session_state[place], seen=room.version
        )

    with popover(_("Termin ändern"), key=MOVE):
        st.date_input(
            _("Tag"),
            value=known.date() if known else page.round.today,
            key=day,
            format="DD.MM.YYYY",
        )
        st.time_input(_("Beginn"), value=known.time() if known else BEGIN, key=hour)
        st.text_input(_("Ort"), value=room.place, key=place, max_chars=LONGEST_TITLE)
        st.caption(_("Wer schon eingeladen ist, erfährt es durch ein Schreiben unter „Einladen“."))
        st.button(_("Termin speichern"), type="primary", on_click=shutting(MOVE, move))


def _cancelling(page: Page, room: Room) -> None:
    reason = f"cancel_reason-{room.id}"

    def cancel() -> None:
        page.execute(
            meeting_dates.cancel, room.id, st.session_state.get(reason) or "", seen=room.version
        )

    with st.popover(_("Sitzung absagen"), key="cancel_meeting"):
        st.text_area(_("Warum entfällt sie?"), key=reason, max_chars=LONGEST_REASON)
        st.button(_("Diese Sitzung absagen"), type="primary", on_click=cancel)
        st.caption(
            _("Die Tagesordnung bleibt in den Akten. Das lässt sich nicht rückgängig machen.")
        )
