"""Say in the meeting that somebody is biased: oneself, or for others whoever leads it."""

from collections.abc import Callable

import streamlit as st

from lotsen.domain.ids import PersonId
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _
from lotsen.ui.page import Page
from lotsen.usecases import meeting
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_views import Room


def own(page: Page, room: Room, item: ItemLine) -> None:
    """Say it of oneself."""
    with st.expander(_("Ich bin befangen"), key="meeting_biased"):
        _form(page, room, item, page.actor.id)


def of_somebody(page: Page, room: Room, item: ItemLine) -> None:
    """Say it of oneself, or note it for somebody who is here, perhaps without a device."""
    people = [key for key in room.members if _may_say_so(page, room, item, key)]
    people.sort(key=lambda key: key != page.actor.id)
    with st.expander(_("Ich bin befangen, oder jemand anderes"), key="meeting_biased"):
        chosen = st.selectbox(
            _("Wer ist befangen?"),
            people,
            index=None,  # whoever is named leaves the room at once
            key=f"recusal-who-{item.id}-{len(item.away)}",
            format_func=_naming(page, room),
            placeholder=_("Namen wählen"),
            help=_("Zur Wahl stehen Sie selbst und alle, die als anwesend vermerkt sind."),
        )
        _form(page, room, item, chosen)


def _may_say_so(page: Page, room: Room, item: ItemLine, key: PersonId) -> bool:
    return key not in item.away and (key == page.actor.id or key in room.here)


def _naming(page: Page, room: Room) -> Callable[[PersonId], str]:
    return lambda key: _("Ich selbst") if key == page.actor.id else room.members[key].name


def _form(page: Page, room: Room, item: ItemLine, person: PersonId | None) -> None:
    """The reason, and the click; a new declaration begins with an empty field."""
    key = f"recusal-{item.id}-{len(item.away)}"
    st.text_area(_("Grund"), key=key, max_chars=LONGEST_REASON, height=100)

    def recuse() -> None:
        assert person is not None
        page.keep(meeting.recuse, room.id, item.id, person, st.session_state.get(key) or "")

    st.button(
        _("Befangenheit erklären"),
        disabled=person is None,
        help=_("Bitte zuerst wählen, wer befangen ist.")
        if person is None
        else _(
            "Wer befangen ist, verlässt den Raum und stimmt nicht mit; der eigene Bogen zu dieser "
            "Person zählt nicht mehr. Der Grund steht im Protokoll und im Auswahlvermerk."
        ),
        on_click=recuse,
    )
