"""Narrow the list of the Engere Wahl: by words, department, state, and to those marked."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import Department
from lotsen.domain.ids import DepartmentId
from lotsen.export.delivery import ShortlistChoice
from lotsen.i18n import _, words
from lotsen.ui.department_names import department_names
from lotsen.usecases.candidates import CandidateFilter


def show(departments: Sequence[Department]) -> ShortlistChoice:
    """Ask for what the list is narrowed by; nothing chosen means everybody."""
    with st.container(key="shortlist_choice"):
        narrowed = _narrowed(department_names(departments))
        only_marked = st.toggle(
            _("Nur die Engere Wahl"), key="shortlist_only_marked", persist_state="session"
        )
    return ShortlistChoice(narrowed=narrowed, only_marked=only_marked)


def _narrowed(names: Mapping[DepartmentId, str]) -> CandidateFilter:
    first, second, third = st.columns([3, 4, 4])
    text = first.text_input(
        _("Suchen"),
        key="shortlist_text",
        placeholder=_("Name, E-Mail oder Funktion"),
        max_chars=100,
        persist_state="session",
    )
    department = second.selectbox(
        _("Bereich"),
        list(names),
        index=None,
        key="shortlist_department",
        format_func=names.__getitem__,
        placeholder=_("alle Bereiche"),
        persist_state="session",
    )
    states = third.multiselect(
        _("Stand"),
        list(CandidateState),
        key="shortlist_states",
        format_func=words.candidate_state,
        placeholder=_("jeder Stand"),
        persist_state="session",
    )
    return CandidateFilter(
        text=text or "",
        department_id=department,
        states=frozenset(states) or frozenset(CandidateState),
    )
