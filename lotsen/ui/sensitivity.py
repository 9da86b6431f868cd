"""What the first places hang on: in sentences and two tables."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.scoring.fair import Comparable
from lotsen.scoring.sensitivity import Change
from lotsen.ui.notices import as_text
from lotsen.usecases.sensitivity import Firmness, SensitivityView, WhatIf

NAMED: Final = 3
"""So many names are told in the sentence."""


def show(view: SensitivityView) -> None:
    """Show who comes in or drops out if one thing were otherwise."""
    if view.comparable == Comparable.NO or not view.what_if:
        return
    title = _("Wovon die ersten {places} abhängen", places=view.places)
    st.subheader(as_text(title), anchor=False)
    changed = [each for each in view.what_if if each.changes]
    st.text(_summary(view, len(changed)))
    for sentence in _often(changed):
        st.text(sentence)
    if changed:
        _details(view, changed)
    _weights(view)


def _often(changed: Sequence[WhatIf]) -> list[str]:
    """Whose place hangs on most of it."""
    out = Counter(name for each in changed for name in (*each.leaves, *each.unrated))
    into = Counter(name for each in changed for name in each.enters)
    return [
        text
        for text, counts in (
            (_("Am häufigsten fällt heraus: {list}.", list=_counted(out)), out),
            (_("Am häufigsten kommt hinein: {list}.", list=_counted(into)), into),
        )
        if counts
    ]


def _counted(counts: Counter[str]) -> str:
    named = counts.most_common(NAMED)
    return ", ".join(_("{name} ({count} Mal)", name=name, count=count) for name, count in named)


def _details(view: SensitivityView, changed: Sequence[WhatIf]) -> None:
    table = st.expander(
        _("Im Einzelnen: {count} Proben, die etwas ändern", count=len(changed)),
        key="what_if_table",
        on_change="rerun",
    )
    if not table.open:
        return
    table.table(
        pd.DataFrame([_line(each) for each in changed]),
        border="horizontal",
        hide_index=True,
        alt=_("Was anders wäre, wer dann hineinkäme und wer herausfiele"),
    )
    steady = [_said(each) for each in view.what_if if not each.changes]
    if steady:
        table.caption(as_text(_("Nichts ändert sich hier: {list}.", list="; ".join(steady))))


def _summary(view: SensitivityView, changed: int) -> str:
    parts = [
        _(
            "Geprüft wurde {tried} Mal, was sich ändert, wenn ein Kriterium, ein Gewicht oder eine "
            "bewertende Person anders zählt; {changed} Mal ändert sich die Gruppe.",
            tried=len(view.what_if),
            changed=changed,
        )
    ]
    if not view.whole_town:
        parts.append(_("Genannt werden nur Personen aus Ihren Bereichen."))
    return " ".join(parts)


def _line(each: WhatIf) -> dict[str, str]:
    out = _listed(each.leaves)
    if each.unrated:
        gone = _("ohne Bogen: {names}", names=_listed(each.unrated))
        out = f"{out}; {gone}" if each.leaves else gone
    return {
        _("Was anders wäre"): as_text(_said(each)),
        _("kommt hinein"): as_text(_listed(each.enters)),
        _("fällt heraus"): as_text(out),
    }


def _said(each: WhatIf) -> str:
    match each.change:
        case Change.EQUAL_WEIGHTS:
            return _("alle Kriterien gleich gewichtet")
        case Change.WITHOUT_CRITERION:
            return _("ohne das Kriterium „{name}“", name=each.name)
        case Change.WITHOUT_RATER:
            return _("ohne die Bögen von {name}", name=each.name)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "–"


def _weights(view: SensitivityView) -> None:
    """How firm each place is when weights are moved a little."""
    unsure = [each for each in view.people if 0 < each.share < 1]
    firm = sum(each.share == 1 for each in view.people)
    st.text(
        _(
            "Mit {draws} leicht verschobenen Gewichtungen: {firm} Personen bleiben immer unter den "
            "ersten {places}.",
            draws=number(view.draws, decimals=0),
            firm=firm,
            places=view.places,
        )
    )
    if not unsure:
        return
    table = st.expander(
        _("Wessen Platz an den Gewichten hängt: {count} Personen", count=len(unsure)),
        key="weights_table",
        on_change="rerun",
    )
    if table.open:
        table.table(
            pd.DataFrame([_firmness(each) for each in unsure]),
            border="horizontal",
            hide_index=True,
            alt=_("Personen, deren Platz an den Gewichten hängt"),
        )


def _firmness(each: Firmness) -> dict[str, str]:
    times = min(99, max(1, round(100 * each.share)))
    return {
        _("Name"): as_text(each.name),
        _("jetzt"): _("unter den ersten") if each.first else _("dahinter"),
        _("unter den ersten in"): _("{count} von 100 Gewichtungen", count=times),
    }
