"""A letter that is filled, to be copied or opened as a draft in one's own mail program."""

import streamlit as st

from lotsen.i18n import _
from lotsen.mail.reminders import Reminder
from lotsen.ui import downloads, notices
from lotsen.ui.page import Page


def show_letter(page: Page, letter: Reminder) -> None:
    """The letter with its draft; Lotsen itself sends nothing here."""
    sentence = _(
        "Lotsen verschickt nichts. Der Entwurf öffnet sich in Ihrem Mailprogramm, zum "
        "Beispiel in Outlook; dort prüfen und senden Sie ihn."
    )
    st.caption(notices.as_text(sentence))
    downloads.survey_letter_button(page, letter)
    with st.container(key="letter"):
        st.text(_("An: {name}, {email}", name=letter.to_name, email=letter.to_email))
        st.code(letter.subject, language=None, wrap_lines=True)
        st.code(letter.text, language=None, wrap_lines=True)
