"""Who has answered about the concept, what they say, and a reminder to all others."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lotsen.domain.letters import Audience
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import ReviewAnswer
from lotsen.i18n import _, formats, surveys
from lotsen.ui import downloads, figures, letter_asking
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.concept_review import Review


def _figures_of(found: Sequence[Review]) -> None:
    """How many were asked and what they said."""
    given = [each.answer for each in found if each.answer is not None]
    figures.show(
        (
            (
                _("geantwortet"),
                figures.part_of(len(given), len(found)),
                _("Führungskräfte und Leitung"),
            ),
            (_("einverstanden"), str(given.count(ReviewAnswer.SUITS)), _("ohne Anmerkung")),
            (_("mit Anmerkungen"), str(given.count(ReviewAnswer.COMMENTS)), _("stehen unten")),
            (_("ohne Antwort"), str(len(found) - len(given)), _("lassen sich erinnern")),
        )
    )


def show(page: Page, found: Sequence[Review]) -> None:
    """All comments in one list, who has answered and who has not, and a reminder."""
    _figures_of(found)
    _comments([each for each in found if each.comment])
    _given([each for each in found if each.answer is not None])
    _open([each for each in found if each.answer is None])
    downloads.reviews_button(page)
    _remind(page, found)


def _comments(lines: Sequence[Review]) -> None:
    st.subheader(_("Anmerkungen"), anchor=False)
    if not lines:
        st.text(_("Es gibt noch keine Anmerkungen."))
        return
    _table(
        [_("Führungskraft"), _("Leitet"), _("Anmerkung")],
        [(as_text(each.name), _led(each), as_text(each.comment)) for each in lines],
        _("Anmerkungen zum Konzept"),
    )


def _given(lines: Sequence[Review]) -> None:
    label = _("Wer geantwortet hat: {count}", count=len(lines))
    with st.expander(label, key="reviews_given"):
        _table(
            [_("Führungskraft"), _("Leitet"), _("Antwort"), _("Gespeichert am")],
            [_answered(each) for each in lines],
            _("Führungskräfte mit Antwort"),
        )


def _open(lines: Sequence[Review]) -> None:
    label = _("Wer noch nicht geantwortet hat: {count}", count=len(lines))
    with st.expander(label, key="reviews_open"):
        _table(
            [_("Führungskraft"), _("Leitet"), _("E-Mail")],
            [(as_text(each.name), _led(each), as_text(each.email)) for each in lines],
            _("Führungskräfte ohne Antwort"),
        )


def _remind(page: Page, found: Sequence[Review]) -> None:
    """Draft a reminder to those without an answer."""
    if page.round.phase != Phase.CONCEPT_REVIEW or all(each.answer for each in found):
        return
    st.subheader(_("Erinnern"), anchor=False)
    letter_asking.show(page, Audience.WITHOUT_ANSWER)


def _answered(review: Review) -> tuple[str, ...]:
    assert review.answer is not None
    return (
        as_text(review.name),
        _led(review),
        surveys.review_answer(review.answer),
        formats.moment(review.answered_at),
    )


def _led(review: Review) -> str:
    return as_text(", ".join(review.led)) or formats.NOTHING


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]], alt: str) -> None:
    if not rows:
        st.text(_("Noch niemand."))
        return
    st.table(
        pd.DataFrame(rows, columns=list(columns)), border="horizontal", hide_index=True, alt=alt
    )
