"""The pages, and who may open which."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lotsen.domain.errors import LotsenError
from lotsen.domain.people import Actor
from lotsen.domain.permissions import Permission, carries, check_role
from lotsen.i18n import _, refusals

PAGES: Final = Path(__file__).parents[2] / "pages"

NEEDS: Final[Mapping[str, Permission]] = {
    "home": Permission.SEE_ROUND,
    "departments": Permission.SEE_SCORES,
    "candidates": Permission.SEE_CANDIDATES,
    "rate": Permission.RATE,
    "progress": Permission.SEE_PROGRESS,
    "comparison": Permission.SEE_SCORES,
    "method": Permission.SEE_ROUND,
    "shortlist": Permission.SEE_SHORTLIST,
    "meeting": Permission.SEE_MEETING,
    "agreements": Permission.AGREE,
    "decisions": Permission.SEE_DECISIONS,
    "closing": Permission.SEE_DECISIONS,
    "survey": Permission.SEE_SURVEY,
    "inbox": Permission.SEE_INBOX,
    "outbox": Permission.SEE_LETTERS,
    "round": Permission.SEE_PROFILE,
    "people": Permission.MANAGE_PEOPLE,
    "imports": Permission.IMPORT_MASTER_DATA,
    "audit": Permission.SEE_AUDIT,
    "handbook": Permission.SEE_ROUND,
}
"""Every page with the permission that its first question needs, in the order of the menu."""

FITTING: Final = 9
"""So many pages stand side by side on a laptop; more of them are folded into sections."""


def pages(actor: Actor | None) -> dict[str, list[StreamlitPage]]:
    """Every page has its address; the menu shows those that this person may open.

    Returns:
        Pages by the title of their section; those under no title stand in the menu themselves.
    """
    called = titles()
    shown = {name: actor is None or carries(actor.roles, needed) for name, needed in NEEDS.items()}
    section = sections() if sum(shown.values()) > FITTING else {}
    menu: dict[str, list[StreamlitPage]] = {"": []}
    for name, visible in shown.items():
        title = section.get(name, "") if visible else ""
        menu.setdefault(title, []).append(copy(_page(name, called[name], shown=visible)))
    return menu


def way_to(name: str) -> StreamlitPage:
    """A page as the end of a link; Streamlit would look for a path of its file in every run."""
    return _page(name, titles()[name], shown=True)


@cache
def _page(name: str, title: str, *, shown: bool) -> StreamlitPage:
    """A page, made once: Streamlit looks for its file. Every run gets a copy, for it marks them."""
    return st.Page(
        PAGES / f"{name}.py",
        title=title,
        url_path=None if name == "home" else name,
        default=name == "home",
        visibility="visible" if shown else "hidden",
    )


def refusal(actor: Actor, page: StreamlitPage) -> str | None:
    """Why this person may not open the page, as a sentence; None if not."""
    try:
        check_role(actor, NEEDS[page.url_path or "home"])
    except LotsenError as reason:
        return refusals.sentence(reason)
    return None


def titles() -> dict[str, str]:
    """What every page is called."""
    return {
        "home": _("Übersicht"),
        "departments": _("Abteilungen"),
        "candidates": _("Kandidaturen"),
        "rate": _("Bewerten"),
        "progress": _("Bewertungsstand"),
        "comparison": _("Vergleich"),
        "method": _("So rechnet Lotsen"),
        "shortlist": _("Engere Wahl"),
        "meeting": _("Sitzung"),
        "agreements": _("Absprache"),
        "decisions": _("Entscheidung"),
        "closing": _("Abschluss"),
        "survey": _("Umfrage"),
        "inbox": _("Posteingang"),
        "outbox": _("Mitteilungen"),
        "round": _("Auswahlrunde"),
        "people": _("Beteiligte"),
        "imports": _("Dateien einlesen"),
        "audit": _("Protokoll"),
        "handbook": _("Handbuch"),
    }


def sections() -> dict[str, str]:
    """Under which title a page stands where there are many; not those that all start from."""
    rating, choice = _("Bewertung"), _("Auswahl")
    post, office = _("Post"), _("Verwaltung")
    return {
        **dict.fromkeys(("rate", "progress", "comparison", "method"), rating),
        **dict.fromkeys(("shortlist", "meeting", "agreements", "decisions", "closing"), choice),
        **dict.fromkeys(("survey", "inbox", "outbox"), post),
        **dict.fromkeys(("round", "people", "imports", "audit", "handbook"), office),
    }
