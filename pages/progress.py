"""Bewertungsstand: who rates whom, and how far it is; no value of any sheet."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import assigning_forms, letter_asking, progress_tables, sheet_advice
from lotsen.ui.page import open_page
from lotsen.usecases import assigning

# load
page = open_page()
stand = page.query(assigning.progress, page.round_id)
reason = page.refusal(assigning.assign)

# show
st.title(_("Bewertungsstand"), anchor=False)
progress_tables.figures_of(stand)
left, right = st.columns([3, 2], gap="large")
with left:
    if stand.sheets.empty:
        st.text(
            _("Es ist noch kein Bogen zugeteilt. Das geht hier unter „Bögen zuteilen“.")
            if reason is None
            else _("Es ist kein Bogen zugeteilt.")
        )
    else:
        progress_tables.by_rater(stand)

# act
with right:
    if reason is not None:
        st.text(reason)
    else:
        assigning_forms.assign_form(page, stand)
        assigning_forms.proposal_form(page, stand)
        sheet_advice.form(page, stand)
        assigning_forms.sheet_form(page, stand)
if not stand.sheets.empty:
    if reason is None:
        letter_asking.remind_raters(page)
    progress_tables.matrix(stand)
