"""Bewerten: my sheets, one person at a time; nobody sees a sheet before it is handed in."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import sheet, sheet_list
from lotsen.ui.page import open_page
from lotsen.usecases import rating, rounds

# load
page = open_page()
st.title(_("Bewerten"), anchor=False)
lines = page.query(rating.my_sheets, page.round_id)

# show
if not lines:
    st.text(_("Ihnen ist noch kein Bogen zugeteilt. Die Koordination teilt Bögen zu."))
    st.stop()
sheet_list.progress(lines)
refused = page.refusal(rating.save)
if refused is not None:
    st.text(refused)
candidate_id = sheet_list.choose(lines)

# act
sheet.show(
    page,
    page.query(rating.sheet, page.round_id, candidate_id),
    page.query(rounds.criteria, page.round_id),
    closed=refused is not None,
)
sheet_list.turn(lines, candidate_id)
