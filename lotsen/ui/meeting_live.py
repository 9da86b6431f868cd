"""Every device follows the meeting: it asks again and again whether something has changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from lotsen.bootstrap import SYSTEM, application
from lotsen.domain.meetings import MeetingState
from lotsen.i18n import _
from lotsen.ui.page import session_key, speak, stay
from lotsen.usecases import meeting_pulse
from lotsen.usecases.meeting_pulse import Pulse, pulse_of
from lotsen.usecases.meeting_views import Room

EVERY: Final = 1.5
"""Seconds between two questions."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a live part shows: what has changed, and the time of the item."""

    pulse: Pulse
    time: str


def follow(room: Room, show: Callable[[Moment], object], *, with_presence: bool = False) -> None:
    """Show what changes all the time, and run the page anew when something else has changed.

    `with_presence`: who is here counts as something else, for the desk lists them.
    """
    if room.state != MeetingState.OVER:
        _beat(room, show, iter((pulse_of(room),)), with_presence=with_presence)


@st.fragment(run_every=EVERY)
def _beat(
    room: Room, show: Callable[[Moment], object], known: Iterator[Pulse], *, with_presence: bool
) -> None:
    """One question, one statement; a run of this part alone does not pass through the frame.

    `known`: what the run of the whole page has just read, once; it need not be asked again.
    """
    speak()
    house, token_hash = application(), session_key()
    found = next(known, None)
    if found is None and token_hash is not None:
        found = house.query(SYSTEM, meeting_pulse.pulse, token_hash, room.id)
    if token_hash is None or found is None or _is_stale(room, found, with_presence=with_presence):
        st.rerun()
    if room.state == MeetingState.RUNNING:
        stay(house, token_hash)  # whoever watches a meeting is there, without a click
    show(Moment(pulse=found, time=time_of(room, house.clock())))


def _is_stale(room: Room, pulse: Pulse, *, with_presence: bool) -> bool:
    """Whether the page shows something that is no longer so."""
    if with_presence and pulse.here != room.here:
        return True
    return (pulse.step, pulse.leaves) != (room.step, room.leaves)


def time_of(room: Room, now: datetime) -> str:
    """How much of its time the present item has used, and what is left; "" without one."""
    if room.called is None or room.called_at is None:
        return ""
    since = max(timedelta(0), now - room.called_at)  # another server's clock may be ahead
    used = timedelta(seconds=room.called.seconds) + since
    gone, minutes = used // timedelta(minutes=1), room.called.minutes
    if gone > minutes:
        return _(
            "{used} von {minutes} Minuten vergangen, {over} über der Zeit",
            used=gone,
            minutes=minutes,
            over=gone - minutes,
        )
    return _(
        "{used} von {minutes} Minuten vergangen, noch {left}",
        used=gone,
        minutes=minutes,
        left=minutes - gone,
    )
