"""Change somebody's roles, with a reason; the click carries what was seen."""

from itertools import cycle
from typing import Final

import streamlit as st

from lotsen.domain.people import Role
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, words
from lotsen.ui import notices
from lotsen.ui.page import Page
from lotsen.usecases import roles
from lotsen.usecases.people import PersonLine

_KEY: Final = "roles"


def show(page: Page, line: PersonLine) -> None:
    """All roles of one person, and why they become others."""
    key = f"{_KEY}-{line.id}-{line.version}"
    st.subheader(_("Rollen dieser Person"), anchor=False)
    for place, role in zip(cycle(st.columns(2)), Role, strict=False):
        place.checkbox(words.role(role), value=role in line.roles, key=f"{key}-{role}")
    st.text_area(_("Grund"), key=f"{key}-reason", height=100, max_chars=LONGEST_REASON)
    st.button(_("Rollen ändern"), type="primary", on_click=_change, args=(page, line, key))
    said = _("Das gilt sofort, in allen Fenstern. Der Grund steht im Protokoll.")
    st.caption(notices.as_text(said))


def _change(page: Page, line: PersonLine, key: str) -> None:
    wanted = frozenset(role for role in Role if st.session_state.get(f"{key}-{role}"))
    reason = st.session_state.get(f"{key}-reason") or ""
    page.execute(roles.change, line.id, wanted, reason, seen=line.version)
