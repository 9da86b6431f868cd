"""One person in the comparison: from the plain to the fair score."""

import streamlit as st

from lotsen.charts import comparison_readings as readings
from lotsen.charts import waterfall
from lotsen.charts.lines import lines_of
from lotsen.domain.ids import CandidateId
from lotsen.i18n import _
from lotsen.ui import comparison_tables as tables
from lotsen.ui import pictures
from lotsen.ui.kept import kept
from lotsen.ui.page import Page
from lotsen.usecases import comparison
from lotsen.usecases.comparison import Comparison

_PERSON = "comparison_person"


def show(page: Page, found: Comparison) -> None:
    """Choose a person, and show how the fair score comes about."""
    st.subheader(_("Vom einfachen zum fairen Wert"), anchor=False)
    names = dict(zip(found.frame["candidate_id"].tolist(), found.frame["name"], strict=True))
    if st.session_state.get(_PERSON) not in names:
        st.session_state.pop(_PERSON, None)
    chosen = st.selectbox(_("Person"), list(names), format_func=names.__getitem__, key=_PERSON)
    steps = page.query(comparison.person, page.round_id, CandidateId(int(chosen)))
    if steps is None:
        return
    said = readings.of_steps(steps)
    (line,) = lines_of(found.frame[found.frame["candidate_id"] == chosen])
    st.text(f"{said} {readings.of_rank(line)}.")
    pictures.show(
        kept("waterfall", lambda: pictures.packed(waterfall.waterfall(steps)), steps),
        alt=said,
        key="waterfall_picture",
    )
    table = st.expander(_("Als Tabelle"), key="waterfall_table", on_change="rerun")
    if table.open:
        table.table(
            kept("waterfall_table", lambda: tables.steps(steps), steps), hide_index=True, alt=said
        )
