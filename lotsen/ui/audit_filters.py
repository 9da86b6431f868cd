"""What the audit log is narrowed by: time, person, kind of action, and what it is about."""

from collections import Counter
from datetime import date
from typing import Final

import streamlit as st

from lotsen.domain.audit import AuditAction
from lotsen.i18n import _, audit, formats
from lotsen.ui.kept import fingerprint
from lotsen.usecases.audit_page import AuditChoices, AuditFilter

_PAGE: Final = "audit_page"


def show(choices: AuditChoices) -> AuditFilter:
    """Show the filters; gives what is chosen."""
    with st.container(key="audit_filters"):
        days, person, kind, about = st.columns([5, 4, 5, 5])
    first, last = days.columns(2)
    with first:
        first_day = _day(_("Von"), "audit_first")
    with last:
        last_day = _day(_("Bis"), "audit_last")
    actor = person.selectbox(
        _("Person"), choices.actors, index=None, placeholder=_("alle"), key="audit_actor"
    )
    with kind:
        actions = _actions()
    with about:
        thing = _thing(choices)
    return AuditFilter(
        first_day=first_day,
        last_day=last_day,
        actor=actor,
        actions=frozenset(actions),
        about=thing,
    )


def _day(label: str, key: str) -> date | None:
    """A day as it is written; what is none is told below, and narrows nothing."""
    text = st.text_input(label, key=key, placeholder=_("TT.MM.JJJJ")).strip()
    day = formats.read_day(text)
    if text and day is None:
        st.caption(_("Bitte schreiben Sie den Tag so: 16.06.2027."))
    return day


def _actions() -> list[str]:
    names = action_names()
    return st.multiselect(
        _("Handlung"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("alle"),
        key="audit_actions",
    )


def _thing(choices: AuditChoices) -> str | None:
    names = _things(choices)
    return st.selectbox(
        _("Worum es geht"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("alles"),
        key="audit_about",
    )


def action_names() -> dict[str, str]:
    """All kinds of action by what they are called, in the order of the alphabet."""
    names = {action.value: audit.action(action) for action in AuditAction}
    assert max(Counter(names.values()).values()) == 1  # a choice is found by what it reads
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))


def page_number(narrowed: AuditFilter) -> int:
    """The page that is open; what is narrowed otherwise begins at the first."""
    return int(st.session_state.get(_page_key(narrowed), 1))


def turn_pages(narrowed: AuditFilter, pages: int) -> None:
    """Turn the pages, where there is more than one."""
    if pages > 1:
        st.pagination(pages, key=_page_key(narrowed))


def _page_key(narrowed: AuditFilter) -> str:
    parts = (narrowed.first_day, narrowed.last_day, narrowed.actor, narrowed.about)
    return f"{_PAGE}_{fingerprint(*parts, sorted(narrowed.actions))}"


def _things(choices: AuditChoices) -> dict[str, str]:
    kinds = {
        "candidate:": _("alle Kandidaturen"),
        "sheet:": _("alle Bögen"),
        "meeting:": _("Sitzungen"),
        "letter:": _("Schreiben"),
        "mail:": _("E-Mails"),
        "round:": _("Runden"),
        "person:": _("Personen und ihr Zugang"),
        "audit:": _("das Protokoll selbst"),
    }
    return kinds | {f"candidate:{key}": name for key, name in choices.candidates.items()}
