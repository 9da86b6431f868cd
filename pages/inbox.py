"""Posteingang: expressions of interest that came by e-mail, each settled by a person."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import inbox_bring, inbox_list, inbox_mail, jobs
from lotsen.ui.page import open_page
from lotsen.usecases import inbox_views

# load
page = open_page()
states, number = inbox_list.narrowed(), inbox_list.page_number()
box = page.query(inbox_views.listing, page.round_id, states, number)

# show
st.title(_("Posteingang"), anchor=False)
if jobs.show(_("Die E-Mails werden gelesen …")):
    st.stop()
is_empty = not sum(box.counts.values())
if not is_empty:
    inbox_list.figures_of(box)
inbox_bring.show(page, is_empty=is_empty)
if is_empty:
    st.text(
        _(
            "Noch ist keine E-Mail da. Hier sehen Sie jede neben dem Formular; "
            "eine Kandidatur entsteht erst, wenn Sie es sagen."
        )
    )
    st.stop()
inbox_list.show(box)

# act
chosen = inbox_list.choose(box)
if chosen is not None:
    inbox_mail.show(page, page.query(inbox_views.mail, page.round_id, chosen))
