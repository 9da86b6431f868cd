"""Say in the meeting that somebody is biased, oneself or whoever leads for others; take it back."""

from collections.abc import Callable, Mapping

import streamlit as st

from lotsen.domain.ids import PersonId, RecusalId
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _
from lotsen.ui.clicks import Click
from lotsen.ui.page import Page
from lotsen.usecases import meeting, recusals
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_views import Room
from lotsen.usecases.recusals import Word


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


def take_back(page: Page, room: Room) -> None:
    """Take back what was noted by mistake, for whoever may; nothing is told of the item here."""
    found = {word.id: word for word in page.query(recusals.to_take_back, room.id)}
    if not found:
        return
    with st.expander(_("Befangenheit zurücknehmen"), key="meeting_bias_back"):
        chosen = _whose(page, found)
        key = f"recusal-back-reason-{chosen}"
        st.text_area(_("Grund für die Rücknahme"), key=key, max_chars=LONGEST_REASON, height=100)
        st.caption(
            _(
                "Erklärung und Rücknahme bleiben im Protokoll und im Auswahlvermerk. Der Bogen zu "
                "dieser Person bekommt den Stand, den er vorher hatte; was schon besprochen und "
                "abgestimmt ist, bleibt."
            )
        )
        st.button(
            _("Zurücknehmen"),
            disabled=chosen is None,
            help=_("Bitte zuerst den Namen wählen.") if chosen is None else None,
            on_click=_taking_back(page, room, chosen, key),
        )


def _whose(page: Page, found: Mapping[RecusalId, Word]) -> RecusalId | None:
    """Whose bias it is; one's own is not asked for."""
    if [word.person_id for word in found.values()] == [page.actor.id]:
        return next(iter(found))
    return st.selectbox(
        _("Wessen Befangenheit war ein Versehen?"),
        list(found),
        index=None,  # whoever is named comes back at once
        key="recusal-back",
        format_func=_naming_words(page, found),
        placeholder=_("Namen wählen"),
    )


def _taking_back(page: Page, room: Room, chosen: RecusalId | None, key: str) -> Click:
    def click() -> None:
        if chosen is not None:
            page.keep(recusals.take_back, room.id, chosen, st.session_state.get(key) or "")

    return click


def _naming_words(page: Page, found: Mapping[RecusalId, Word]) -> Callable[[RecusalId], str]:
    return lambda key: _("Ich selbst") if found[key].person_id == page.actor.id else found[key].name


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
