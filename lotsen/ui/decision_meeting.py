"""What the meeting recommended and wrote down, beside the decision about one person."""

import streamlit as st

from lotsen.domain.ids import CandidateId
from lotsen.i18n import _, formats, words
from lotsen.ui import meeting_vote
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import decision_meeting
from lotsen.usecases.ballot_results import VoteResult
from lotsen.usecases.talk_changes import Minutes


def show(page: Page, candidate: CandidateId) -> None:
    """Show votes with their quorum, and the minutes to whoever may read them."""
    said = page.query(decision_meeting.said_in_meetings, page.round_id, candidate)
    if not said.met:
        st.text(_("In keiner Sitzung auf der Tagesordnung."))
        return
    if said.biased:
        st.text(_("Sie sind zu dieser Person befangen. Was die Sitzung sagt, sehen Sie nicht."))
        return
    for vote in said.votes:
        _show_vote(vote)
    if not said.votes:
        st.text(_("Abgestimmt wurde über diese Person nicht."))
    for minutes in said.minutes:
        with st.expander(as_text(_("Niederschrift: {meeting}", meeting=_meeting(minutes)))):
            st.text(minutes.text)
    if said.reads_minutes and not said.minutes:
        st.text(_("Zu dieser Person gibt es keine Niederschrift."))


def _show_vote(vote: VoteResult) -> None:
    """What a vote recommends; the decision stays with those who decide."""
    st.text(
        _(
            "Abstimmung in der Sitzung: {result} ({counts})",
            result=words.recommendation(vote.result),
            counts=meeting_vote.counts_text(vote.counts),
        )
    )
    st.caption(
        as_text(f"{formats.moment(vote.counted_at)}. {meeting_vote.quorum_text(vote.quorum)}")
    )


def _meeting(minutes: Minutes) -> str:
    if minutes.planned_for is None:
        return minutes.meeting
    return _("{title}, {moment}", title=minutes.meeting, moment=formats.moment(minutes.planned_for))
