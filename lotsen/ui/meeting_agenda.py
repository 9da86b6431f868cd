"""The agenda: who stands on it, who is added, in which order, and for how long."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.ids import CandidateId, ItemId
from lotsen.domain.meetings import LONGEST_ITEM, LONGEST_TITLE, SHORTEST_ITEM
from lotsen.i18n import _, words
from lotsen.ui import meeting_people, meeting_vote
from lotsen.ui.candidate_names import names_of
from lotsen.ui.clicks import Click, saving
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import meeting_plan
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_views import Room

ITEM: Final = "agenda_item"
USUAL: Final = 10
"""Minutes for a candidate."""


def table(room: Room) -> None:
    """The agenda as it stands."""
    if not room.agenda:
        st.text(_("Auf der Tagesordnung steht noch nichts."))
        return
    rows = [_row(room, item) for item in room.agenda]
    st.table(
        pd.DataFrame(rows), border="horizontal", hide_index=True, alt=_("Tagesordnung der Sitzung")
    )
    st.text(
        _(
            "Zusammen {minutes} Minuten",
            minutes=sum(item.minutes for item in room.agenda),
        )
    )


def add(page: Page, room: Room, names: Mapping[int, str], marked: Collection[int]) -> None:
    """Put people and breaks on the agenda."""
    known = {item.candidate_id for item in room.agenda}
    free = [key for key in names if key not in known]
    with st.container(border=True, key="agenda_add"):
        st.subheader(_("Auf die Tagesordnung setzen"), anchor=False)
        st.multiselect(
            _("Kandidaturen"),
            free,
            key=f"agenda_people-{room.version}",
            default=[key for key in free if key in marked] if not room.agenda else [],
            format_func=names.__getitem__,
            placeholder=_("Name oder Abteilung eingeben"),
            help=_("Vorgeschlagen sind zuerst die Personen der Engeren Wahl."),
        )
        _minutes("agenda_minutes", USUAL)
        st.button(
            _("Kandidaturen aufnehmen"), type="primary", on_click=lambda: _add_people(page, room)
        )
        st.text_input(_("Pause"), key="agenda_pause", max_chars=LONGEST_TITLE, value=_("Pause"))
        _minutes("agenda_pause_minutes", 15)
        st.button(_("Pause aufnehmen"), on_click=lambda: _add_pause(page, room))


def change(page: Page, room: Room) -> None:
    """Order the agenda, and change a single item."""
    if not room.agenda:
        return
    with st.container(border=True, key="agenda_change"):
        st.subheader(_("Reihenfolge und Dauer"), anchor=False)
        order = st.selectbox(
            _("Reihenfolge"), list(AgendaOrder), format_func=words.agenda_order, key="agenda_order"
        )
        if order is not None:
            st.button(
                _("So ordnen"),
                on_click=saving(page, meeting_plan.arrange, room.id, order, seen=room.version),
            )
        items = titles(room)
        chosen = st.selectbox(
            _("Punkt"),
            list(items),
            index=None,
            format_func=items.__getitem__,
            key=ITEM,
            placeholder=_("Punkt wählen"),
        )
        if chosen in items:  # the item may be gone since
            _buttons(page, room, chosen)


def _buttons(page: Page, room: Room, item: ItemId) -> None:
    """What can be done with the item that is chosen."""
    with st.container(horizontal=True, gap="small", key="agenda_moves"):
        for label, steps in ((_("Nach oben"), -1), (_("Nach unten"), 1)):
            st.button(label, on_click=_moving(page, room, item, steps))
        st.button(
            _("Entfernen"),
            on_click=saving(page, meeting_plan.remove_item, room.id, item, seen=room.version),
        )
    minutes = next(each.minutes for each in room.agenda if each.id == item)
    key = f"item_minutes-{item}-{minutes}"
    _minutes(key, minutes)

    def set_minutes() -> None:
        wanted = st.session_state[key]
        page.execute(meeting_plan.set_minutes, room.id, item, wanted, seen=room.version)

    st.button(_("Dauer ändern"), on_click=set_minutes)


def _moving(page: Page, room: Room, item: ItemId, steps: int) -> Click:
    """A click that moves an item, which stays the one that is chosen."""

    def click() -> None:
        page.keep(meeting_plan.move_item, room.id, item, steps, seen=room.version)
        st.session_state[ITEM] = item

    return click


def _add_people(page: Page, room: Room) -> None:
    chosen = st.session_state.get(f"agenda_people-{room.version}", [])
    page.execute(
        meeting_plan.add_candidates,
        room.id,
        [CandidateId(key) for key in chosen],
        st.session_state["agenda_minutes"],
        seen=room.version,
    )


def _add_pause(page: Page, room: Room) -> None:
    page.execute(
        meeting_plan.add_pause,
        room.id,
        st.session_state.get("agenda_pause") or "",
        st.session_state["agenda_pause_minutes"],
        seen=room.version,
    )


def _minutes(key: str, value: int) -> None:
    st.number_input(
        _("Minuten"), min_value=SHORTEST_ITEM, max_value=LONGEST_ITEM, value=value, key=key
    )


def _row(room: Room, item: ItemLine) -> dict[str, str]:
    here = room.called is not None and room.called.id == item.id
    title = f"{item.number}. {_title(item)}"
    return {
        _("Punkt"): as_text(_("{item} (jetzt)", item=title) if here else title),
        _("Minuten"): _minutes_text(item),
        _("Hinweise"): as_text("\n".join(_hints(room, item))),
    }


def _hints(room: Room, item: ItemLine) -> Iterator[str]:
    """Who leaves the room for an item, and what the vote on it recommends."""
    names = meeting_people.away(room, item)
    if names:
        yield _("Befangen: {names}.", names="; ".join(names))
    if item.ballot is not None and not item.ballot.taking:
        yield meeting_vote.outcome(item.ballot)


def _minutes_text(item: ItemLine) -> str:
    if not item.seconds:
        return str(item.minutes)
    return _("{used} von {minutes}", used=round(item.seconds / 60), minutes=item.minutes)


def titles(room: Room) -> dict[ItemId, str]:
    """Every item to choose from; no two read the same."""
    often = Counter(_title(item) for item in room.agenda)
    return {
        item.id: _title(item)
        if often[_title(item)] == 1
        else _("{item} (Nr. {number})", item=_title(item), number=item.number)
        for item in room.agenda
    }


def _title(item: ItemLine) -> str:
    if item.hidden:
        return _("(Sie sind befangen)")
    return " · ".join(part for part in (item.name, item.department) if part)


def forms(page: Page, room: Room) -> None:
    """Everything with which an agenda is made."""
    choices = page.query(meeting_plan.choices, page.round_id)
    left, right = st.columns(2, gap="large")
    with left:
        add(page, room, names_of(choices.people), choices.marked)
    with right:
        change(page, room)
