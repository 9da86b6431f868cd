"""Where the round stands, for a whole council chamber: its phases, what is due, its figures.

What is put together here as HTML are Lotsen's own words, numbers and days; nothing typed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.domain.ratings import OPEN, SheetState
from lotsen.domain.rounds import Round
from lotsen.i18n import _, formats, words
from lotsen.ui.figures import Figure, as_html, part_of
from lotsen.usecases.overview import Overview

STEPS: Final = tuple(phase for phase in Phase if phase != Phase.CLOSED)


def show(round_: Round, overview: Overview) -> None:
    """Show all of it as one piece, so that it stands whole and at once."""
    st.html(
        f'<ol class="phases" aria-label="{escape(_("Phasen der Auswahlrunde"))}">'
        f"{''.join(_steps(round_))}</ol>"
        f'<p class="due">{_due(round_)}</p>'
        f"{as_html(figures(overview, round_.places))}"
    )


def countdown(dates: PhaseDates | None, today: date) -> str:
    """How much time there is, or by how much it is over."""
    if dates is None:
        return _("Für diese Phase ist kein Zeitraum geplant.")
    first, last = formats.day(dates.starts_on), formats.day(dates.ends_on)
    if today < dates.starts_on:
        return _("Geplant erst ab dem {day}.", day=first)
    left = (dates.ends_on - today).days
    if left > 1:
        return _("Noch {days} Tage, bis zum {day}.", days=left, day=last)
    if left >= 0:
        return _("Heute ist der letzte Tag.") if left == 0 else _("Morgen ist der letzte Tag.")
    if left == -1:
        return _("Seit gestern überfällig: geplant bis zum {day}.", day=last)
    return _("Seit {days} Tagen überfällig: geplant bis zum {day}.", days=-left, day=last)


def figures(overview: Overview, places: int) -> Sequence[Figure]:
    """The numbers of the round, each with what it is measured by."""
    people, sheets, decisions = overview.candidates, overview.sheets, overview.decisions
    standing = people.get(CandidateState.INTERESTED, 0)
    proposed = people.get(CandidateState.PROPOSED, 0)
    return (
        (
            _("Kandidaturen im Verfahren"),
            str(standing + proposed),
            _("davon erst vorgeschlagen: {count}", count=proposed),
        ),
        (
            _("Bereiche mit Kandidatur"),
            part_of(overview.units_covered, overview.units),
            _("Fachbereiche, Ämter, Betriebe, Stäbe"),
        ),
        (
            _("Abgegebene Bögen"),
            str(sheets.get(SheetState.HANDED_IN, 0)),
            _("noch offen: {count}", count=sum(sheets.get(state, 0) for state in OPEN)),
        ),
        (
            _("Entscheidungen"),
            part_of(sum(decisions.values()), sum(decisions.values()) + overview.undecided),
            _("nicht ausgewählt: {count}", count=decisions.get(Outcome.NOT_SELECTED, 0)),
        ),
        (
            _("Vergebene Plätze"),
            part_of(decisions.get(Outcome.SELECTED, 0), places),
            _("Reserve: {count}", count=decisions.get(Outcome.RESERVE, 0)),
        ),
    )


def _steps(round_: Round) -> Iterator[str]:
    for number, phase in enumerate(STEPS, start=1):
        kind, state, mark = _state(phase, round_.phase)
        dates = round_.dates_of(phase)
        span = _("ohne Zeitraum") if dates is None else formats.days(dates.starts_on, dates.ends_on)
        yield (
            f'<li class="{kind}"{mark}>'
            f'<span class="state">{number} · {escape(state)}</span>'
            f'<span class="name">{escape(words.phase(phase))}</span>'
            f'<span class="dates">{escape(span)}</span></li>'
        )


def _state(phase: Phase, current: Phase) -> tuple[str, str, str]:
    """The class, the word and the mark of a step."""
    order = list(Phase)
    if phase == current:
        return "now", _("jetzt"), ' aria-current="step"'
    if order.index(phase) < order.index(current):
        return "done", _("erledigt"), ""
    return "to-come", _("kommt noch"), ""


def _due(round_: Round) -> str:
    task = escape(words.due_in(round_.phase))
    if round_.phase == Phase.CLOSED:
        return task
    time = escape(countdown(round_.dates_of(round_.phase), round_.today))
    return f"<strong>{time}</strong> {task}"
