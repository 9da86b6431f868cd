"""Letters that were given out as files: note that they were sent, or that they were not."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lotsen.domain.ids import LetterId
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _
from lotsen.ui.page import Page
from lotsen.usecases import handed_over
from lotsen.usecases.letter_search import LetterStub

_DAY: Final = "handed_day"
_REASON: Final = "handed_reason"


def show(page: Page, handed: Sequence[LetterStub]) -> None:
    """Every letter of the selection that is a file by now; number and names first."""
    st.subheader(_("Als Datei übergeben"), anchor=False)
    st.text(
        _(
            "{count} Schreiben dieser Auswahl: {names}",
            count=len(handed),
            names=", ".join(stub.recipient for stub in handed),
        )
    )
    chosen = {stub.id: stub.version for stub in handed}
    left, right = st.columns(2, gap="large")
    with left:
        _note(page, chosen)
    with right, st.expander(_("Doch nicht versendet"), key="letters_taking_back"):
        _take_back(page, chosen)


def _note(page: Page, chosen: Mapping[LetterId, int]) -> None:
    today = page.round.today
    st.date_input(_("Versendet am"), value=today, max_value=today, key=_DAY, format="DD.MM.YYYY")

    def note() -> None:
        day = st.session_state.get(_DAY) or today
        page.execute(handed_over.note_sent, page.round_id, chosen, day)

    st.button(
        _("{count} Schreiben als versendet vermerken", count=len(chosen)),
        type="primary",
        key="letters_note_sent",
        on_click=note,
    )
    st.caption(_("Erst damit zählen diese Personen als informiert."))


def _take_back(page: Page, chosen: Mapping[LetterId, int]) -> None:
    st.text(
        _(
            "Nur, wenn niemand sie aus der Datei gesendet hat: Danach sind sie wieder freigegeben, "
            "und Lotsen kann sie selbst senden."
        )
    )
    st.text_area(_("Grund"), key=_REASON, max_chars=LONGEST_REASON)

    def back() -> None:
        reason = st.session_state.get(_REASON) or ""
        page.execute(handed_over.take_back, page.round_id, chosen, reason)

    st.button(
        _("{count} Schreiben zurückholen", count=len(chosen)),
        key="letters_take_back",
        on_click=back,
    )
