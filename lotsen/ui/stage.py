"""The wall: one candidate, large, with nothing to scroll; keys and a presenter move it.

`lotsen/web/static/frame.js` presses the buttons in `stage_next`, `stage_previous`,
`stage_deeper` and `stage_back` for the arrows and the page keys.
"""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from lotsen.domain.criteria import Criterion
from lotsen.domain.departments import BELOW
from lotsen.domain.meetings import MeetingState
from lotsen.i18n import _, formats, orders, refusals
from lotsen.ui import meeting_live, meeting_member, meeting_people, meeting_vote, stage_profile
from lotsen.ui.meeting_live import Moment
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import meeting
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_stage import Aspect, Stage
from lotsen.usecases.meeting_views import Room

MOST_VOICES: Final = 5
"""More do not fit beside the criteria; those who gave the least and the most are among them."""
LONG_NAME: Final = 40
"""In signs; a longer name is written smaller, for it stays on one line."""


def show(page: Page, room: Room, stage: Stage | None, criteria: Sequence[Criterion]) -> None:
    """Show the present item of a meeting on the wall."""
    with st.container(key="stage", gap=None):
        if room.leaves:
            meeting_member.leave_the_room(room, on_the_wall=True)
        elif room.state != MeetingState.RUNNING or room.called is None:
            _quiet(room.title, _waiting(room))
        elif stage is None:
            _quiet(room.called.name, "")
        else:
            _person(room, stage, criteria)
        _foot(page, room, stage)


def _quiet(title: str, text: str) -> None:
    """A break, or a meeting that is not on."""
    with st.container(key="stage_quiet"):
        st.title(as_text(title), anchor=False)
        st.text(text)


def _waiting(room: Room) -> str:
    if room.state == MeetingState.OVER:
        return _("Die Sitzung ist beendet.")
    if room.state == MeetingState.CANCELLED:
        return _("Diese Sitzung ist abgesagt.")
    return _("Beginn: {moment}", moment=formats.moment(room.planned_for))


def _person(room: Room, stage: Stage, criteria: Sequence[Criterion]) -> None:
    with st.container(key="stage_who", gap=None):
        size = "long_name" if len(stage.name) > LONG_NAME else "name"
        with st.container(key=f"stage_{size}", gap=None):
            st.title(as_text(stage.name), anchor=False)
        st.text(" · ".join(part for part in (stage.function, *_where(stage)) if part))
    _away(room)
    titles = {each.key: each.title for each in criteria}
    chosen = _chosen(stage)
    with st.container(key="stage_body"):
        left, right = st.columns([5, 8], gap="large")
    with left:
        if chosen is None:
            _words(room, stage)
        else:
            _evidence(chosen, titles[chosen.key])
    with right:
        if stage.sealed is not None or not stage.aspects:
            st.info(as_text(_why_not(stage)), icon=":material/lock:")
        else:
            st.html(stage_profile.table(stage, titles, None if chosen is None else chosen.key))


def _where(stage: Stage) -> tuple[str, str]:
    """The own department first, for a long line is cut off at its end; then what is above it."""
    above, _sign, own = stage.path.rpartition(BELOW)
    return (own, above)


def _away(room: Room) -> None:
    """Who leaves the room for this person."""
    said = "" if room.called is None else meeting_people.leaving(room, room.called)
    if said:
        with st.container(key="stage_away", gap=None):
            st.markdown(f"**:material/logout: {as_text(said)}**")


def _words(room: Room, stage: Stage) -> None:
    """Motivation and projects in a few lines, and what the chair has opened."""
    with st.container(key="stage_words", gap=None):
        for heading, text in ((_("Motivation"), stage.motivation), (_("Projekte"), stage.projects)):
            if text.strip():
                st.subheader(heading, anchor=False)
                st.text(" ".join(text.split()))
    with st.container(key="stage_facts", gap=None):
        if stage.place is not None:
            found = stage.place
            st.text(orders.place(found.kind, found.place, found.of))
        ballot = None if room.called is None else room.called.ballot
        if ballot is not None:
            kind = meeting_vote.kind(ballot)
            st.text(
                _("{kind} läuft.", kind=kind) if ballot.taking else meeting_vote.outcome(ballot)
            )


def _evidence(aspect: Aspect, title: str) -> None:
    """What was seen, on the one criterion that is spoken about."""
    with st.container(key="stage_words", gap=None):
        st.subheader(as_text(_("Belege: {criterion}", criterion=title)), anchor=False)
        shown = aspect.voices
        if len(shown) > MOST_VOICES:
            shown = (*shown[: MOST_VOICES - 2], *shown[-2:])
        for voice in shown:
            value = _("n. b.") if voice.value is None else str(voice.value)
            whose = (
                _("{name} (Führungskraft)", name=voice.rater) if voice.by_leader else voice.rater
            )
            head = f"{value} · {whose}" if whose else value
            st.markdown(f"**{as_text(head)}**")
            st.text(" ".join(voice.evidence.split()) or _("ohne Beleg"))
        if len(shown) < len(aspect.voices):
            st.text(_("und {count} weitere", count=len(aspect.voices) - len(shown)))


def _foot(page: Page, room: Room, stage: Stage | None) -> None:
    """Where the meeting stands, what comes next, and the buttons that the keys press."""
    with st.container(key="stage_foot", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key="stage_live", gap=None):
            meeting_live.follow(room, lambda moment: _live(room, moment))
        if stage is not None and stage.aspects and not room.leaves:
            _button("deeper", _("Belege"), on=lambda: _step(stage, 1))
            if _chosen(stage) is not None:
                _button("back", _("Belege zurück"), on=lambda: _step(stage, -1))
        if room.leads:
            _call(page, room, "previous", _("Zurück"), room.previous)
            _call(page, room, "next", _("Weiter"), room.following)


def _live(room: Room, moment: Moment) -> None:
    parts = []
    if room.called is not None:
        parts.append(_("Punkt {number} von {items}", number=room.called.number, items=room.items))
        parts.append(moment.time)
        if room.called.ballot is not None and room.called.ballot.taking:
            parts.append(_("abgestimmt: {voted}", voted=moment.pulse.voted))
    if room.following is not None and room.following.name:
        parts.append(_("Danach: {name}", name=room.following.name))
    st.text(" · ".join(part for part in parts if part))
    if room.state == MeetingState.RUNNING:
        with st.container(key="stage_here"):
            st.text(meeting_people.present(room, moment.pulse.here, meeting_people.ON_THE_WALL))


def _call(page: Page, room: Room, name: str, label: str, item: ItemLine | None) -> None:
    called = None if room.called is None else room.called.id

    def go() -> None:
        if item is not None:
            page.keep(meeting.call, room.id, item.id, after=called)

    _button(name, label, on=go, disabled=item is None)


def _button(name: str, label: str, *, on: Callable[[], None], disabled: bool = False) -> None:
    with st.container(key=f"stage_{name}", width="content"):
        st.button(label, key=f"press_{name}", disabled=disabled, on_click=on)


def _chosen(stage: Stage) -> Aspect | None:
    """The criterion whose evidence is shown; it is forgotten with the next person."""
    place = st.session_state.get(_key(stage), 0)
    return stage.aspects[place - 1] if 0 < place <= len(stage.aspects) else None


def _step(stage: Stage, by: int) -> None:
    """To the evidence of the next criterion, and after the last one back to the words."""
    place = st.session_state.get(_key(stage), 0) + by
    st.session_state[_key(stage)] = place % (len(stage.aspects) + 1)


def _key(stage: Stage) -> str:
    return f"stage-{stage.candidate_id}"


def _why_not(stage: Stage) -> str:
    if stage.sealed is not None:
        return refusals.sentence(stage.sealed)
    return _("Die Bewertungen dieser Kandidatur sind für Sie nicht sichtbar.")
