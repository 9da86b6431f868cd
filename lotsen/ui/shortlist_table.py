"""The list of the Engere Wahl as a grid, and the same as a plain table for the keyboard."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from lotsen.charts import comparison_readings as readings
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.i18n import _, formats, words
from lotsen.ui.decision_tables import outcome_text
from lotsen.ui.kept import fingerprint, kept
from lotsen.ui.notices import as_text
from lotsen.usecases.comparison import Comparison
from lotsen.usecases.shortlist import Shortlist, criterion_column

PAGE_SIZE: Final = 100
ROW: Final = 37
WIDTH_OF_DEPARTMENT: Final = 220
WIDTH_OF_OUTCOME: Final = 140
_TURNS: Final = "shortlist_turns"


def page_of(shortlist: Shortlist) -> pd.DataFrame:
    """The rows of the page that is open; a long list comes in pages."""
    rows = len(shortlist.frame)
    pages = max(1, -(-rows // PAGE_SIZE))
    page = 1
    if pages > 1:
        page = st.pagination(pages, key="shortlist_page")
        st.caption(_("{count} Personen auf {pages} Seiten", count=rows, pages=pages))
    start = (page - 1) * PAGE_SIZE
    return shortlist.frame.iloc[start : start + PAGE_SIZE]


def show(
    rows: pd.DataFrame,
    shortlist: Shortlist,
    compared: Comparison | None,
    choose: Callable[[int], None],
) -> None:
    """Show the rows; a click on one chooses the person who stands there.

    `compared` has the fair scores, None where they are not worked out yet.
    """
    keys = [int(key) for key in rows["candidate_id"]]
    key = f"shortlist-{fingerprint(keys)}-{st.session_state.get(_TURNS, 0)}"

    def take_click() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        if picked:
            choose(keys[picked[0]])

    shown = kept(
        "shortlist",
        lambda: spoken(rows, dict(shortlist.criteria), compared),
        rows,
        shortlist.criteria,
        *(() if compared is None else (compared.frame, compared.comparable)),
    )
    alt = _("Kandidaturen mit Werten, Entscheidung und Vormerkung")
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        on_select=take_click,
        selection_mode="single-row",
        column_config=_look(shown),
        height=min(620, ROW * (len(shown) + 1) + 2),
        alt=alt,
    )
    plain = st.expander(_("Als Tabelle"), key="shortlist_plain", on_change="rerun")
    if plain.open:
        plain.table(shown.map(_read).rename(columns=as_text), hide_index=True, alt=alt)
    _show_gate(compared)


def forget_click() -> None:
    """Draw the grid anew, so that no row stays marked that is no longer meant."""
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1


def spoken(
    rows: pd.DataFrame, titles: Mapping[str, str], compared: Comparison | None
) -> pd.DataFrame:
    """The rows as they are read: words instead of values, numbers as the reader writes them.

    The rank stays a number, so that the grid can be sorted by it.
    """
    columns = {
        _("Name"): rows["sorted_name"],
        _("Engere Wahl"): [_("ja") if marked else "" for marked in rows["marked"]],
        _("Bereich"): rows["department"],
        _("Gesamtwert"): _numbers(rows["score"]),
        **_fair(rows["candidate_id"], compared),
        _("Streuung"): _numbers(rows["spread"]),
        _("Bögen"): [str(count) for count in rows["n"]],
        _("Stand"): [words.candidate_state(CandidateState(state)) for state in rows["state"]],
        _("Entscheidung"): [
            _outcome(outcome, order)
            for outcome, order in zip(rows["outcome"], rows["reserve_order"], strict=True)
        ],
        _("Bemerkung"): rows["remark"],
    }
    criteria = {title: _numbers(rows[criterion_column(key)]) for key, title in titles.items()}
    return pd.DataFrame({**columns, **criteria}).reset_index(drop=True)


def _fair(keys: pd.Series, compared: Comparison | None) -> dict[str, Any]:
    """Fair score, rank and its interval; no column at all where people cannot be compared."""
    if compared is None or not compared.may_compare or compared.frame.empty:
        return {}
    known = compared.frame.set_index("candidate_id").reindex(keys).reset_index()
    ranks = zip(known["rank_low"], known["rank_high"], strict=True)
    return {
        _("Fairer Wert"): _numbers(known["fair"]),
        _("Rang"): known["rank"].astype("Int64").to_numpy(),
        _("plausibel"): [
            "" if pd.isna(low) else _("{low} bis {high}", low=int(low), high=int(high))
            for low, high in ranks
        ],
    }


def _show_gate(compared: Comparison | None) -> None:
    """Whether the fair scores hold, or why there are none."""
    if compared is not None:
        st.caption(as_text(readings.comparability(compared.comparable, compared.reasons)))


def _read(cell: Any) -> str:
    return "" if pd.isna(cell) else as_text(str(cell))


def _numbers(column: Any) -> list[str]:
    return [formats.number(value) for value in column]


def _outcome(outcome: str, order: Any) -> str:
    return outcome_text(Outcome(outcome), None if pd.isna(order) else order) if outcome else ""


def _look(shown: pd.DataFrame) -> dict[str, Any]:
    """Numbers stand on the right."""
    text = {_("Name"), _("Engere Wahl"), _("Bereich"), _("Stand"), _("Entscheidung")}
    look: dict[str, Any] = {
        name: st.column_config.TextColumn(alignment="right")
        for name in shown.columns
        if name not in text
    }
    if _("Rang") in shown.columns:
        look[_("Rang")] = st.column_config.NumberColumn(format="%d")
    look[_("Bereich")] = st.column_config.TextColumn(width=WIDTH_OF_DEPARTMENT)
    look[_("Entscheidung")] = st.column_config.TextColumn(width=WIDTH_OF_OUTCOME)
    look[_("Bemerkung")] = st.column_config.TextColumn(width="medium")
    return look
