"""Engere Wahl: narrow, mark with a remark, and take the list along as a file."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import downloads, shortlist_choice, shortlist_mark, shortlist_table
from lotsen.ui.candidate_names import names_of
from lotsen.ui.page import open_page
from lotsen.usecases import candidates, shortlist

# load
page = open_page()
st.title(_("Engere Wahl"), anchor=False)
choice = shortlist_choice.show(page.query(candidates.departments, page.round_id))
found = page.query(
    shortlist.listing, page.round_id, choice.narrowed, only_marked=choice.only_marked
)

# show
left, right = st.columns([5, 2], gap="large")
with left:
    if found.frame.empty:
        st.text(_("In dieser Auswahl ist niemand. Bitte ändern Sie Suche, Bereich oder Stand."))
    else:
        rows = shortlist_table.page_of(found)
        shortlist_table.show(rows, found, shortlist_mark.take_row)

# act
with right:
    names = names_of(found.frame)
    chosen = shortlist_mark.choose_person(names, shortlist_table.forget_click)
    if chosen is not None:
        shortlist_mark.show(page, found.frame, chosen)
    st.subheader(_("Als Datei"), anchor=False)
    st.text(_("In der Datei stehen die Personen dieser Auswahl: {count}", count=len(found.frame)))
    downloads.shortlist_buttons(page, choice, people=len(found.frame))
    downloads.ratings_button(page)
