"""Umfrage: leaders look through the concept and name people; the coordinator sees what comes."""

import streamlit as st

from lotsen.domain.permissions import Permission, carries
from lotsen.i18n import _
from lotsen.ui import (
    survey_answers,
    survey_concept,
    survey_named,
    survey_nominate,
    survey_rooms,
)
from lotsen.ui.page import open_page
from lotsen.usecases import concept_review, nominations, nominees

# load
page = open_page()
coordinates = carries(page.actor.roles, Permission.SEE_ANSWERS)
reviews = carries(page.actor.roles, Permission.REVIEW_CONCEPT)
leads = carries(page.actor.roles, Permission.NOMINATE)
concept = page.query(concept_review.concept, page.round_id)

# show
st.title(_("Umfrage"), anchor=False)
room = survey_rooms.choose(page, names=coordinates or leads)

# act
match room:
    case survey_rooms.Room.CONCEPT:
        if coordinates:
            survey_answers.show(page, page.query(concept_review.reviews, page.round_id))
        left, right = st.columns([3, 2], gap="large") if reviews else (st.container(),) * 2
        with left:
            survey_concept.show(page, concept, with_form=coordinates)
        with right:
            if reviews:
                survey_concept.answer_form(page, concept)
    case survey_rooms.Room.NAMES:
        if leads:
            survey_nominate.show(
                page, page.query(nominations.own, page.round_id), concept.profile.criteria
            )
        if coordinates:
            survey_named.show(
                page, page.query(nominees.listing, page.round_id), concept.profile.criteria
            )
