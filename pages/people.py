"""Beteiligte: who takes part in which roles, and who can sign in."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import people_forms, people_table
from lotsen.ui.page import open_page
from lotsen.usecases import people

# load
page = open_page()
lines = page.query(people.listing)

# show
st.title(_("Beteiligte"), anchor=False)
left, right = st.columns([5, 3], gap="large")
with left:
    people_table.show(lines)

# act
with right:
    people_forms.show(page, lines)
