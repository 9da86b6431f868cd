"""Where the places go: in view above the form, for all Fachbereiche in a table."""

import streamlit as st

from lotsen.domain.decisions import Outcome
from lotsen.i18n import _, words
from lotsen.ui.notices import as_text
from lotsen.usecases.decision_board import DecisionBoard


def show(board: DecisionBoard) -> None:
    """Say who has places in how many lines as it takes; the table has those without any."""
    counts = board.by_department
    if counts.empty:
        return
    st.subheader(_("Plätze nach Fachbereich"), anchor=False)
    with st.container(gap="xsmall"):
        st.text(_("Ausgewählt: {places}", places=_where(board, Outcome.SELECTED)))
        st.text(_("Reserve: {places}", places=_where(board, Outcome.RESERVE)))
        without = int((counts[Outcome.SELECTED.value] == 0).sum())
        facts = {"without": without, "all": len(counts)}
        st.text(_("Fachbereiche ohne ausgewählte Person: {without} von {all}", **facts))
    _show_table(board)


def show_own(board: DecisionBoard, candidate: int) -> None:
    """How far the places of a person's own Fachbereich are."""
    name = board.people.at[candidate, "fachbereich"]
    counts = board.by_department
    for line in counts.loc[counts["fachbereich"] == name].to_dict("records"):
        st.text(
            _(
                "Im Fachbereich: ausgewählt {selected}, Reserve {reserve}, noch offen {open}",
                selected=line[Outcome.SELECTED.value],
                reserve=line[Outcome.RESERVE.value],
                open=line["open"],
            )
        )


def _where(board: DecisionBoard, outcome: Outcome) -> str:
    """The Fachbereiche with such a decision, and how many each has."""
    rows = board.by_department[["fachbereich", outcome.value]].itertuples(index=False)
    found = [f"{name} {count}" for name, count in rows if count]
    return ", ".join(found) if found else _("bisher niemand")


def _show_table(board: DecisionBoard) -> None:
    """One line per Fachbereich, and the whole town."""
    names = {
        "fachbereich": _("Fachbereich"),
        **{outcome.value: words.outcome(outcome) for outcome in Outcome},
        "open": _("noch offen"),
    }
    frame = board.by_department.rename(columns=names)
    frame[names["fachbereich"]] = frame[names["fachbereich"]].map(as_text)
    frame.loc[len(frame)] = [_("Alle"), *frame.iloc[:, 1:].sum()]
    with st.expander(_("Alle Fachbereiche als Tabelle")):
        st.table(
            frame,
            border="horizontal",
            hide_index=True,
            alt=_("Plätze nach Fachbereich"),
        )
