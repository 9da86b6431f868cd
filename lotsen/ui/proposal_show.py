"""The proposal on the page: what it is, who is in it and why, how sure it is, what it covers."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lotsen.charts import chances as chances_chart
from lotsen.charts import coverage as coverage_chart
from lotsen.charts import proposal_readings as readings
from lotsen.charts.lines import lines_of
from lotsen.domain.shortlist_rules import Objective, SpokenRule
from lotsen.i18n import _, formats
from lotsen.i18n import rules as spoken
from lotsen.ui import figures, pictures
from lotsen.ui.decision_tables import NEW_LINE
from lotsen.ui.kept import kept
from lotsen.ui.notices import as_text
from lotsen.usecases.proposal_view import Clash, People, Proposal

ALL = 20


def headline(found: Proposal) -> None:
    """Say what the proposal is, and what it is not; where there is none, say why."""
    if found.clash is not None:
        _clash(found, found.clash)
        return
    with st.container(key="proposal_headline"):
        st.markdown(as_text(_summary(found)))
    _grounds(found)
    st.text(
        _(
            "Das ist ein Vorschlag und keine Entscheidung. Lotsen merkt niemanden von selbst vor: "
            "Übernehmen können Sie jede Person einzeln unter „Vergleichen“."
        )
    )
    figures.show(_figures(found))


def _grounds(found: Proposal) -> None:
    """Which scores it stands on is always said, and loudly where one has to be careful."""
    text = readings.grounds(found.grounds)
    if readings.is_careful(found.grounds):
        st.warning(as_text(text), icon=":material/warning:")
    else:
        st.text(text)


def method(found: Proposal, revision: int) -> None:
    """With what all of this can be worked out again."""
    st.caption(as_text(readings.method(found, revision)))


def _summary(found: Proposal) -> str:
    mean = formats.number(found.mean, decimals=2)
    if not found.proven:
        return _(
            "Vorschlag für {places} Plätze mit dem Mittelwert {mean}. Ob es eine bessere Auswahl "
            "gibt, ist nicht bewiesen: Ihr Mittelwert wäre höchstens um {gap} höher.",
            places=found.places,
            mean=mean,
            gap=formats.number(found.gap, decimals=3),
        )
    if any(each.alike for each in found.alternatives):
        return _(
            "Vorschlag für {places} Plätze mit dem Mittelwert {mean}. Er hält alle Regeln ein. "
            "Andere Auswahlen sind gleichwertig; sie stehen weiter unten.",
            places=found.places,
            mean=mean,
        )
    return _(
        "Vorschlag für {places} Plätze mit dem Mittelwert {mean}. Er hält alle Regeln ein, und "
        "keine andere Auswahl mit diesen Regeln hat einen höheren Mittelwert.",
        places=found.places,
        mean=mean,
    )


def _figures(found: Proposal) -> list[figures.Figure]:
    proposed = found.people.loc[found.people["proposed"]]
    covered = int((found.coverage["count"] > 0).sum())
    return [
        (
            _("vorgeschlagen"),
            figures.part_of(len(proposed), len(found.people)),
            _("Personen mit Interesse und Wert"),
        ),
        (
            _("Mittelwert"),
            formats.number(found.mean, decimals=2),
            spoken.objective(found.grounds.objective),
        ),
        (
            _("Kriterien mit starker Person"),
            figures.part_of(covered, len(found.coverage)),
            _("im Mittel mindestens 4, aus zwei Bögen"),
        ),
        (_("ohne Wert"), str(found.unscored), _("Personen, die hier nicht zählen")),
    ]


def _clash(found: Proposal, clash: Clash) -> None:
    st.warning(
        _(
            "Mit diesen Regeln gibt es keine Auswahl für {places} Plätze. Es zählen {people} "
            "Personen mit Interesse und Wert.",
            places=found.places,
            people=len(found.people),
        ),
        icon=":material/rule:",
    )
    if not clash.rules:
        st.text(_("Es gibt weniger Personen als Plätze."))
        return
    st.text(_("Diese Regeln vertragen sich nicht:"))
    st.markdown(_list(spoken.half(rule, least=side == "least") for rule, side in clash.rules))
    if clash.enough:
        st.text(_("Eine davon zu lockern genügt, und zwar eine von diesen:"))
        st.markdown(_list(spoken.half(rule, least=side == "least") for rule, side in clash.enough))
    else:
        st.text(_("Eine davon zu lockern genügt nicht: Es gibt noch einen weiteren Widerspruch."))


def _list(texts: Any) -> str:
    return "\n".join(f"- {as_text(text)}" for text in texts)


def people(found: Proposal) -> None:
    """Everybody who is proposed, numbered, with the reason; then who is not in spite of a score."""
    st.subheader(_("Wer vorgeschlagen ist, und warum"), anchor=False)
    criteria, objective = len(found.coverage), found.grounds.objective
    lines = lines_of(found.people.loc[found.people["proposed"]])
    together = found.price_of_all.leaves if found.price_of_all is not None else ()
    rows = [
        {_("Nr."): str(number)}
        | _person(line, criteria, objective, _why_in(line, objective, together))
        for number, line in enumerate(lines, start=1)
    ]
    alt = _("Vorgeschlagene Personen mit Wert, Stärken und Grund")
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)
    lowest = min((line.score for line in lines), default=math.inf)
    above = found.people.loc[~found.people["proposed"] & (found.people["score"] > lowest)]
    if above.empty:
        return
    st.subheader(_("Nicht vorgeschlagen, trotz eines höheren Werts"), anchor=False)
    others = [
        _person(line, criteria, objective, _why_out(line.kept_out_by)) for line in lines_of(above)
    ]
    alt = _("Personen mit höherem Wert, die nicht vorgeschlagen sind, mit Grund")
    st.table(pd.DataFrame(others), border="horizontal", hide_index=True, alt=alt)


def _person(line: Any, criteria: int, objective: Objective, reason: str) -> dict[str, str]:
    score = _score(line, criteria, objective)
    who = f"**{as_text(line.sorted_name)}**{NEW_LINE}{as_text(line.department)}"
    return {
        _("Name"): who,
        _("Grund"): f"{as_text(reason)}{NEW_LINE}{as_text(score)}",
    }


def _score(line: Any, criteria: int, objective: Objective) -> str:
    """The score that counted first, the plain one always, and what stands behind it."""
    facts = {
        "fair": formats.number(line.score, decimals=2),
        "plain": formats.number(line.plain, decimals=2),
        "spread": formats.number(line.spread, decimals=2),
        "n": int(line.n),
        "part": len(line.strong),
        "whole": criteria,
    }
    if objective == Objective.FAIR:
        return _(
            "fairer Wert {fair}; Gesamtwert {plain}, Streuung {spread}, Bögen: {n}; stark in "
            "{part} von {whole} Kriterien",
            **facts,
        )
    return _(
        "Gesamtwert {plain}, Streuung {spread}, Bögen: {n}; stark in {part} von {whole} Kriterien",
        **facts,
    )


def _why_in(line: Any, objective: Objective, together: People) -> str:
    """The rule that brings a person in; `together` are those whom only several rules do."""
    if line.due_to:
        return _("wegen der Regel: {rules}", rules="; ".join(map(spoken.sentence, line.due_to)))
    if line.candidate_id in together:
        return _("wegen mehrerer Regeln zusammen")
    one_sheet = line.n == 1
    match objective:
        case Objective.FAIR if one_sheet:
            return _("hoher fairer Wert, aber aus nur einem Bogen")
        case Objective.FAIR:
            return _("hoher fairer Wert")
        case Objective.PLAIN if one_sheet:
            return _("hoher Gesamtwert, aber aus nur einem Bogen")
        case Objective.PLAIN:
            return _("hoher Gesamtwert")


def _why_out(rules: Sequence[SpokenRule]) -> str:
    if not rules:
        return _("wegen mehrerer Regeln zusammen")
    return _("wegen der Regel: {rules}", rules="; ".join(map(spoken.sentence, rules)))


def chances(found: Proposal) -> None:
    """How often each person is in the proposal, as twenty dots."""
    st.subheader(_("Wie sicher der Vorschlag ist"), anchor=False)
    if not found.draws:
        st.text(_("Dazu lässt sich noch nichts sagen: Niemand hat zwei abgegebene Bögen."))
        return
    shown = chances_chart.shown(found)
    sure = int((found.people["share"] >= (ALL - 1) / ALL).sum())
    near = int(((found.people["share"] >= 1 / ALL) & ~found.people["proposed"]).sum())
    said = readings.chances(found.grounds.objective, sure, near)
    st.text(said)
    columns = ["candidate_id", "name", "department", "share", "proposed"]
    packed = kept("chances", lambda: pictures.packed(chances_chart.chances(shown)), shown[columns])
    pictures.show(packed, alt=said, key="proposal_chances")
    table = st.expander(_("Als Tabelle"), key="chances_table", on_change="rerun")
    if table.open:
        table.table(_chances(shown), hide_index=True, alt=said)


def _chances(shown: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.sorted_name),
                _("im Vorschlag"): _("ja") if line.proposed else _("nein"),
                _("Fälle"): chances_chart.spoken(line.share),
                _("Anteil"): formats.share(line.share),
            }
            for line in lines_of(shown)
        ]
    )


def coverage(found: Proposal) -> None:
    """Who of the proposed is strong on which criterion."""
    st.subheader(_("Was die Auswahl abdeckt"), anchor=False)
    weakest = found.coverage.sort_values("count", kind="stable").iloc[0]
    said = _(
        "Am wenigsten abgedeckt ist „{criterion}“, mit {count} starken Personen. Die Zahlen über "
        "dem Bild sind die Nummern aus der Tabelle der Vorgeschlagenen.",
        criterion=weakest["title"],
        count=int(weakest["count"]),
    )
    st.text(said)
    proposed = found.people.loc[found.people["proposed"], ["candidate_id", "name", "strong"]]
    packed = kept(
        "coverage",
        lambda: pictures.packed(coverage_chart.coverage(found)),
        proposed,
        found.coverage,
    )
    pictures.show(packed, alt=said, key="proposal_coverage")
    st.caption(_strong(found.grounds.objective))
    table = st.expander(_("Als Tabelle"), key="coverage_table", on_change="rerun")
    if table.open:
        table.table(_coverage(found), hide_index=True, alt=said)


def _strong(objective: Objective) -> str:
    """Who is strong, by the scores that the proposal stands on."""
    if objective == Objective.FAIR:
        return _(
            "Stark ist, wer bei einem Kriterium im Mittel mindestens 4 hat, aus mindestens zwei "
            "Bögen; Strenge und Milde sind herausgerechnet."
        )
    return _(
        "Stark ist, wer bei einem Kriterium im Mittel mindestens 4 hat, aus mindestens zwei "
        "Bögen; Strenge und Milde sind nicht herausgerechnet."
    )


def _coverage(found: Proposal) -> pd.DataFrame:
    people = lines_of(found.people.loc[found.people["proposed"]])
    return pd.DataFrame(
        [
            {
                _("Kriterium"): as_text(line.title),
                _("stark"): str(line.count),
                _("Vorgabe"): coverage_chart.asked(line.count, line.least),
                _("Wer"): as_text(
                    "; ".join(each.sorted_name for each in people if line.criterion in each.strong)
                ),
            }
            for line in lines_of(found.coverage)
        ]
    )
