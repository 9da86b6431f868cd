"""Why somebody no longer stands: asked where it is missing, changed where it is wrong."""

import streamlit as st

from lotsen.domain.candidates import OVER
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _
from lotsen.ui.page import Page
from lotsen.usecases import ended_candidacies
from lotsen.usecases.profiles import CandidateProfile


def ask(page: Page, candidate: CandidateProfile) -> None:
    """The form of the coordinator about a candidacy that is over."""
    if candidate.state not in OVER or page.refusal(ended_candidacies.explain) is not None:
        return
    key = f"end_reason_{candidate.candidate_id}"

    def keep() -> None:
        page.execute(
            ended_candidacies.explain,
            page.round_id,
            candidate.candidate_id,
            str(st.session_state.get(key) or ""),
            seen=candidate.version,
        )

    missing = not candidate.note.strip()
    with st.expander(_("Warum diese Kandidatur zu Ende ist"), expanded=missing, width=640):
        if missing:
            st.text(
                _(
                    "Der Grund fehlt noch. Ohne ihn lassen sich die Entscheidungen nicht "
                    "abschließen."
                )
            )
        st.text_area(_("Grund"), candidate.note, key=key, height=110, max_chars=LONGEST_REASON)
        st.caption(_("Der Grund ist die Bemerkung zur Kandidatur; der Auswahlvermerk nennt ihn."))
        st.button(_("Grund speichern"), key=f"{key}_save", on_click=keep)
