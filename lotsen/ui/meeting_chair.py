"""The desk of the chair: call items, have people vote, write the minutes, note who is here."""

from secrets import token_hex
from typing import Final

import streamlit as st

from lotsen.domain.ids import PersonId
from lotsen.domain.meetings import ItemKind
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _
from lotsen.ui import (
    meeting_agenda,
    meeting_bias,
    meeting_live,
    meeting_member,
    meeting_people,
    meeting_talk,
    meeting_vote,
)
from lotsen.ui.clicks import Click, keeping, saving
from lotsen.ui.meeting_live import Moment
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.ui.popovers import popover, shutting
from lotsen.usecases import ballots, meeting
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_stage import Stage
from lotsen.usecases.meeting_views import Room

_TAB: Final = "meeting_tab"
_OTHER: Final = "call_other"


def show(page: Page, room: Room, stage: Stage | None) -> None:
    """Show the desk of a meeting that is on."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        _called(room)
        _moves(page, room)
        if room.called is not None and not room.leaves:
            _notes(page, room, room.called)
            meeting_talk.told(() if stage is None else stage.changes)
    with right:
        if room.called is not None and room.called.kind == ItemKind.CANDIDATE and not room.leaves:
            _ballot(page, room, room.called)
        _presence(page, room)
        if room.called is not None and room.called.kind == ItemKind.CANDIDATE and not room.leaves:
            meeting_bias.of_somebody(page, room, room.called)
        if room.called is not None and (room.leaves or room.called.away):
            meeting_bias.take_back(page, room)
        _own(page, room)
        meeting_talk.own(page, room)
    st.subheader(_("Tagesordnung"), anchor=False)
    meeting_agenda.table(room)
    st.button(
        _("Sitzung beenden"),
        on_click=saving(page, meeting.close, room.id, seen=room.version),
    )


def _called(room: Room) -> None:
    """The present item, its time, and who leaves the room for it."""
    if room.leaves:
        meeting_member.leave_the_room(room)
        meeting_live.follow(room, lambda _moment: None, with_presence=True)
        return
    assert room.called is not None
    item = room.called
    st.text(_("Punkt {number} von {items}", number=item.number, items=room.items))
    st.header(as_text(item.name), anchor=False)
    st.text(item.department)
    meeting_live.follow(room, lambda moment: _live(room, moment), with_presence=True)
    meeting_people.send_out(room, item)


def _live(room: Room, moment: Moment) -> None:
    """What changes while the chair does nothing."""
    parts = [moment.time, _("anwesend: {here}", here=len(moment.pulse.here))]
    ballot = None if room.called is None else room.called.ballot
    if ballot is not None and ballot.taking:
        parts.append(_("abgestimmt: {voted}", voted=moment.pulse.voted))
    st.text(" · ".join(part for part in parts if part))


def _moves(page: Page, room: Room) -> None:
    with st.container(horizontal=True, gap="small", key="meeting_moves"):
        for label, item, kind in (
            (_("Zurück"), room.previous, "secondary"),
            (_("Weiter"), room.following, "primary"),
        ):
            st.button(
                label,
                type=kind,  # type: ignore[arg-type]  # both are kinds of a button
                disabled=item is None,
                on_click=_calling(page, room, item),
            )
        _call_other(page, room)
    if room.called is not None and room.called.kind == ItemKind.CANDIDATE and not room.leaves:
        _place(page, room, room.called)
        meeting_talk.opening(page, room, room.called)


def _place(page: Page, room: Room, item: ItemLine) -> None:
    st.toggle(
        _("Platz an der Wand zeigen"),
        help=_("Den Platz in der Reihenfolge der Werte, nur für diese Person."),
        value=room.shows_place,
        key=f"place-{room.step}",
        on_change=keeping(page, meeting.show_place, room.id, item.id, shown=not room.shows_place),
    )


def _call_other(page: Page, room: Room) -> None:
    called = None if room.called is None else room.called.id
    items = {key: title for key, title in meeting_agenda.titles(room).items() if key != called}
    if not items:
        return
    with popover(_("Anderen Punkt aufrufen"), key=_OTHER):
        chosen = st.selectbox(
            _("Punkt"),
            list(items),
            index=None,  # whoever is called stands on the wall at once
            format_func=items.__getitem__,
            key="other",
            placeholder=_("Punkt wählen"),
        )
        if chosen is not None:
            st.button(
                _("Aufrufen"),
                on_click=shutting(
                    _OTHER, lambda: page.keep(meeting.call, room.id, chosen, after=called)
                ),
            )


def _notes(page: Page, room: Room, item: ItemLine) -> None:
    """The minutes of the present item; what is written is kept as soon as the field is left."""
    tab = st.session_state.setdefault(_TAB, token_hex(8))
    key = f"note-{item.id}"

    def keep() -> None:
        words = st.session_state[key] or ""
        page.keep(meeting.note, room.id, item.id, words, seen=item.note_version, tab=tab)

    st.text_area(
        _("Niederschrift zu diesem Punkt"),
        value=item.note,
        key=key,
        height=220,
        max_chars=LONGEST_REASON,
        on_change=keep,
        help=_("Gespeichert wird, sobald Sie das Feld verlassen oder Strg und Eingabe drücken."),
    )


def _ballot(page: Page, room: Room, item: ItemLine) -> None:
    st.subheader(_("Abstimmung"), anchor=False)
    ballot = item.ballot
    if room.quorum is not None and (ballot is None or ballot.quorum != room.quorum):
        st.text(meeting_vote.quorum_text(room.quorum))  # the vote's own stands with its result
    if ballot is not None and ballot.taking:
        st.text(_("{kind} läuft.", kind=meeting_vote.kind(ballot)))
        st.button(
            _("Abstimmung beenden und auszählen"),
            type="primary",
            on_click=keeping(page, ballots.count, room.id, ballot.id),
        )
        return
    if ballot is not None:
        meeting_vote.told(ballot)
    with st.container(horizontal=True, gap="small", key="ballot_kinds"):
        for label, secret in ((_("Offen abstimmen"), False), (_("Geheim abstimmen"), True)):
            st.button(
                label,
                on_click=keeping(page, ballots.open_ballot, room.id, item.id, secret=secret),
            )


def _presence(page: Page, room: Room) -> None:
    """Who has come; members note themselves, and the chair notes the others."""
    key = f"here-{hash(room.here)}"

    def note() -> None:
        now = set(st.session_state[key])
        page.keep(
            meeting.note_presence,
            room.id,
            came=[PersonId(each) for each in now - room.here],
            left=[PersonId(each) for each in room.here - now],
        )

    with st.container(key="who_is_here"):
        st.multiselect(
            _("Anwesend"),
            list(room.members),
            default=[each for each in room.members if each in room.here],
            key=key,
            format_func=lambda person: _member(room, person),
            placeholder=_("Namen wählen"),
            on_change=note,
        )


def _member(room: Room, person: PersonId) -> str:
    member = room.members[person]
    return member.name if member.votes else _("{name} (ohne Stimme)", name=member.name)


def _own(page: Page, room: Room) -> None:
    """A chair who is a member votes as the others do."""
    item = room.called
    if not room.has_a_vote or item is None:
        return
    if item.ballot is not None and item.ballot.taking and room.is_here:
        with st.container(border=True, key="own_vote"):
            meeting_vote.own_vote(page, room, item.ballot)


def _calling(page: Page, room: Room, item: ItemLine | None) -> Click:
    """A click that calls this item, after the one that is on now."""

    def click() -> None:
        if item is not None:
            after = None if room.called is None else room.called.id
            page.keep(meeting.call, room.id, item.id, after=after)

    return click
