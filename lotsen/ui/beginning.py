"""What a page says while nobody stands in the round: what comes next, and where."""

import streamlit as st

from lotsen.domain.files import FileKind
from lotsen.i18n import _
from lotsen.ui.menu import way_to
from lotsen.ui.page import Page
from lotsen.usecases.importing import PLAN


def show(page: Page, *, said: bool = False) -> None:
    """Tell the next step to whoever takes it, and to everybody else who does.

    `said`: the page has told already that nobody is there.
    """
    if not said:
        st.text(_("Hier ist noch keine Kandidatur zu sehen."))
    if page.refusal(PLAN[FileKind.CANDIDATES]) is not None:
        st.text(
            _(
                "Die Koordination bringt die Liste der Stadt oder nimmt Interessenbekundungen an. "
                "Danach füllt sich diese Seite."
            )
        )
        return
    st.text(_("Bringen Sie zuerst die Abteilungen, dann die Kandidaturen Ihrer Stadt:"))
    st.page_link(way_to("imports"), label=_("Dateien einlesen"), icon=":material/arrow_forward:")
