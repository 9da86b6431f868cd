"""Remind whoever is behind: the letter, to be copied or opened in one's own mail program."""

from datetime import date
from typing import Final

import streamlit as st

from lotsen.bootstrap import reminder_template
from lotsen.i18n import _
from lotsen.mail.reminders import Reminder, reminder
from lotsen.ui.letter_draft import day_to_answer, offer, show_words
from lotsen.ui.page import Page, address_of
from lotsen.usecases import reminding
from lotsen.usecases.reminding import Behind, Reminding

_PERSON: Final = "remind_person"
_UNTIL: Final = "remind_until"


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
        offer(page, letter, asked=reminding.behind, file_name=_("Erinnerung.eml"))
    with right:
        show_words(letter)


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
        value=day_to_answer(page.round),
        min_value=page.round.today,
        key=_UNTIL,
        format="DD.MM.YYYY",
    )
    return None if chosen is None else by_id.get(chosen), until


def _letter(found: Reminding, person: Behind, until: date) -> Reminder:
    link = address_of("rate")
    return reminder(reminder_template(), person, found.sender, until=until, link=link)


def _said(person: Behind) -> str:
    return _(
        "{name} · offen: {open} von {all}",
        name=person.sorted_name,
        open=person.open_sheets,
        all=person.sheets,
    )
