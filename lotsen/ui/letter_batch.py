"""All letters of the selection at once: approve, give out, discard; number and names first."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lotsen.domain.letters import LetterState
from lotsen.export.letters import LetterFile
from lotsen.i18n import _
from lotsen.ui import downloads, letter_handed, letter_sending
from lotsen.ui.page import Page
from lotsen.usecases import drafting, outbox
from lotsen.usecases.letter_search import LetterStub
from lotsen.usecases.outbox import Outbox

AT_ONCE: Final = 300
"""So many names somebody can look through; more letters go in several goes."""


def show(page: Page, box: Outbox, *, writes: bool) -> None:
    """What can be done with all letters that match, on whatever page they are."""
    drafts = [stub for stub in box.stubs if stub.state == LetterState.DRAFT]
    free = [stub for stub in drafts if not stub.blocked]
    ready = [stub for stub in box.stubs if stub.state == LetterState.APPROVED and not stub.blocked]
    if drafts:
        _approve(page, free[:AT_ONCE], blocked=len(drafts) - len(free))
    if writes and ready:
        _give_out(page, ready[:AT_ONCE])
    handed = [stub for stub in box.stubs if stub.state == LetterState.HANDED_OVER]
    if writes and handed:
        letter_handed.show(page, handed[:AT_ONCE])
    if writes and drafts:
        _discard(page, drafts[:AT_ONCE])


def _approve(page: Page, free: Sequence[LetterStub], *, blocked: int) -> None:
    st.subheader(_("Freigeben"), anchor=False)
    if blocked:
        st.text(_("Gesperrt sind in dieser Auswahl: {count}", count=blocked))
    if not free:
        return
    st.text(_("Freigegeben wird für: {names}", names=_names(free)))

    def approve() -> None:
        page.execute(outbox.approve, page.round_id, {stub.id: stub.version for stub in free})

    reason = page.refusal(outbox.approve)
    st.button(
        _("{count} Schreiben freigeben", count=len(free)),
        type="primary",
        key="letters_approve",
        on_click=approve,
        disabled=reason is not None,
        help=reason,
    )


def _give_out(page: Page, ready: Sequence[LetterStub]) -> None:
    st.subheader(_("Versenden"), anchor=False)
    st.text(
        _(
            "{count} Schreiben dieser Auswahl: {names}",
            count=len(ready),
            names=_names(ready),
        )
    )
    letter_sending.show(page, [stub.id for stub in ready])
    chosen = [stub.id for stub in ready if not stub.waits]
    if len(chosen) < len(ready):
        st.text(
            _(
                "Als Datei gibt es {count} Schreiben an Führungskräfte erst, wenn die genannten "
                "Personen informiert sind.",
                count=len(ready) - len(chosen),
            )
        )
    if not chosen:
        return
    st.text(_("Was als Datei übergeben ist, senden Sie selbst und vermerken es danach hier."))
    with st.container(horizontal=True):
        downloads.letter_button(
            page, _("E-Mail-Entwürfe (ZIP)"), LetterFile.DRAFTS, chosen, key="letters_zip"
        )
        downloads.letter_button(
            page, _("Serienmail (CSV)"), LetterFile.MERGE, chosen, key="letters_csv"
        )
        st.button(_("Datei gespeichert: weiter"), key="letters_saved")  # a download runs no page


def _discard(page: Page, drafts: Sequence[LetterStub]) -> None:
    def discard() -> None:
        page.execute(drafting.discard, page.round_id, {stub.id: stub.version for stub in drafts})

    with st.expander(_("Alle Entwürfe dieser Auswahl verwerfen"), key="letters_discarding"):
        st.text(_("Was an ihnen geändert wurde, geht verloren."))
        st.button(
            _("{count} Entwürfe verwerfen", count=len(drafts))
            if len(drafts) > 1
            else _("Entwurf verwerfen"),
            key="letters_discard",
            on_click=discard,
        )


def _names(stubs: Sequence[LetterStub]) -> str:
    return ", ".join(stub.recipient for stub in stubs)
