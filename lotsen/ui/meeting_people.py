"""Who is in the room, and who leaves it for the present item: said the same way everywhere."""

from collections.abc import Collection, Sequence
from typing import Final

import streamlit as st

from lotsen.i18n import _
from lotsen.ui.notices import as_text
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_views import Room

ON_A_DEVICE: Final = 12
ON_THE_WALL: Final = 7
"""So many names stand there; of more, the others are counted."""


def present(room: Room, here: Collection[int], most: int = ON_A_DEVICE) -> str:
    """Who of the committee is here, by name."""
    names = [member.name for key, member in room.members.items() if key in here]
    if not names:
        return _("Anwesend: noch niemand")
    return _("Anwesend ({count}): {names}", count=len(names), names=_some(names, most))


def away(room: Room, item: ItemLine) -> Sequence[str]:
    """The names of those who leave the room for an item; of the committee alone."""
    return [member.name for key, member in room.members.items() if key in item.away]


def leaving(room: Room, item: ItemLine, most: int = ON_A_DEVICE) -> str:
    """The sentence that sends people out for an item; "" where nobody has to go."""
    names = away(room, item)
    return _("Bitte den Raum verlassen: {names}", names=_some(names, most)) if names else ""


def send_out(room: Room, item: ItemLine) -> None:
    """Say on a device who leaves the room."""
    said = leaving(room, item)
    if said:
        st.warning(as_text(said), icon=":material/logout:")


def _some(names: Sequence[str], most: int) -> str:
    if len(names) <= most:
        return "; ".join(names)
    shown = names[: most - 1]
    return _("{names} und {count} weitere", names="; ".join(shown), count=len(names) - len(shown))
