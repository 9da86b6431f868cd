"""The list of candidates: narrow it, turn its pages, choose somebody."""

from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.candidates import CandidateState
from lotsen.domain.ids import CandidateId
from lotsen.i18n import _, words
from lotsen.i18n.formats import number
from lotsen.ui import beginning, tables
from lotsen.ui.candidate_names import names_of
from lotsen.ui.department_names import department_names
from lotsen.ui.kept import fingerprint, kept
from lotsen.ui.page import Page
from lotsen.usecases.candidates import EVERYBODY, CandidateFilter, CandidateList

PARAMETER: Final = "candidate"
"""The address of a profile is that of the page with this parameter."""

LONGEST_KEY: Final = 9
"""Digits; a longer number is nobody's key, and no database would take it."""

_TEXT, _DEPARTMENT, _STATES = "candidates_text", "candidates_department", "candidates_states"
_GRID, _BOX = "candidates_grid", "candidates_box"


def narrowed() -> CandidateFilter:
    """What the list is narrowed by."""
    states = st.session_state.get(_STATES) or list(CandidateState)
    return CandidateFilter(
        text=st.session_state.get(_TEXT) or "",
        department_id=st.session_state.get(_DEPARTMENT),
        states=frozenset(CandidateState(state) for state in states),
    )


def page_number() -> int:
    """The page of the list that is open."""
    return int(st.session_state.get(_page_key(), 1))


def show(page: Page, found: CandidateList) -> None:
    """Show a page of the list; choosing a line opens the profile."""
    if not found.total and narrowed() == EVERYBODY:
        beginning.show(page)
        return
    _filters(found)
    if not found.total:
        st.info(_("Keine Kandidatur passt zu dieser Auswahl. Bitte ändern Sie Suche oder Filter."))
        return
    st.caption(_count(found))
    st.dataframe(
        kept("candidates", lambda: tables.candidates(found), found.frame, found.with_scores),
        key=_GRID,
        hide_index=True,
        height="content",
        column_config={name: {"width": width} for name, width in _widths().items()},
        on_select=lambda: _open_line(found.frame),
        selection_mode="single-row",
        alt=_("Liste der Kandidaturen. Zum Öffnen per Tastatur dient das Feld „Profil öffnen“."),
    )
    if found.pages > 1:
        st.pagination(found.pages, key=_page_key(), persist_state="session")


def _widths() -> dict[str, int]:
    """In pixels; together they fit on a laptop, and a wider screen widens them all."""
    return {
        _("Name"): 170,
        _("Bereich"): 320,
        _("Funktion"): 210,
        _("Führungskraft"): 150,
        _("Stand"): 140,
        _("Gesamtwert"): 130,
    }


def _filters(found: CandidateList) -> None:
    """Narrow the list, or open somebody on its page."""
    names = department_names(found.departments)
    text, department, states, profile = st.columns([4, 4, 3, 4])
    text.text_input(
        _("Suchen"),
        key=_TEXT,
        placeholder=_("Name, Funktion oder Bereich"),
        icon=":material/search:",
        live=True,
        persist_state="session",
    )
    department.selectbox(
        _("Bereich"),
        list(names),
        index=None,
        key=_DEPARTMENT,
        format_func=names.__getitem__,
        placeholder=_("alle Bereiche"),
        persist_state="session",
    )
    states.multiselect(
        _("Stand"),
        list(CandidateState),
        key=_STATES,
        format_func=words.candidate_state,
        placeholder=_("alle"),
        persist_state="session",
    )
    with profile:
        _open_box(found.frame)


def _open_box(frame: pd.DataFrame) -> None:
    names = kept("candidates_names", lambda: names_of(frame), frame)
    st.selectbox(
        _("Profil öffnen"),
        list(names),
        index=None,
        key=_BOX,
        format_func=names.__getitem__,
        placeholder=_("hier wählen oder Zeile ankreuzen"),
        on_change=_open_chosen,
    )


def open_profile(candidate_id: int) -> None:
    """Let the address name a candidate."""
    st.query_params[PARAMETER] = str(candidate_id)


def way_back() -> None:
    """Show the way from a profile back to the list."""
    st.button(
        _("Zur Liste"),
        key="candidates_back",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=_close_profile,
    )


def addressed() -> CandidateId | None:
    """The candidate that the address names; one that cannot be is nobody's key."""
    text = st.query_params.get(PARAMETER)
    if text is None:
        return None
    return CandidateId(int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0)


def _count(found: CandidateList) -> str:
    if found.total == 1:
        return _("1 Kandidatur")
    if found.pages == 1:
        return _("{count} Kandidaturen", count=number(found.total, decimals=0))
    return _(
        "{count} Kandidaturen, Seite {page} von {pages}",
        count=number(found.total, decimals=0),
        page=found.page,
        pages=found.pages,
    )


def _open_line(frame: pd.DataFrame) -> None:
    rows = st.session_state[_GRID]["selection"]["rows"]
    if rows:
        open_profile(int(frame["candidate_id"].iloc[rows[0]]))


def _open_chosen() -> None:
    if st.session_state[_BOX] is not None:
        open_profile(st.session_state[_BOX])


def _close_profile() -> None:
    st.query_params.pop(PARAMETER, None)


def _page_key() -> str:
    """What is narrowed otherwise has pages of its own, and begins at the first."""
    chosen = narrowed()
    shape = (chosen.text, chosen.department_id, sorted(chosen.states))
    return f"candidates_page_{fingerprint(shape)}"
