"""The frame around every page: who is signed in, the way out, and where nobody is real."""

from typing import Final

import streamlit as st

from lotsen.application.application import Application
from lotsen.bootstrap import passwords_are_on
from lotsen.domain.people import Actor
from lotsen.domain.rounds import InstallationKind, Round
from lotsen.i18n import _, formats, words
from lotsen.ui import notices
from lotsen.ui.page import session_key, signed_in
from lotsen.usecases import accounts

_LEFT: Final = "signed_out_here"


def show(house: Application, actor: Actor, round_: Round | None) -> None:
    """Show who is signed in, the ways to another password and out, and that a demo town is one."""
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="frame_who", gap=None):
            st.text(actor.name)
            st.text(", ".join(sorted(words.role(role) for role in actor.roles)))
        with st.container(key="frame_ways", width="content", gap=None):
            st.button(
                _("Abmelden"), key="frame_sign_out", type="tertiary", on_click=_leave, args=(house,)
            )
            if round_ is not None and _has_own_password(round_):
                st.html(f'<a href="/kennwort">{_("Kennwort ändern")}</a>')
    if round_ is not None and round_.kind == InstallationKind.DEMO:
        with st.container(key="frame_demo"):
            st.text(
                _(
                    "Übungsstadt: Alle Personen sind erfunden. Heute ist hier der {day}.",
                    day=formats.day(round_.today),
                )
            )


def _has_own_password(round_: Round) -> bool:
    """Whether people sign in here with a password that they can change."""
    return round_.kind == InstallationKind.PRODUCTION and passwords_are_on()


def show_signed_out() -> None:
    """Say that the session is over, with a way back; who has just left is taken there."""
    here = st.session_state.pop(_LEFT, False)
    with st.container(key="frame_left" if here else "frame_signed_out"):
        st.title(_("Sie sind abgemeldet"), anchor=False)
        way = "/abmelden/dienst" if here else "/anmelden"
        st.html(f'<p><a href="{way}">{_("Zur Anmeldung")}</a></p>')


def show_refusal(title: str, sentence: str) -> None:
    """Show what stands at an address that this person may not open."""
    st.title(title, anchor=False)
    st.info(notices.as_text(sentence), icon=":material/lock:")


def _leave(house: Application) -> None:
    """End the session everywhere; this tab goes to the sign-in page."""
    actor, key = signed_in(house), session_key()
    if actor is not None and key is not None:
        house.execute(actor, accounts.sign_out, key)
    st.session_state[_LEFT] = True
