"""Protokoll: who did what, when; whether the chain holds; the whole log as a file."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import audit_chain, audit_filters, audit_table, downloads
from lotsen.ui.page import open_page
from lotsen.usecases import audit_page

# load
page = open_page()
choices = page.query(audit_page.choices)
state = page.query(audit_page.state)

# show
st.title(_("Protokoll"), anchor=False)
audit_chain.show_state(state)
narrowed = audit_filters.show(choices)
found = page.query(audit_page.listing, narrowed, audit_filters.page_number(narrowed))
left, right = st.columns([5, 2], gap="large")
with left:
    audit_table.show(found)
    audit_filters.turn_pages(narrowed, found.pages)

# act
with right:
    audit_chain.show_anchor(page)
    st.subheader(_("Ganzes Protokoll als Datei"), anchor=False)
    downloads.audit_buttons(page)
