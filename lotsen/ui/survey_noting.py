"""The coordinator notes that a person was told, and what this person answered."""

import streamlit as st

from lotsen.domain.surveys import NominationState, Told
from lotsen.i18n import _, formats, surveys
from lotsen.ui.page import Page
from lotsen.usecases import nominees
from lotsen.usecases.nominees import Nominee


def show(page: Page, nominee: Nominee) -> None:
    """What comes next: telling the person first, then the answer."""
    reason = page.refusal(nominees.inform)
    if reason is not None:
        st.text(reason)
        return
    if nominee.tell_by is not None:
        _inform(page, nominee)
    if nominee.state != NominationState.PROPOSED:
        _answer(page, nominee)


def _inform(page: Page, nominee: Nominee) -> None:
    key = f"inform-{nominee.id}-{nominee.version}"
    st.subheader(_("Information festhalten"), anchor=False)
    st.text(
        _(
            "Bis zum {day} muss die Person wissen, dass sie vorgeschlagen ist und von wem "
            "(Art. 14 DSGVO).",
            day=formats.day(nominee.tell_by),
        )
    )
    told = st.radio(
        _("Wie ist die Person informiert?"),
        list(Told),
        index=None,
        key=f"{key}-told",
        format_func=surveys.told,
        horizontal=True,
    )
    _day(page, _("Informiert am"), key)
    st.button(
        _("Information festhalten"),
        type="primary",
        key="inform",
        disabled=told is None,
        on_click=_keep_told,
        args=(page, nominee, key),
    )


def _answer(page: Page, nominee: Nominee) -> None:
    key = f"nominee-answer-{nominee.id}-{nominee.version}"
    st.subheader(_("Antwort festhalten"), anchor=False)
    if nominee.answered_on is not None:
        said = _(
            "Festgehalten: {answer}, {day}",
            answer=surveys.nomination_state(nominee.state),
            day=formats.day(nominee.answered_on),
        )
        st.text(said)
    answer = _agrees(key)
    _day(page, _("Geantwortet am"), key)
    st.caption(_("Mit der Zustimmung entsteht die Kandidatur. Vorher wird niemand bewertet."))
    st.button(
        _("Antwort festhalten"),
        type="primary",
        key="note_answer",
        disabled=answer is None,
        on_click=_keep_answer,
        args=(page, nominee, key),
    )


def _agrees(key: str) -> bool | None:
    labels = {
        True: surveys.nomination_state(NominationState.AGREES),
        False: surveys.nomination_state(NominationState.DECLINES),
    }
    return st.radio(
        _("Was sagt die Person?"),
        list(labels),
        index=None,
        key=f"{key}-agrees",
        format_func=labels.__getitem__,
        horizontal=True,
    )


def _day(page: Page, label: str, key: str) -> None:
    today = page.round.today
    st.date_input(label, value=today, max_value=today, key=f"{key}-day", format="DD.MM.YYYY")


def _keep_told(page: Page, nominee: Nominee, key: str) -> None:
    page.execute(
        nominees.inform,
        page.round_id,
        nominee.id,
        Told(st.session_state[f"{key}-told"]),
        st.session_state[f"{key}-day"] or page.round.today,
        seen=nominee.version,
    )


def _keep_answer(page: Page, nominee: Nominee, key: str) -> None:
    page.execute(
        nominees.note_answer,
        page.round_id,
        nominee.id,
        agrees=bool(st.session_state[f"{key}-agrees"]),
        day=st.session_state[f"{key}-day"] or page.round.today,
        seen=nominee.version,
    )
