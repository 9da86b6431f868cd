"""Remind whoever is behind: the letter, to be copied or opened in one's own mail program."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from lotsen.bootstrap import reminder_template
from lotsen.domain.rounds import Round
from lotsen.i18n import _
from lotsen.mail.reminders import Reminder, reminder
from lotsen.ui import downloads, notices
from lotsen.ui.page import Page
from lotsen.usecases import reminding
from lotsen.usecases.reminding import Behind, Reminding

_PERSON: Final = "remind_person"
_UNTIL: Final = "remind_until"
_SOON: Final = timedelta(days=7)


def show(page: Page) -> None:
    """Choose somebody with open sheets, and see the letter filled."""
    found = page.query(reminding.behind, page.round_id)
    st.subheader(_("Wer noch Bögen offen hat"), anchor=False)
    if not found.behind:
        st.text(_("Alle haben ihre Bögen abgegeben."))
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        person, until = _choose(page, found)
    if person is None or until is None:
        return
    letter = _letter(found, person, until)
    with left:
        sentence = _(
            "Lotsen verschickt nichts. Der Entwurf öffnet sich in Ihrem Mailprogramm, zum "
            "Beispiel in Outlook; dort prüfen und senden Sie ihn."
        )
        st.caption(notices.as_text(sentence))
        downloads.reminder_button(page, letter)
    with right, st.container(key="letter"):
        _show(letter)


def _choose(page: Page, found: Reminding) -> tuple[Behind | None, date | None]:
    """Whom to remind, and until when they are asked to hand in."""
    by_id = {each.id: each for each in found.behind}
    chosen = st.selectbox(
        _("Erinnerung an"),
        list(by_id),
        index=None,
        key=_PERSON,
        format_func=lambda key: _said(by_id[key]),
        placeholder=_("Name eingeben"),
    )
    until = st.date_input(
        _("Bitte um Abgabe bis"),
        value=_proposed(page.round),
        min_value=page.round.today,
        key=_UNTIL,
        format="DD.MM.YYYY",
    )
    return None if chosen is None else by_id.get(chosen), until


def _show(letter: Reminder) -> None:
    st.text(_("An: {name}, {email}", name=letter.to_name, email=letter.to_email))
    st.code(letter.subject, language=None, wrap_lines=True)
    st.code(letter.text, language=None, wrap_lines=True)


def _letter(found: Reminding, person: Behind, until: date) -> Reminder:
    here = urlsplit(st.context.url or "")
    link = f"{here.scheme}://{here.netloc}/rate"
    return reminder(reminder_template(), person, found.sender, until=until, link=link)


def _proposed(round_: Round) -> date:
    """The last day of the phase, or a week from now where it is over or nobody has set it."""
    dates = round_.dates_of(round_.phase)
    if dates is None or dates.ends_on < round_.today:
        return round_.today + _SOON
    return dates.ends_on


def _said(person: Behind) -> str:
    return _(
        "{name} · offen: {open} von {all}",
        name=person.sorted_name,
        open=person.open_sheets,
        all=person.sheets,
    )
