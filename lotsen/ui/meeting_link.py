"""The address of the wall: `?wand=` and the number of the meeting."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from lotsen.domain.ids import MeetingId
from lotsen.i18n import _
from lotsen.usecases.meeting_views import MeetingLine, Room

WALL: Final = "wand"


def asked_for(lines: Sequence[MeetingLine]) -> MeetingId | None:
    """The meeting that the address has for the wall; None for the page as it is."""
    asked = st.query_params.get(WALL, "")
    return next((line.id for line in lines if str(line.id) == asked), None)


def show(room: Room) -> None:
    """A link to the wall, for the laptop at the projector."""
    label = escape(_("Wandansicht in neuem Fenster öffnen"))
    st.html(
        f'<p><a href="/meeting?{WALL}={room.id}" target="_blank">{label}</a></p>', width="content"
    )
