"""Assign sheets, take one back, or give one back to its rater."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from lotsen.domain.ids import CandidateId, PersonId
from lotsen.domain.ratings import SheetState
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, refusals, words
from lotsen.ui.department_names import department_names
from lotsen.ui.page import Page
from lotsen.ui.shortlist_table import ROW
from lotsen.usecases import assigning
from lotsen.usecases.assigning import Pair, Progress

Line = Mapping[Hashable, Any]
_RATERS: Final = "assign_raters"
_CANDIDATES: Final = "assign_candidates"
_SHEET: Final = "assign_sheet"
_EACH: Final = "assign_each"
_DEPARTMENT: Final = "assign_department"


def assign_form(page: Page, stand: Progress) -> None:
    """Bring raters and candidates together: everybody who is chosen rates everybody chosen."""
    st.subheader(_("Bögen zuteilen"), anchor=False)
    st.multiselect(
        _("Wer bewertet"),
        list(stand.raters),
        key=_RATERS,
        format_func=stand.raters.__getitem__,
        placeholder=_("Personen wählen"),
    )
    voting = [key for key in stand.raters if key in stand.voting]
    _adding(_("Alle mit der Rolle Bewertung"), _RATERS, voting)
    st.multiselect(
        _("Wer bewertet wird"),
        list(stand.candidates),
        key=_CANDIDATES,
        format_func=stand.candidates.__getitem__,
        placeholder=_("Kandidaturen wählen"),
    )
    _whole_department(stand)
    raters, candidates = st.session_state[_RATERS], st.session_state[_CANDIDATES]
    st.button(
        _("Zuteilen (Bögen: {count})", count=len(raters) * len(candidates)),
        type="primary",
        disabled=not (raters and candidates),
        on_click=assign_pairs,
        args=(page, [(CandidateId(key), PersonId(by)) for by in raters for key in candidates]),
    )


def _whole_department(stand: Progress) -> None:
    """Choose everybody of a department and below it, or everybody."""
    names = department_names(stand.departments)
    chosen = st.selectbox(
        _("Alle aus einem Bereich dazunehmen"),
        list(names),
        index=None,
        key=_DEPARTMENT,
        format_func=names.__getitem__,
        placeholder=_("Alle Bereiche"),
    )
    keys = list(stand.candidates) if chosen is None else stand.within[chosen]
    _adding(_("Kandidaturen dazunehmen: {count}", count=len(keys)), _CANDIDATES, keys)


def _adding(label: str, box: str, keys: Sequence[int]) -> None:
    """Offer a click that chooses these as well."""

    def add() -> None:
        chosen = st.session_state[box]
        st.session_state[box] = [*chosen, *(key for key in keys if key not in chosen)]

    st.button(
        label,
        key=f"{box}_all",
        on_click=add,
        disabled=set(keys) <= set(st.session_state[box]),
    )


def proposal_form(page: Page, stand: Progress) -> None:
    """Have the program say who should rate whom; a click takes all of it."""
    with st.expander(_("Vorschlag des Programms"), key="assign_proposal", on_change="rerun") as box:
        if not box.open:
            return
        each = st.number_input(
            _("Bögen je Kandidatur"), min_value=1, max_value=20, value=3, key=_EACH
        )
        st.caption(
            _(
                "Vorgeschlagen wird zuerst, wer die wenigsten Bögen hat und aus einem anderen "
                "Fachbereich kommt. So verbinden Bewertende die Bereiche, und die Last verteilt "
                "sich. Der Vorschlag ist immer derselbe."
            )
        )
        pairs = page.query(assigning.proposal, page.round_id, int(each))
        if not pairs:
            st.text(_("Alle Kandidaturen haben so viele Bögen, oder es fehlen Bewertende."))
            return
        rows = [(stand.raters[by], stand.candidates[key]) for key, by in pairs]
        st.dataframe(
            pd.DataFrame(rows, columns=[_("Wer bewertet"), _("Wer bewertet wird")]),
            hide_index=True,
            height=min(300, ROW * (len(rows) + 1) + 2),
            alt=_("Vorgeschlagene Bögen"),
        )
        st.button(
            _("Vorschlag übernehmen: {count} Bögen", count=len(pairs)),
            on_click=assign_pairs,
            args=(page, list(pairs)),
        )


def sheet_form(page: Page, stand: Progress) -> None:
    """What can be done with one sheet that is there."""
    st.subheader(_("Einen Bogen ändern"), anchor=False)
    lines = {
        (line["candidate_id"], line["rater_id"]): line for line in stand.sheets.to_dict("records")
    }
    chosen = st.selectbox(
        _("Bogen"),
        list(lines),
        index=None,
        key=_SHEET,
        format_func=lambda pair: _said(lines[pair]),
        placeholder=_("Name eingeben"),
    )
    if chosen not in lines:
        return
    line = lines[chosen]
    match SheetState(line["state"]):
        case SheetState.ASSIGNED:
            st.button(_("Bogen zurücknehmen"), on_click=_withdraw, args=(page, chosen, line))
        case SheetState.DRAFT:
            st.text(_("Auf diesem Bogen steht schon etwas. Er wartet auf die Abgabe."))
        case SheetState.HANDED_IN | SheetState.BIASED if line["stays_locked"]:
            st.text(refusals.of_code("sheet.biased_in_meeting"))
        case SheetState.HANDED_IN | SheetState.BIASED:
            _reopen_form(page, chosen, line)


def _reopen_form(page: Page, pair: Pair, line: Line) -> None:
    key = f"reopen-{line['candidate_id']}-{line['rater_id']}"
    st.text_area(_("Grund"), key=key, height=100, max_chars=LONGEST_REASON)
    st.button(
        _("Bogen wieder öffnen"),
        help=_("Bis zur neuen Abgabe zählt der Bogen nicht. Der Grund steht im Protokoll."),
        on_click=lambda: _reopen(page, pair, line, st.session_state.get(key) or ""),
    )


def assign_pairs(page: Page, pairs: list[Pair]) -> None:
    """Assign what was chosen or proposed, and empty the form."""
    if page.execute(assigning.assign, page.round_id, pairs):
        st.session_state[_RATERS], st.session_state[_CANDIDATES] = [], []


def _withdraw(page: Page, pair: Pair, line: Line) -> None:
    if page.execute(assigning.withdraw, page.round_id, pair, seen=line["version"]):
        st.session_state[_SHEET] = None


def _reopen(page: Page, pair: Pair, line: Line, reason: str) -> None:
    if page.execute(assigning.reopen, page.round_id, pair, reason, seen=line["version"]):
        st.session_state[_SHEET] = None


def _said(line: Line) -> str:
    state = words.sheet_state(SheetState(line["state"]))
    return f"{line['rater']} → {line['candidate']} · {state}"
