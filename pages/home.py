"""Übersicht: where the round stands, and what waits for me."""

import streamlit as st

from lotsen.ui import notices, phase_line, phase_move, waiting
from lotsen.ui.page import open_page
from lotsen.usecases import overview

# load
page = open_page()
counts = page.query(overview.overview, page.round_id)

# show
st.title(notices.as_text(page.round.title), anchor=False)
st.text(page.round.town)
phase_line.show(page.round, counts)

# act
left, right = st.columns([3, 2], gap="large")
with left, st.container(key="waiting", gap="small"):
    waiting.show(page.round, page.actor, counts)
with right:
    phase_move.show(page, counts)
