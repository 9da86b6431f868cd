"""Whether the chain of the audit log holds, its anchor, and a look through it on demand."""

from typing import Final

import streamlit as st

from lotsen.domain.audit_chain import ChainAnchor, ChainState
from lotsen.domain.errors import LotsenError
from lotsen.i18n import _, chain, formats, refusals
from lotsen.ui import notices
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import audit, audit_page

_NOTED: Final = "audit_noted"


def show_state(state: ChainState) -> None:
    """Say whether the chain holds, and as of when."""
    said = as_text(chain.state(state))
    when = as_text(_("Zuletzt ganz geprüft: {moment}.", moment=formats.moment(state.checked_at)))
    if state.broken is None:
        st.success(f"{said} {when}", icon=":material/link:")
    else:
        st.error(f"{said} {when}", icon=":material/link_off:")


def show_anchor(page: Page) -> None:
    """The present anchor, and a look through the chain with one that was noted before."""
    st.subheader(_("Prüfmarke"), anchor=False)
    st.code(str(page.query(audit.anchor)), language=None, wrap_lines=True)
    st.text(
        _(
            "Notieren Sie die Prüfmarke außerhalb von Lotsen, zum Beispiel im Auswahlvermerk. "
            "Damit lässt sich später zeigen, dass bis hierher nichts verändert wurde."
        )
    )
    with st.form("audit_check", border=False):
        st.text_input(
            _("Früher notierte Prüfmarke"),
            key=_NOTED,
            placeholder=_("leer lassen, wenn Sie keine haben"),
        )
        st.form_submit_button(
            _("Kette jetzt prüfen"), icon=":material/fact_check:", on_click=_check, args=(page,)
        )


def _check(page: Page) -> None:
    """Look through the whole chain now, and leave what was found for the next run."""
    noted = str(st.session_state[_NOTED]).strip()
    try:
        known = ChainAnchor.read(noted) if noted else None
    except LotsenError as reason:
        notices.leave(refusals.sentence(reason), refused=True)
        return
    state = page.query(audit_page.state, anew=True)
    if known is not None and state.broken is None:
        state = page.query(audit.verify, known)
    if state.broken is not None:
        notices.leave(chain.state(state), refused=True)
    elif known is not None:
        notices.leave(_("Die notierte Prüfmarke gehört zu diesem Protokoll. Alles stimmt."))
    else:
        notices.leave(_("Geprüft: Die Kette ist geschlossen."))
