"""The concept on one page: what is planned, and what a leader says to it."""

from typing import Final

import streamlit as st

from lotsen.domain.phases import Phase
from lotsen.domain.surveys import ReviewAnswer
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, surveys, words
from lotsen.ui import profile_tables
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import concept_review
from lotsen.usecases.concept_review import Concept

_LINKS: Final = ("https://", "http://")


def show(page: Page, concept: Concept, *, with_form: bool) -> None:
    """The text of the coordinator, the way to the concept, places, criteria and dates."""
    st.subheader(_("Das Konzept"), anchor=False)
    if concept.words:
        st.text(concept.words)
    if concept.link.startswith(_LINKS) and " " not in concept.link:
        st.link_button(_("Konzept öffnen"), concept.link, icon=":material/open_in_new:")
    elif concept.link:
        st.text(_("Das Konzept liegt hier: {place}", place=concept.link))
    if not concept.words and not concept.link:
        st.text(_("Was geplant ist, steht hier: Plätze, Kriterien, Gewichte und Termine."))
    if with_form:
        _words_form(page, concept)
    st.text(_("Plätze: {count}", count=concept.profile.places))
    profile_tables.show_criteria(concept.profile)
    profile_tables.show_wording(concept.profile)
    profile_tables.show_dates(page.round)


def answer_form(page: Page, concept: Concept) -> None:
    """Agree or comment; what was answered last stands above."""
    st.subheader(_("Ihre Antwort"), anchor=False)
    _show_answer(concept)
    if page.refusal(concept_review.answer) is not None:
        phase = words.phase(Phase.CONCEPT_REVIEW)
        st.text(_("Antworten können Sie in der Phase „{phase}“.", phase=phase))
        return
    key = f"review-{concept.version}"
    _choice(concept, key)
    st.caption(
        _("Die Koordination liest Ihre Antwort. Bis zum Ende der Phase können Sie sie ändern.")
    )
    st.button(
        _("Antwort speichern"),
        type="primary",
        key="review_save",
        on_click=_answer,
        args=(page, concept, key),
    )


def _choice(concept: Concept, key: str) -> None:
    options = list(ReviewAnswer)
    st.radio(
        _("Was sagen Sie zum Konzept?"),
        options,
        index=None if concept.answer is None else options.index(concept.answer),
        key=f"{key}-answer",
        format_func=surveys.review_answer,
        horizontal=True,
    )
    st.text_area(
        _("Anmerkungen"),
        value=concept.comment,
        key=f"{key}-comment",
        height=160,
        max_chars=LONGEST_REASON,
        help=_("Passen Aufgaben, Kriterien, Plätze und Zeitplan zu Ihrem Bereich?"),
    )


def _words_form(page: Page, concept: Concept) -> None:
    """The coordinator says what leaders have to know beside the profile."""
    reason = page.refusal(concept_review.word)
    with st.expander(_("Text zum Konzept ändern"), key="concept_words", expanded=False):
        if reason is not None:
            st.text(reason)
            return
        st.text_area(
            _("Text zum Konzept"),
            value=concept.words,
            key=f"concept-words-{concept.words_version}",
            height=200,
            max_chars=LONGEST_REASON,
        )
        st.caption(
            as_text(
                _(
                    "Die Adresse des Konzepts steht unter „Mitteilungen“, Angaben. Sie gilt auch "
                    "für das Schreiben an die Führungskräfte."
                )
            )
        )
        st.button(_("Text speichern"), on_click=_word, args=(page, concept))


def _show_answer(concept: Concept) -> None:
    if concept.answer is None:
        st.text(_("Sie haben noch nicht geantwortet."))
        return
    said = _(
        "{answer}, gespeichert am {moment}",
        answer=surveys.review_answer(concept.answer),
        moment=formats.moment(concept.answered_at),
    )
    st.text(said)
    if concept.comment:
        st.text(concept.comment)


def _answer(page: Page, concept: Concept, key: str) -> None:
    comment = st.session_state.get(f"{key}-comment") or ""
    chosen = st.session_state.get(f"{key}-answer")
    if chosen is None:  # whoever writes a comment has one
        chosen = ReviewAnswer.COMMENTS
    page.execute(
        concept_review.answer, page.round_id, ReviewAnswer(chosen), comment, seen=concept.version
    )


def _word(page: Page, concept: Concept) -> None:
    text = st.session_state.get(f"concept-words-{concept.words_version}") or ""
    page.execute(concept_review.word, page.round_id, text, seen=concept.words_version)
