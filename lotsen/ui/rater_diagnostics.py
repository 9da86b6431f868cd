"""How people rate, in plain words, for the coordination alone."""

import pandas as pd
import streamlit as st

from lotsen.i18n import _
from lotsen.i18n.formats import number, share
from lotsen.scoring.fair import Comparable
from lotsen.scoring.raters import ENOUGH, RaterFlag, RaterHabits
from lotsen.ui.notices import as_text
from lotsen.usecases.rater_diagnostics import NamedHabits, RaterDiagnostics


def show(found: RaterDiagnostics) -> None:
    """Name the habits that are worth a talk; the figures behind them a click away."""
    if not found.raters:
        return
    st.subheader(_("Auffälligkeiten beim Bewerten"), anchor=False)
    st.text(
        _(
            "Nur für die Koordination. Eine Auffälligkeit ist ein Anlass für ein Gespräch, kein "
            "Urteil, und ändert keine Bewertung. Gesagt wird erst ab {count} Bögen etwas.",
            count=ENOUGH,
        )
    )
    if found.comparable == Comparable.NO:
        st.text(_("Wer streng oder uneinheitlich bewertet, lässt sich hier noch nicht sagen."))
    noted = [each for each in found.raters if each.habits.flags]
    if noted:
        st.table(
            pd.DataFrame([_line(each) for each in noted]),
            border="horizontal",
            hide_index=True,
            alt=_("Bewertende Personen mit einer Auffälligkeit"),
        )
    st.text(" ".join(part for part in (_rest(found), _halo(found.halo)) if part))
    table = st.expander(_("Alle Zahlen dazu"), key="habits_table", on_change="rerun")
    if table.open:
        table.table(
            pd.DataFrame([_figures(each) for each in found.raters]),
            border="horizontal",
            hide_index=True,
            alt=_("Alle bewertenden Personen mit den Zahlen zu ihren Bögen"),
        )
        table.caption(_key())


def _rest(found: RaterDiagnostics) -> str:
    few = sum(each.habits.sheets < ENOUGH for each in found.raters)
    plain = sum(each.habits.sheets >= ENOUGH and not each.habits.flags for each in found.raters)
    return _(
        "Ohne Auffälligkeit: {plain} Personen. Zu wenige Bögen: {few} Personen.",
        plain=plain,
        few=few,
    )


def _halo(part: float | None) -> str:
    """How much of a sheet is one impression of the person."""
    if part is None:
        return ""
    return _(
        "Gesamteindruck: Von dem, was die einzelnen Bewertungen einer Person unterscheidet, gilt "
        "{share} für alle Kriterien eines Bogens gleich.",
        share=share(round(part, 2)),
    )


def _line(each: NamedHabits) -> dict[str, str]:
    return {
        _("Name"): as_text(each.name),
        _("Bögen"): number(each.habits.sheets, decimals=0),
        _("Was auffällt"): as_text(" ".join(said(flag, each.habits) for flag in each.habits.flags)),
    }


def said(flag: RaterFlag, habits: RaterHabits) -> str:
    """A habit as a sentence about the sheets, not about the person."""
    match flag:
        case RaterFlag.STRICT | RaterFlag.MILD:
            return _severe(habits)
        case RaterFlag.UNEVEN:
            return _("Weicht von Person zu Person stark von den anderen Bögen ab.")
        case RaterFlag.TOO_EVEN:
            return _("Stimmt auffallend genau mit den anderen Bögen überein.")
        case RaterFlag.HALO:
            return _("Fast dieselbe Bewertung für alle Kriterien eines Bogens.")
        case RaterFlag.CENTRAL:
            return _("Unterscheidet wenig zwischen starken und schwachen Kandidaturen.")
        case RaterFlag.NARROW:
            value, part = habits.modal or (0.0, 0.0)
            return _(
                "Dieselbe Stufe, die {value}, bei {share} aller Bewertungen.",
                value=number(value, decimals=0),
                share=share(round(part, 2)),
            )


def _severe(habits: RaterHabits) -> str:
    severity = habits.severity or 0.0
    points = number(abs(severity), decimals=1)
    if severity < 0:
        return _("Strenger als der Durchschnitt, um {points} Punkte.", points=points)
    return _("Milder als der Durchschnitt, um {points} Punkte.", points=points)


def _figures(each: NamedHabits) -> dict[str, str]:
    habits = each.habits
    value, part = habits.modal or (None, None)
    return {
        _("Name"): as_text(each.name),
        _("Bögen"): number(habits.sheets, decimals=0),
        _("Strenge"): _severity(habits),
        _("Einheitlichkeit"): number(habits.consistency, decimals=2),
        _("Streuung im Bogen"): number(habits.halo, decimals=2),
        _("gleichförmige Bögen"): share(habits.straight),
        _("Unterscheidung"): number(habits.slope, decimals=2),
        _("häufigste Stufe"): "–"
        if part is None
        else f"{number(value, decimals=0)} ({share(round(part, 2))})",
    }


def _severity(habits: RaterHabits) -> str:
    if habits.severity is None:
        return "–"
    return _(
        "{value} ({low} bis {high})",
        value=number(habits.severity, decimals=2),
        low=number(habits.low, decimals=2),
        high=number(habits.high, decimals=2),
    )


def _key() -> str:
    return as_text(
        " · ".join(
            [
                _("Strenge: unter 0 streng, mit der Spanne, in der sie in 90 von 100 Fällen liegt"),
                _("Einheitlichkeit: 1 ist üblich, über 1,5 uneinheitlich"),
                _("Streuung im Bogen: 1 ist üblich, unter 0,5 auffällig gering"),
                _("gleichförmige Bögen: überall dieselbe Bewertung"),
                _("Unterscheidung: 1 ist üblich, unter 0,6 auffällig gering"),
            ]
        )
    )
