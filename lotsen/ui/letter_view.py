"""One letter: as its recipient will read it, and what can be done with it."""

import streamlit as st

from lotsen.domain.appointments import Appointment
from lotsen.domain.letters import (
    EDITABLE,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    LetterState,
    Problem,
)
from lotsen.export.letters import LetterFile
from lotsen.i18n import _, formats, letters
from lotsen.ui import downloads
from lotsen.ui.letter_list import state_of
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import drafting, outbox, posting
from lotsen.usecases.outbox import Letter, LetterLine

FILES = frozenset({LetterState.APPROVED, LetterState.HANDED_OVER})


def show(page: Page, letter: Letter, *, writes: bool) -> None:
    """Show a letter with its state, and the buttons that fit it."""
    line = letter.line
    st.text(_("Stand: {state}", state=state_of(line)))
    for problem in line.problems:
        st.warning(as_text(letters.problem(problem)), icon=":material/block:")
    if line.answer:
        st.text(_("Der Mailserver sagt: {answer}", answer=line.answer))
    with st.container(border=True, key="letter_paper"):
        st.text(_("An: {name} <{email}>", name=line.recipient, email=line.email))
        st.text(_("Betreff: {subject}", subject=line.subject))
        st.text(letter.body)
        if letter.appointment is not None:
            st.text(_appointment(letter.appointment))
    if line.state == LetterState.DRAFT and not line.problems:
        _approval(page, letter)
    if not writes:
        return
    if letter.waits_for:
        waits = Problem(code="letter.candidates_first", about=str(letter.waits_for))
        st.text(letters.problem(waits))
    elif line.state in FILES and not line.problems:
        downloads.letter_button(
            page, _("Als E-Mail-Entwurf"), LetterFile.DRAFT, [line.id], key="letter_file"
        )
    if line.state == LetterState.UNKNOWN:
        _settling(page, line)
    if line.state in EDITABLE:
        _editing(page, letter)


def _appointment(appointment: Appointment) -> str:
    """What the calendar of the recipient is told."""
    moment = formats.moment(appointment.starts_at)
    if appointment.cancelled:
        return _("Für den Kalender: Absage des Termins am {moment}", moment=moment)
    if appointment.sequence:
        return _("Für den Kalender: geänderter Termin, jetzt {moment}", moment=moment)
    return _("Für den Kalender: Termin am {moment}", moment=moment)


def _approval(page: Page, letter: Letter) -> None:
    line = letter.line

    def approve() -> None:
        page.execute(outbox.approve, page.round_id, {line.id: line.version})

    reason = page.refusal(outbox.approve)
    st.button(_("Dieses Schreiben freigeben"), on_click=approve, disabled=bool(reason), help=reason)
    if letter.own:
        st.caption(
            _("Von Ihnen geschrieben. Ergebnisse und Massenschreiben gibt jemand anderes frei.")
        )


def _settling(page: Page, line: LetterLine) -> None:
    st.text(
        _(
            "Die Verbindung ist abgerissen. Fragen Sie die Person oder den Mailserver, ob das "
            "Schreiben angekommen ist. Lotsen sendet es nicht von selbst noch einmal."
        )
    )

    def settle(*, has_arrived: bool) -> None:
        page.execute(
            posting.settle, page.round_id, line.id, has_arrived=has_arrived, seen=line.version
        )

    with st.container(horizontal=True):
        st.button(_("Ist angekommen"), on_click=settle, kwargs={"has_arrived": True})
        st.button(_("Noch einmal senden"), on_click=settle, kwargs={"has_arrived": False})


def _editing(page: Page, letter: Letter) -> None:
    line = letter.line
    subject, body = f"letter-subject-{line.id}-{line.version}", f"letter-{line.id}-{line.version}"

    def save() -> None:
        page.execute(
            drafting.edit,
            page.round_id,
            line.id,
            subject=st.session_state[subject],
            body=st.session_state[body],
            seen=line.version,
        )

    def discard() -> None:
        page.execute(drafting.discard, page.round_id, {line.id: line.version})

    with st.expander(_("Dieses Schreiben ändern"), key="letter_edit"):
        st.text_input(_("Betreff"), value=line.subject, key=subject, max_chars=LONGEST_SUBJECT)
        st.text_area(_("Text"), value=letter.body, key=body, height=380, max_chars=LONGEST_BODY)
        st.caption(_("Nach einer Änderung ist das Schreiben wieder ein Entwurf."))
        st.button(_("Schreiben speichern"), on_click=save)
    st.button(_("Dieses Schreiben verwerfen"), on_click=discard)
