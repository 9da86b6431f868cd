"""Choose a person: change roles, give a link that is shown once, or let them in no longer."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lotsen.bootstrap import passwords_are_on
from lotsen.domain.accounts import LONGEST_INVITATION, fingerprint, new_token
from lotsen.domain.rounds import InstallationKind
from lotsen.i18n import _
from lotsen.ui import roles_form
from lotsen.ui.page import Page, address_of
from lotsen.ui.people_table import access_of
from lotsen.usecases import identities, local_accounts
from lotsen.usecases.people import PersonLine

_PERSON: Final = "people_person"
_LINK: Final = "people_link"


def show(page: Page, lines: Sequence[PersonLine]) -> None:
    """Choose a person, and what to do."""
    by_id = {line.id: line for line in lines}
    chosen = st.selectbox(
        _("Person"),
        list(by_id),
        index=None,
        key=_PERSON,
        format_func=lambda key: by_id[key].name,
        placeholder=_("Name eingeben"),
    )
    if chosen not in by_id:
        st.text(_("Wählen Sie eine Person. Dann ändern Sie ihre Rollen und ihren Zugang."))
        return
    line = by_id[chosen]
    roles_form.show(page, line)
    st.subheader(_("Zugang"), anchor=False)
    if page.round.kind == InstallationKind.DEMO:
        st.text(_("In der Übungsstadt braucht niemand ein Kennwort."))
        return
    passwords = passwords_are_on()
    st.text(f"{line.email} · {access_of(line, passwords=passwords)}")
    _access(page, line, passwords=passwords)
    if line.has_identity:
        _show_identity(page, line)
    _show_link(line)


def _access(page: Page, line: PersonLine, *, passwords: bool) -> None:
    """Let a person in, or in no longer; a link is for a town that has passwords."""
    if not line.active:
        st.button(
            _("Wieder zulassen"), on_click=_block, args=(page, line), kwargs={"blocked": False}
        )
        return
    if not passwords and not line.has_identity:
        st.text(
            _(
                "Diese Person meldet sich mit ihrem Dienstkonto an. Eine Einladung braucht sie "
                "nicht; es zählt die E-Mail-Adresse, die hier steht."
            )
        )
    asked = _("Link für ein neues Kennwort") if line.has_account else _("Einladen")
    with st.container(horizontal=True):
        if passwords:
            st.button(asked, on_click=_invite, args=(page, line))
        st.button(_("Sperren"), on_click=_block, args=(page, line), kwargs={"blocked": True})


def _show_identity(page: Page, line: PersonLine) -> None:
    """Undo the match with the provider, for a person who has a new account there."""
    with st.expander(_("Neues Dienstkonto")):
        st.text(
            _(
                "Hat diese Person ein neues Dienstkonto, lösen Sie die Verbindung zum alten. Bei "
                "der nächsten Anmeldung zählt dann wieder die E-Mail-Adresse. Prüfen Sie vorher, "
                "dass es dieselbe Person ist."
            )
        )
        st.button(_("Verbindung lösen"), on_click=_forget, args=(page, line))


def _show_link(line: PersonLine) -> None:
    """The link of this person, in this run alone: it is kept nowhere."""
    person, link = st.session_state.pop(_LINK, (None, ""))
    if person == line.id:
        st.text(
            _(
                "Geben Sie diesen Link nur dieser Person. Er gilt einmal und {days} Tage lang. "
                "Sie sehen ihn nur jetzt.",
                days=LONGEST_INVITATION.days,
            )
        )
        st.code(link, language=None, wrap_lines=True)


def _invite(page: Page, line: PersonLine) -> None:
    token = new_token()
    if page.keep(local_accounts.invite, line.id, fingerprint(token)):
        link = address_of(f"einladung?code={token}")
        st.session_state[_LINK] = (line.id, link)


def _forget(page: Page, line: PersonLine) -> None:
    page.execute(identities.forget, line.id)


def _block(page: Page, line: PersonLine, *, blocked: bool) -> None:
    page.execute(local_accounts.block, line.id, blocked=blocked)
