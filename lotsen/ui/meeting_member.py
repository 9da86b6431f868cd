"""The meeting on a member's own device: the present item, one's vote, and what comes next."""

from typing import Final

import streamlit as st

from lotsen.domain.meetings import ItemKind, MeetingState
from lotsen.i18n import _, refusals
from lotsen.ui import meeting_bias, meeting_live, meeting_people, meeting_talk, meeting_vote
from lotsen.ui.clicks import keeping
from lotsen.ui.meeting_live import Moment
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import meeting
from lotsen.usecases.ballot_views import BallotView
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_stage import Stage
from lotsen.usecases.meeting_views import Room

CALLED: Final = "called"
"""`lotsen/web/static/frame.js` goes back to the top of the page when what stands here changes."""


def show(page: Page, room: Room, stage: Stage | None) -> None:
    """Show what this person needs just now, and nothing else."""
    if room.state == MeetingState.PLANNED:
        st.text(_("Die Sitzung hat noch nicht begonnen. Diese Seite folgt ihr von selbst."))
    elif room.state == MeetingState.OVER:
        st.text(_("Die Sitzung ist beendet."))
    elif room.state == MeetingState.CANCELLED:
        st.text(_("Diese Sitzung ist abgesagt."))
    elif room.leaves:
        leave_the_room(room)
        meeting_bias.take_back(page, room)
    elif room.called is not None:
        _item(page, room, room.called, stage)
        return
    meeting_live.follow(room, lambda _moment: None)


def leave_the_room(room: Room, *, on_the_wall: bool = False) -> None:
    """All that a biased person sees."""
    heading = st.title if on_the_wall else st.header
    with st.container(key="leave_the_room"):
        heading(_("Bitte verlassen Sie den Raum"), anchor=False)
        st.text(
            _(
                "Bei diesem Punkt sind Sie befangen. Ihr Gerät zeigt ihn nicht und meldet sich, "
                "sobald es weitergeht."
            )
        )
    _next(room)


def _item(page: Page, room: Room, item: ItemLine, stage: Stage | None) -> None:
    with st.container(key=CALLED):
        st.text(_("Punkt {number} von {items}", number=item.number, items=room.items))
        st.header(as_text(item.name), anchor=False)
    meeting_people.send_out(room, item)
    acts, about = st.columns([2, 3], gap="large")
    with about:
        if stage is not None:
            st.text(" · ".join(part for part in (stage.function, stage.path) if part))
            _written(_("Motivation"), stage.motivation)
            _written(_("Projekte"), stage.projects)
            meeting_talk.told(stage.changes)
    with acts:
        if item.ballot is not None and item.ballot.taking:
            _ballot(page, room, item.ballot)  # in view on a phone, above the names of all
        meeting_live.follow(room, lambda moment: _live(room, moment))
        _presence(page, room)
        if item.ballot is not None and not item.ballot.taking:
            meeting_vote.told(item.ballot)
        meeting_talk.own(page, room)
        if item.kind == ItemKind.CANDIDATE:
            meeting_bias.own(page, room, item)
        _next(room)


def _live(room: Room, moment: Moment) -> None:
    """The time of the item, and who is here."""
    st.text(moment.time)
    st.text(meeting_people.present(room, moment.pulse.here))


def _ballot(page: Page, room: Room, ballot: BallotView) -> None:
    if not room.has_a_vote:
        st.text(_("Gerade wird abgestimmt. {reason}", reason=refusals.of_code("vote.no_vote")))
    elif not room.is_here:
        st.text(_("Gerade wird abgestimmt. {reason}", reason=refusals.of_code("vote.not_here")))
    else:
        meeting_vote.own_vote(page, room, ballot)


def _presence(page: Page, room: Room) -> None:
    label = _("Ich gehe") if room.is_here else _("Ich bin anwesend")
    st.button(
        label,
        key=f"attend-{room.is_here}",
        type="secondary" if room.is_here else "primary",
        on_click=keeping(page, meeting.attend, room.id, here=not room.is_here),
    )


def _next(room: Room) -> None:
    """Who or what comes after this; not, where this person is biased for it too."""
    if room.following is not None and room.following.name:
        st.text(_("Danach: {name}", name=room.following.name))


def _written(heading: str, text: str) -> None:
    if text.strip():
        st.subheader(heading, anchor=False)
        st.text(text)
