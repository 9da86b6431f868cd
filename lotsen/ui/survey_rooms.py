"""What the survey is about at the moment: the concept, or the people whom leaders name."""

from enum import StrEnum
from typing import Final

import streamlit as st

from lotsen.domain.phases import Phase
from lotsen.i18n import _
from lotsen.ui.page import Page

_ROOM: Final = "survey_room"


class Room(StrEnum):
    """What the page is used for at the moment."""

    CONCEPT = "concept"
    NAMES = "names"


def choose(page: Page, *, names: bool) -> Room:
    """Choose what the page is used for; the phase says where it opens."""
    if not names:
        return Room.CONCEPT
    labels = {Room.CONCEPT: _("Konzept"), Room.NAMES: _("Vorschläge")}
    first = Room.CONCEPT if page.round.phase == Phase.CONCEPT_REVIEW else Room.NAMES
    chosen = st.segmented_control(
        _("Worum geht es?"),
        list(labels),
        default=first,
        required=True,
        format_func=labels.__getitem__,
        key=_ROOM,
        persist_state="session",
    )
    return Room(chosen)
