"""Sitzung: one candidate at a time, for the whole room; the chair calls, all devices follow."""

import streamlit as st

from lotsen.domain.meetings import MeetingState
from lotsen.i18n import _, formats
from lotsen.ui import (
    meeting_agenda,
    meeting_chair,
    meeting_dates,
    meeting_invitations,
    meeting_link,
    meeting_list,
    meeting_live,
    meeting_member,
    stage,
)
from lotsen.ui.clicks import keeping
from lotsen.ui.page import open_page
from lotsen.usecases import meeting, meeting_plan, meeting_stage, meeting_views, rounds

# load
page = open_page()
meetings = page.query(meeting_views.listing, page.round_id)

wall = meeting_link.asked_for(meetings)
plans = page.refusal(meeting_plan.plan)

# show
chosen = wall
if wall is None:
    st.title(_("Sitzung"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_head"):
        chosen = meeting_list.choose(meetings)
        if plans is None:
            meeting_list.new(page)
if chosen is None:
    meeting_list.empty(page)
    st.stop()
room, shown = page.query(meeting_stage.scene, chosen)
if wall is not None:
    stage.show(page, room, shown, page.query(rounds.criteria, page.round_id))
    st.stop()
with st.container(horizontal=True, vertical_alignment="center", key="meeting_where"):
    parts = (room.title, formats.moment(room.planned_for), room.place)
    st.text(" · ".join(filter(None, parts)), width="content")
    if room.state == MeetingState.RUNNING:
        meeting_link.show(room)

# act
if not room.leads:
    meeting_member.show(page, room, shown)
    meeting_dates.show(page, room)
elif room.state == MeetingState.RUNNING:
    meeting_chair.show(page, room, shown)
else:
    meeting_agenda.table(room)
    if room.state == MeetingState.CANCELLED:
        st.text(_("Diese Sitzung ist abgesagt."))
    elif plans is not None:
        st.text(plans)
    else:
        st.button(
            _("Sitzung wieder öffnen")
            if room.state == MeetingState.OVER
            else _("Sitzung eröffnen"),
            type="primary",
            disabled=not room.agenda,
            on_click=keeping(page, meeting.open_, room.id, seen=room.version),
        )
    meeting_dates.show(page, room)
    meeting_invitations.show(page, room)
    meeting_live.follow(room, lambda _moment: None)
    if room.state == MeetingState.PLANNED and plans is None:
        meeting_agenda.forms(page, room)
