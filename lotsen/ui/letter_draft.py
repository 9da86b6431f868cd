"""A letter that is filled, to be copied or opened as a draft in one's own mail program."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from lotsen.domain.rounds import Round
from lotsen.i18n import _
from lotsen.mail.reminders import Reminder
from lotsen.ui import downloads, notices
from lotsen.ui.page import Page
from lotsen.usecases import nominees

_SOON: Final = timedelta(days=7)


def show_letter(page: Page, letter: Reminder) -> None:
    """A letter of the survey with its draft."""
    offer(page, letter, asked=nominees.listing, file_name=_("Schreiben.eml"))
    show_words(letter)


def offer(page: Page, letter: Reminder, *, asked: Callable[..., Any], file_name: str) -> None:
    """The draft; Lotsen itself sends nothing here. `asked` refuses whoever may not write it."""
    sentence = _(
        "Lotsen verschickt nichts. Der Entwurf öffnet sich in Ihrem Mailprogramm, zum "
        "Beispiel in Outlook; dort prüfen und senden Sie ihn."
    )
    st.caption(notices.as_text(sentence))
    downloads.draft_button(page, letter, asked=asked, file_name=file_name)


def show_words(letter: Reminder) -> None:
    """What it says, to be copied."""
    with st.container(key="letter"):
        st.text(_("An: {name}, {email}", name=letter.to_name, email=letter.to_email))
        st.code(letter.subject, language=None, wrap_lines=True)
        st.code(letter.text, language=None, wrap_lines=True)


def day_to_answer(round_: Round) -> date:
    """The last day of the phase, or a week from now where it is over or nobody has set it."""
    dates = round_.dates_of(round_.phase)
    if dates is None or dates.ends_on < round_.today:
        return round_.today + _SOON
    return dates.ends_on
