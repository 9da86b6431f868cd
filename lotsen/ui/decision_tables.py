"""What was decided, in tables that a council chamber can read."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.charts import comparison_readings as readings
from lotsen.domain.decisions import Decision, OrderKind, Outcome
from lotsen.domain.ids import CandidateId
from lotsen.i18n import _, formats, orders, words
from lotsen.scoring.fair import Comparable
from lotsen.ui import decision_places
from lotsen.ui.candidate_list import PARAMETER
from lotsen.ui.figures import Figure, part_of
from lotsen.ui.menu import way_to
from lotsen.ui.notices import as_text
from lotsen.usecases.decision_board import DecisionBoard, TakenBack

ORDER: Final = list(Outcome)
NEW_LINE: Final = "  \n"


def outcome_text(outcome: Outcome, order: int | None) -> str:
    """What was decided, with the place in the reserve."""
    name = words.outcome(outcome)
    return name if order is None else _("{outcome}, Platz {order}", outcome=name, order=order)


def figures(board: DecisionBoard) -> Sequence[Figure]:
    """The places, and how far the decisions are."""
    decided = sum(board.counts.values())
    free = max(0, board.places - board.counts[Outcome.SELECTED])
    return (
        (
            _("ausgewählt"),
            part_of(board.counts[Outcome.SELECTED], board.places),
            _("freie Plätze: {count}", count=free),
        ),
        (
            _("Reserve"),
            str(board.counts[Outcome.RESERVE]),
            _("nächster freier Platz: {place}", place=board.next_reserve),
        ),
        (
            _("nicht ausgewählt"),
            str(board.counts[Outcome.NOT_SELECTED]),
            _("entschieden insgesamt: {count}", count=decided),
        ),
        (
            _("noch zu entscheiden"),
            str(len(board.undecided)),
            _("von {count} Kandidaturen", count=decided + len(board.undecided)),
        ),
    )


def show_person(board: DecisionBoard, candidate: int) -> None:
    """Who it is about, and what the ratings say: information, never the decision itself."""
    line = board.people.loc[candidate].to_dict()
    st.subheader(as_text(line["name"]), anchor=False)
    st.text(" · ".join(filter(None, dict.fromkeys([line["department"], line["fachbereich"]]))))
    if board.with_scores:
        st.text(
            _(
                "Gesamtwert {score}, Streuung {spread}, abgegebene Bögen: {count}",
                score=formats.number(line["score"]),
                spread=formats.number(line["spread"]),
                count=int(line["n"]),
            )
        )
        _show_fair(board, candidate)
        if CandidateId(candidate) in board.order.lines:
            _show_order(board, candidate)
        st.caption(_("Ein Wert ist eine Auskunft. Er entscheidet nichts."))
    decision_places.show_own(board, candidate)
    st.page_link(
        way_to("candidates"),
        label=_("Profil mit Belegen ansehen"),
        icon=":material/arrow_forward:",
        query_params={PARAMETER: str(candidate)},
    )


def show_order_kind(board: DecisionBoard) -> None:
    """By which scores departures are told, and how far these can be compared."""
    if board.compared is None:
        return
    said = [orders.order_kind(board.order.kind)]
    if board.compared.comparable != Comparable.YES:
        said += [readings.comparability(board.compared.comparable, board.compared.reasons)]
    st.caption(as_text(" ".join(said)))


def _show_fair(board: DecisionBoard, candidate: int) -> None:
    """The fair score and its rank, where there is one."""
    if board.compared is None or not board.compared.may_compare:
        return
    frame = board.compared.frame
    for line in frame.loc[frame["candidate_id"] == candidate].to_dict("records"):
        st.text(
            _(
                "Fairer Wert {fair}, Rang {rank}, plausibel {low} bis {high}",
                fair=formats.number(line["fair"]),
                rank=line["rank"],
                low=line["rank_low"],
                high=line["rank_high"],
            )
        )


def _show_order(board: DecisionBoard, candidate: int) -> None:
    place = board.order.lines[CandidateId(candidate)].place
    if not place.scored:
        st.text(_("Für diese Person liegt noch kein Wert vor."))
        return
    facts = {"above": place.above, "level": place.level, "places": board.places}
    st.text(
        _("Im Dezernat höher bewertet: {above}, gleich bewertet: {level}.", **facts)
        if board.order.kind == OrderKind.WITHIN
        else _("Höher bewertet: {above}, gleich bewertet: {level}. Plätze: {places}.", **facts)
    )


def show_decided(decisions: Sequence[Decision], names: Mapping[int, str]) -> None:
    """The decisions that stand: first who was selected, then the reserve in its order."""
    st.subheader(_("Entschieden"), anchor=False)
    if not decisions:
        st.text(_("Es ist noch nichts entschieden."))
        return
    rows = [
        _row(
            outcome_text(each.outcome, each.reserve_order),
            names[each.candidate_id],
            _by(each.decided_by, formats.moment(each.decided_at)),
            _whole_reason(each),
        )
        for each in sorted(decisions, key=lambda each: _place(each, names))
    ]
    _table(rows, _("Entscheidung"), _("Begründung"))


def show_taken_back(decisions: Sequence[TakenBack], names: Mapping[int, str]) -> None:
    """The decisions that stand no longer; they are not forgotten."""
    if not decisions:
        return
    rows = [
        _row(
            _("nicht mehr: {outcome}", outcome=words.outcome(each.outcome)),
            names[each.candidate_id],
            _by(each.taken_back_by, formats.moment(each.taken_back_at)),
            each.reason,
        )
        for each in decisions
    ]
    with st.expander(_("Zurückgenommene Entscheidungen: {count}", count=len(decisions))):
        _table(rows, _("Rücknahme"), _("Grund"))


def _whole_reason(decision: Decision) -> str:
    """The reason, and below it why the order of scores was not followed."""
    if not decision.departure:
        return decision.reason
    why = _("Abweichung von der Reihenfolge der Werte: {reason}", reason=decision.departure)
    return f"{decision.reason}\n\n{why}"


def _row(what: str, name: str, by: str, reason: str) -> tuple[str, str]:
    head = f"**{as_text(what)}**{NEW_LINE}{as_text(name)}{NEW_LINE}{as_text(by)}"
    return head, as_text(reason)


def _table(rows: Sequence[tuple[str, str]], what: str, why: str) -> None:
    st.table(
        pd.DataFrame(rows, columns=[what, why]),
        border="horizontal",
        hide_index=True,
        alt=_("{what} und {why}", what=what, why=why),
    )


def _by(name: str, moment: str) -> str:
    return _("{name}, {moment}", name=name, moment=moment)


def _place(decision: Decision, names: Mapping[int, str]) -> tuple[int, int, int]:
    key = list(names).index(decision.candidate_id)
    return ORDER.index(decision.outcome), decision.reserve_order or 0, key
