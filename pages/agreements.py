"""Absprache: each leader says whether one of their people can take on the task."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import agreement_form
from lotsen.ui.page import open_page
from lotsen.usecases import agreements

# load
page = open_page()
people = page.query(agreements.asked, page.round_id)
reason = page.refusal(agreements.answer)

# show
st.title(_("Absprache"), anchor=False)
st.text(
    _(
        "Stimmen Sie zu, dass eine Person die Aufgabe übernimmt, falls die Wahl auf sie fällt? "
        "Wer ausgewählt wird, steht hier nicht."
    )
)

# act
if not people:
    st.text(_("Sie werden zu niemandem gefragt: Es gibt keine Kandidaturen mit Interesse."))
else:
    left, right = st.columns([2, 3], gap="large")
    with left:
        if reason is not None:
            st.text(reason)
        else:
            agreement_form.show(page, people)
    with right:
        agreement_form.show_answers(people)
