"""The record of the selection: made on a click, with progress, and then handed over."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from lotsen.domain.rounds import LONGEST_REFERENCE
from lotsen.export.record import Record, deliver_record
from lotsen.i18n import _
from lotsen.ui import downloads, jobs
from lotsen.ui.page import Page
from lotsen.usecases import dossier, file_reference

FILE: Final = "record_file"
REFERENCE: Final = "record_reference"
PIECE: Final = 8


def show(page: Page, *, closed: bool) -> None:
    """Offer the record to whoever may have it."""
    if page.refusal(dossier.record_export) is not None:
        return
    st.subheader(_("Auswahlvermerk"), anchor=False)
    st.text(_state(closed=closed))
    if jobs.show(_("Der Auswahlvermerk entsteht …")):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="record"):
        _reference(page)
        st.button(_("Auswahlvermerk erstellen"), key="record_make", on_click=_start, args=(page,))
    _offer(page)


def _reference(page: Page) -> None:
    """The file reference of the round: the coordinator sets it, the others read it."""
    reference = page.round.reference
    if page.refusal(file_reference.set_reference) is not None:
        st.text(_("Aktenzeichen: {reference}", reference=reference or _("noch keines")))
        return

    def keep() -> None:
        text = str(st.session_state.get(REFERENCE) or "")
        if text.strip() != reference:
            page.execute(file_reference.set_reference, page.round_id, text, seen=reference)

    st.text_input(
        _("Aktenzeichen"),
        value=reference,
        key=REFERENCE,
        max_chars=LONGEST_REFERENCE,
        width=320,
        on_change=keep,
        help=_("Es gehört zur Auswahlrunde und steht auf dem Vermerk und in seinem Dateinamen."),
    )


def _state(*, closed: bool) -> str:
    if closed:
        return _(
            "Das Dokument mit allen Kandidaturen, Bewertungen und Gründen für die Akte, dazu die "
            "Daten als Excel-Mappe und JSON."
        )
    return _(
        "Das Dokument mit allen Kandidaturen, Bewertungen und Gründen für die Akte. Bis die "
        "Entscheidungen abgeschlossen sind, trägt jede Seite den Aufdruck ENTWURF."
    )


def _start(page: Page) -> None:
    actor = page.clicking()
    if actor is None:
        return
    revision = page.round.revision
    st.session_state.pop(FILE, None)

    def work(tell: Callable[[float], None]) -> object:
        return deliver_record(page.application, actor, page.round, tell)

    def done(result: object) -> str:
        assert isinstance(result, Record)
        st.session_state[FILE] = {
            "revision": revision,
            "person": actor.id,
            "archive": result.archive,
            "document": result.document,
            "digest": result.digest,
        }
        return _("Der Auswahlvermerk ist fertig.")

    jobs.start(work, done)


def _offer(page: Page) -> None:
    """What was made is offered as long as it is what stands in the records."""
    kept: dict[str, Any] | None = st.session_state.get(FILE)
    current = (page.round.revision, page.actor.id)
    if kept is None or (kept["revision"], kept["person"]) != current:
        return
    downloads.record_buttons(page, kept["archive"], kept["document"])
    digest = str(kept["digest"])
    pieces = " ".join(digest[start : start + PIECE] for start in range(0, len(digest), PIECE))
    st.caption(_("Prüfsumme des PDF (SHA-256), wie sie im Protokoll steht: {sum}", sum=pieces))
