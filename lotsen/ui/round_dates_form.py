"""Plan the phases anew; where one has begun, with a reason."""

from datetime import date

import streamlit as st

from lotsen.domain.errors import BadInput
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, refusals, words
from lotsen.ui.notices import leave
from lotsen.ui.page import Page
from lotsen.ui.profile_tables import STEPS
from lotsen.usecases import round_dates

FORMAT = "DD.MM.YYYY"


def show(page: Page, refused: str | None) -> None:
    """Offer the days of every phase, or say why they stay."""
    if refused is not None:
        st.text(refused)
        return
    key = f"dates-{page.round.version}"
    with (
        st.expander(_("Termine ändern"), key="dates_change"),
        st.form("dates_form", border=False, enter_to_submit=False),
    ):
        for phase in STEPS:
            _days(page, phase, key)
        st.text_area(
            _("Grund"),
            key=f"{key}-reason",
            height=80,
            max_chars=LONGEST_REASON,
            help=_("Nötig, wenn die Phase schon begonnen hat."),
        )
        st.form_submit_button(
            _("Termine speichern"), type="primary", on_click=_plan, args=(page, key)
        )


def _days(page: Page, phase: Phase, key: str) -> None:
    known = page.round.dates_of(phase)
    name = words.phase(phase)
    first, last = st.columns(2)
    first.date_input(
        _("{phase}: Beginn", phase=name),
        known.starts_on if known else None,
        key=f"{key}-{phase}-first",
        format=FORMAT,
    )
    last.date_input(
        _("{phase}: Ende", phase=name),
        known.ends_on if known else None,
        key=f"{key}-{phase}-last",
        format=FORMAT,
    )


def _plan(page: Page, key: str) -> None:
    try:
        dates = [each for phase in STEPS if (each := _typed(phase, key)) is not None]
    except BadInput as reason:
        leave(refusals.sentence(reason), refused=True)
        return
    text = st.session_state.get(f"{key}-reason") or ""
    page.execute(round_dates.plan, page.round_id, dates, text, seen=page.round.version)


def _typed(phase: Phase, key: str) -> PhaseDates | None:
    """The days of a phase; None where none are planned."""
    first: date | None = st.session_state[f"{key}-{phase}-first"]
    last: date | None = st.session_state[f"{key}-{phase}-last"]
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise BadInput("round.needs_both_days", phase=phase)
    return PhaseDates(phase=phase, starts_on=first, ends_on=last)
