"""Engere Wahl: the list, the rules, the proposal, and both side by side."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import shortlist_views
from lotsen.ui.page import open_page
from lotsen.ui.shortlist_views import Part
from lotsen.usecases import shortlist_rules

# load
page = open_page()
st.title(_("Engere Wahl"), anchor=False)
page.query(shortlist_rules.of_round, page.round_id)

# show and act
match shortlist_views.choose():
    case Part.LIST:
        shortlist_views.show_list(page)
    case Part.RULES:
        shortlist_views.show_rules(page)
    case Part.PROPOSAL:
        shortlist_views.show_proposal(page)
    case Part.COMPARE:
        shortlist_views.show_compare(page)
