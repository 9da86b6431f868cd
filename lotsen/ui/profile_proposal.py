"""A change that waits for a second person: look at it, approve, refuse or withdraw it."""

from collections.abc import Callable

import streamlit as st

from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, profile_changes, refusals
from lotsen.ui.page import Page
from lotsen.usecases import round_profile
from lotsen.usecases.round_profile import ProfileVersion


def show(page: Page, waiting: ProfileVersion) -> None:
    """Show what is proposed, and what this person can do about it."""
    with st.container(border=True, key="profile_proposal"):
        st.subheader(_("Eine Änderung wartet auf die Freigabe"), anchor=False)
        st.text(
            _(
                "Vorgeschlagen von {name} am {moment}. Bis zur Freigabe gilt die bisherige "
                "Fassung.",
                name=waiting.proposed_by,
                moment=formats.moment(waiting.proposed_at),
            )
        )
        st.text("\n".join(f"• {profile_changes.said(change)}" for change in waiting.changes))
        st.text(_("Grund: {reason}", reason=waiting.reason))
        if waiting.proposed_by_id == page.actor.id:
            _own(page, waiting)
        else:
            _others(page, waiting)


def _own(page: Page, waiting: ProfileVersion) -> None:
    """Who proposed it can only withdraw it."""
    st.text(refusals.of_code("profile.own_proposal"))
    if page.refusal(round_profile.withdraw) is None:
        with st.popover(_("Vorschlag zurückziehen")):
            key = _reason(waiting, _("Grund für das Zurückziehen"))
            st.button(
                _("Zurückziehen"),
                on_click=lambda: _with_reason(page, round_profile.withdraw, waiting, key),
            )


def _others(page: Page, waiting: ProfileVersion) -> None:
    reason = page.refusal(round_profile.approve)
    if reason is not None:
        may = page.actor.roles & GRANTED_TO[Permission.APPROVE_PROFILE]
        others = _("Über den Vorschlag entscheiden Koordination oder Leitung.")
        st.text(reason if may else others)
        return
    with st.container(horizontal=True):
        st.button(
            _("Freigeben"),
            type="primary",
            help=_("Die neue Fassung gilt sofort, und alle Werte werden mit ihr gerechnet."),
            on_click=_approve,
            args=(page, waiting),
        )
        with st.popover(_("Ablehnen")):
            key = _reason(waiting, _("Grund für die Ablehnung"))
            st.button(
                _("Vorschlag ablehnen"),
                on_click=lambda: _with_reason(page, round_profile.refuse, waiting, key),
            )


def _reason(waiting: ProfileVersion, label: str) -> str:
    key = f"profile_decided-{waiting.id}"
    st.text_area(label, key=key, height=100, max_chars=LONGEST_REASON)
    return key


def _approve(page: Page, waiting: ProfileVersion) -> None:
    page.execute(round_profile.approve, page.round_id, waiting.id, seen=waiting.version)


def _with_reason(
    page: Page,
    command: Callable[..., None],
    waiting: ProfileVersion,
    key: str,
) -> None:
    reason = st.session_state.get(key) or ""
    page.execute(command, page.round_id, waiting.id, reason, seen=waiting.version)
