"""Abteilungen: what the ratings say of each department, criterion by criterion."""

import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.i18n import _
from lotsen.ui import (
    beginning,
    comparison_view,
    department_distances,
    department_look,
    department_people,
    department_scores,
)
from lotsen.ui.department_look import View
from lotsen.ui.page import open_page
from lotsen.usecases import comparison, fair_scores, scores

# load
page = open_page()
st.title(_("Abteilungen"), anchor=False)
look = department_look.look()
seen = page.query(scores.departments, page.round_id, look.level, look.standing)
titles = criterion_titles(seen.criteria)
department_id, criterion = department_look.chosen(seen)

# show
department_look.controls(titles)
if not department_scores.anybody(seen):
    department_scores.headline(seen, titles)
    beginning.show(page, said=True)
    st.stop()
compared = None
if page.query(fair_scores.is_ready, page.round_id):
    compared = page.query(comparison.comparison, page.round_id)
    comparison_view.caution(compared)
if look.view != View.CRITERIA:
    department_distances.show(page, fair=look.view == View.FAIR)
    st.stop()
if compared is None or compared.may_compare:
    department_scores.headline(seen, titles)
with st.container(key="side_by_side"):
    picture, *beside = st.columns(1 if department_id is None else [8, 5], gap="medium")
with picture:
    hatched = department_distances.hatched(page, compared)
    department_scores.show(seen, titles, look.order, hatched)
    department_look.choice(seen, titles)
if department_id is not None:
    cell = page.query(scores.cell, page.round_id, department_id, criterion, look.standing)
    with beside[0]:
        department_people.show(cell, titles[criterion])
