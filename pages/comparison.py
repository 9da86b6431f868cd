"""Vergleich: everybody by the fair score, with what is not known about it."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import (
    awaited,
    comparison_person,
    comparison_view,
    rater_diagnostics,
    rater_report,
    sensitivity,
)
from lotsen.ui.page import open_page
from lotsen.usecases import comparison, raters
from lotsen.usecases.rater_diagnostics import rater_diagnostics as habits_of
from lotsen.usecases.sensitivity import sensitivity as sensitivity_of

# load
page = open_page()
st.title(_("Vergleich"), anchor=False)
awaited.fair_numbers(page)
found = page.query(comparison.comparison, page.round_id)

# show
comparison_view.headline(found)
if not found.may_compare:
    comparison_view.within(found)
elif not found.frame.empty:
    with st.container(key="side_by_side"):
        left, right = st.columns([8, 5], gap="large")
    with left:
        comparison_view.show(found)
    with right:
        comparison_person.show(page, found)
        comparison_view.crossing(found)
    firmness = awaited.more(page, sensitivity_of)
    if firmness is not None:
        awaited.of_one_moment(found.method.revision, firmness.method.revision)
        sensitivity.show(firmness)
if comparison.sees_raters(page.actor):
    report = page.query(raters.report, page.round_id)
    awaited.of_one_moment(found.method.revision, report.method.revision)
    rater_report.show(report)
    habits = awaited.more(page, habits_of)
    if habits is not None:
        awaited.of_one_moment(found.method.revision, habits.method.revision)
        rater_diagnostics.show(habits)
comparison_view.method(found)
