"""Auswahlrunde: when its phases are, what is asked and how it counts, and how that came to be."""

import streamlit as st

from lotsen.domain.people import Role
from lotsen.i18n import _
from lotsen.ui import figures, profile_forms, profile_proposal, profile_tables, round_dates_form
from lotsen.ui.page import open_page
from lotsen.usecases import round_dates, round_profile

# load
page = open_page()
view = page.query(round_profile.view, page.round_id)

# show
st.title(_("Auswahlrunde"), anchor=False)
figures.show(profile_tables.figures(view))
profile_tables.show_state(view)
if view.waiting is not None:
    profile_proposal.show(page, view.waiting)
left, right = st.columns([3, 2], gap="large")
with left:
    profile_tables.show_criteria(view.profile)
    profile_tables.show_wording(view.profile)
with right:
    profile_tables.show_dates(page.round)

# act
if Role.COORDINATOR not in page.actor.roles:
    st.text(_("Die Auswahlrunde richtet die Koordination ein. Sie sehen hier, was gilt."))
else:
    with right:
        round_dates_form.show(page, page.refusal(round_dates.plan))
    with left:
        profile_forms.show(page, view, page.refusal(round_profile.change))

with st.container(key="profile_versions"):
    profile_tables.show_history(view)
