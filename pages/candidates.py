"""Kandidaturen: the list, and one person's profile."""

import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.i18n import _
from lotsen.ui import (
    awaited,
    candidate_list,
    candidate_profile,
    end_reason,
    inbox_attachments,
    letter_list,
)
from lotsen.ui.notices import as_text
from lotsen.ui.page import open_page
from lotsen.usecases import candidates, profiles, rounds

page = open_page()
heading = st.empty()
heading.title(_("Kandidaturen"), anchor=False)
candidate_id = candidate_list.addressed()
if candidate_id is None:
    narrowed, number = candidate_list.narrowed(), candidate_list.page_number()
    candidate_list.show(page, page.query(candidates.listing, page.round_id, narrowed, number))
else:
    candidate_list.way_back()
    awaited.has_fair_criteria(page)
    candidate = page.query(profiles.profile, page.round_id, candidate_id)
    heading.title(as_text(candidate.name), anchor=False)
    end_reason.ask(page, candidate)
    candidate_profile.show(candidate, criterion_titles(page.query(rounds.criteria, page.round_id)))
    letter_list.of_candidate(page, candidate_id)
    inbox_attachments.of_candidate(page, candidate_id)
