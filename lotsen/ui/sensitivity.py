"""What the first places hang on: in sentences and two tables."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.scoring.fair import Comparable
from lotsen.scoring.sensitivity import Change
from lotsen.ui.notices import as_text
from lotsen.usecases.sensitivity import Firmness, SensitivityView, WhatIf


def show(view: SensitivityView) -> None:
    """Show who comes in or drops out if one thing were otherwise."""
    if view.comparable == Comparable.NO or not view.what_if:
        return
    title = _("Wovon die ersten {places} abhängen", places=view.places)
    st.subheader(as_text(title), anchor=False)
    changed = [each for each in view.what_if if each.changes]
    st.text(_summary(view, len(changed)))
    if changed:
        st.table(
            pd.DataFrame([_line(each) for each in changed]),
            border="horizontal",
            hide_index=True,
            alt=_("Was anders wäre, wer dann hineinkäme und wer herausfiele"),
        )
    steady = [_said(each) for each in view.what_if if not each.changes]
    if changed and steady:
        st.caption(as_text(_("Nichts ändert sich hier: {list}.", list="; ".join(steady))))
    _weights(view)


def _summary(view: SensitivityView, changed: int) -> str:
    parts = [
        _(
            "Geprüft wurde {tried} Mal, was wäre, wenn eines anders wäre; {changed} Mal ändert "
            "sich die Gruppe.",
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
