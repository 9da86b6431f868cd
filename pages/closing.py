"""Abschluss: what is missing, who was heard, who signs, and what was closed."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import awaited, closing_forms, closing_tables, figures, record_file
from lotsen.ui.page import open_page
from lotsen.usecases import closing, hearings, reopening, signing

# load
page = open_page()
awaited.numbers_of_the_list(page)
listed = page.query(closing.open_list, page.round_id)
closings = page.query(reopening.closings, page.round_id)
standing = next((each for each in closings if each.stands), None)

# show
st.title(_("Abschluss"), anchor=False)
figures.show(closing_tables.figures(listed))
if standing is not None:
    closing_forms.show_standing(page, standing, page.refusal(reopening.propose))
    record_file.show(page, closed=True)
    closing_tables.show_kept(standing)
else:
    left, right = st.columns([3, 2], gap="large")
    with left:
        closing_tables.show_gaps(page.actor, listed)
        closing_tables.show_answers(listed)
        closing_tables.show_hearings(listed)
    # act
    with right:
        closing_forms.sign_and_close(
            page, listed, page.refusal(signing.sign), page.refusal(closing.close)
        )
        closing_tables.show_signatures(listed)
        closing_forms.hear(page, listed, page.refusal(hearings.hear))
closing_tables.show_earlier([each for each in closings if not each.stands])
