"""Which meeting is looked at, and a new one."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lotsen.domain.ids import MeetingId
from lotsen.domain.meetings import LONGEST_TITLE
from lotsen.domain.permissions import Permission, carries
from lotsen.i18n import _, formats, words
from lotsen.ui import meeting_dates
from lotsen.ui.page import Page
from lotsen.ui.popovers import popover, shutting
from lotsen.usecases import meeting_plan
from lotsen.usecases.meeting_views import MeetingLine

NEW: Final = "new_meeting"


def choose(lines: Sequence[MeetingLine]) -> MeetingId | None:
    """The meeting that is looked at: the one that is on, or the next, unless another is chosen."""
    titles = {line.id: _title(line) for line in lines}
    if len(titles) <= 1:
        return next(iter(titles), None)
    chosen: MeetingId = st.selectbox(
        _("Sitzung"),
        list(titles),
        key="meeting",
        format_func=lambda key: titles.get(key, ""),
        persist_state="session",
    )
    return chosen


def new(page: Page) -> None:
    """Plan a meeting."""
    with popover(_("Neue Sitzung"), key=NEW):
        st.text_input(_("Bezeichnung"), key="new_title", max_chars=LONGEST_TITLE)
        st.date_input(_("Tag"), value=page.round.today, key="new_day", format="DD.MM.YYYY")
        st.time_input(_("Beginn"), value=meeting_dates.BEGIN, key="new_time")
        st.text_input(_("Ort"), key="new_place", max_chars=LONGEST_TITLE)
        st.button(_("Sitzung planen"), type="primary", on_click=shutting(NEW, lambda: _plan(page)))


def empty(page: Page) -> None:
    """What a meeting is, and what comes next, where none is planned yet."""
    with st.container(border=True, key="no_meeting"):
        st.subheader(_("Es ist noch keine Sitzung geplant."), anchor=False)
        if not carries(page.actor.roles, Permission.PLAN_MEETING):
            st.text(
                _(
                    "Koordination oder Leitung planen die Sitzung. Sobald sie beginnt, zeigt diese "
                    "Seite den aufgerufenen Punkt von selbst."
                )
            )
            return
        reason = page.refusal(meeting_plan.plan)
        if reason is not None:
            st.text(reason)
            return
        for number, step in enumerate(_steps(), start=1):
            st.text(f"{number}. {step}")


def _steps() -> tuple[str, ...]:
    return (
        _("„Neue Sitzung“: Bezeichnung, Tag und Beginn eintragen."),
        _(
            "Kandidaturen auf die Tagesordnung setzen und ordnen, zum Beispiel so, dass Befangene "
            "selten den Raum verlassen."
        ),
        _("„Sitzung eröffnen“: Alle Geräte und die Wand folgen dem aufgerufenen Punkt."),
    )


def _plan(page: Page) -> bool:
    state = st.session_state
    planned = meeting_dates.town_moment(state["new_day"], state["new_time"])
    title, place = state.get("new_title") or "", state.get("new_place") or ""
    done = page.execute(meeting_plan.plan, page.round_id, title, planned, place)
    if done:
        state["new_title"] = ""
    return done


def _title(line: MeetingLine) -> str:
    parts = (line.title, formats.moment(line.planned_for), words.meeting_state(line.state))
    return " · ".join(part for part in parts if part != formats.NOTHING)
