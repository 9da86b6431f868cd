"""Everybody who was named: who has to be told by when, the letter, and what each one answered."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.domain.criteria import Criterion
from lotsen.domain.letters import Audience
from lotsen.domain.surveys import NominationState
from lotsen.i18n import _, formats, surveys
from lotsen.ui import figures, letter_asking, survey_noting
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.nominees import NamedBy, Nominee

_CHOSEN: Final = "nominee"
NEW_LINE: Final = "  \n"


def show(page: Page, found: Sequence[Nominee], criteria: Sequence[Criterion]) -> None:
    """The list, and one person of it with everything that is to be done."""
    st.subheader(_("Vorgeschlagene Personen"), anchor=False)
    if not found:
        st.text(_("Es ist noch niemand vorgeschlagen."))
        return
    _figures(found)
    _list(page, found)
    by_id = {each.id: each for each in found}
    chosen = st.selectbox(
        _("Person"),
        list(by_id),
        index=None,  # what is noted of a person holds for a court: nobody is chosen beforehand
        key=_CHOSEN,
        format_func=lambda each: by_id[each].sorted_name,
        placeholder=_("Name eingeben"),
        help=_("Zuerst stehen die Personen, die als Nächste zu informieren sind."),
    )
    if chosen is None or chosen not in by_id:
        return
    nominee = by_id[chosen]
    left, right = st.columns([1, 1], gap="large")
    with left:
        _why(nominee, criteria)
        survey_noting.show(page, nominee)
    with right:
        if nominee.tell_by is not None:
            _letter(page, nominee)


def _figures(nominees: Sequence[Nominee]) -> None:
    due = [each.tell_by for each in nominees if each.tell_by is not None]
    states = [each.state for each in nominees]
    by = _("die erste bis {day}", day=formats.day(min(due))) if due else _("alle informiert")
    figures.show(
        (
            (_("vorgeschlagen"), str(len(nominees)), _("jede Person zählt einmal")),
            (_("zu informieren"), str(len(due)), by),
            (
                _("ohne Antwort"),
                str(states.count(NominationState.INFORMED)),
                _("sind informiert"),
            ),
            (
                _("stimmen zu"),
                str(states.count(NominationState.AGREES)),
                _("sind jetzt Kandidaturen"),
            ),
            (
                _("sagen ab"),
                str(states.count(NominationState.DECLINES)),
                _("werden nicht bewertet"),
            ),
        )
    )


def _list(page: Page, nominees: Sequence[Nominee]) -> None:
    rows = [
        (
            _lines(f"**{as_text(each.sorted_name)}**", as_text(each.department)),
            as_text(", ".join(word.leader for word in each.named_by)),
            _lines(surveys.nomination_state(each.state), _due(page, each)),
        )
        for each in nominees
    ]
    st.table(
        pd.DataFrame(rows, columns=[_("Person"), _("Vorgeschlagen von"), _("Stand")]),
        border="horizontal",
        hide_index=True,
        alt=_("Vorgeschlagene Personen mit Stand und Frist"),
    )


def _lines(*lines: str) -> str:
    return NEW_LINE.join(filter(None, lines))


def _due(page: Page, nominee: Nominee) -> str:
    """The last day for telling the person; what is late says so in words."""
    if nominee.tell_by is None:
        return ""
    day = formats.day(nominee.tell_by)
    if nominee.tell_by < page.round.today:
        return as_text(_("überfällig: informieren bis {day}", day=day))
    return as_text(_("informieren bis {day}", day=day))


def _why(nominee: Nominee, criteria: Sequence[Criterion]) -> None:
    """What each leader has said, criterion by criterion."""
    titles = criterion_titles(criteria)
    rows = [
        (_head(word), _words({titles.get(key, key): text for key, text in word.reasons.items()}))
        for word in nominee.named_by
    ]
    st.table(
        pd.DataFrame(rows, columns=[_("Vorgeschlagen von"), _("Warum")]),
        border="horizontal",
        hide_index=True,
        alt=_("Wer die Person vorgeschlagen hat, und warum"),
    )


def _head(word: NamedBy) -> str:
    lines = [word.leader, _("am {day}", day=formats.day(word.named_on))]
    lines.append(_("Die Person weiß davon.") if word.knows else _("Die Person weiß nichts davon."))
    if word.told is not None:
        lines.append(
            _(
                "informiert am {day} ({told})",
                day=formats.day(word.informed_on),
                told=surveys.told(word.told),
            )
        )
    return _lines(*map(as_text, lines))


def _words(reasons: dict[str, str]) -> str:
    return NEW_LINE.join(
        f"**{as_text(title)}**{NEW_LINE}{as_text(text).replace(chr(10), ' / ')}"
        for title, text in reasons.items()
    )


def _letter(page: Page, nominee: Nominee) -> None:
    """The information by Art. 14, filled; once it is sent, the day is noted by itself."""
    st.subheader(_("Schreiben an die Person"), anchor=False)
    letter_asking.show(page, Audience.NOMINEES, only=nominee.person_id)
    st.caption(_("Ist es gesendet, gilt die Person als informiert. Das hält Lotsen selbst fest."))
