"""Buttons that make a file when they are clicked, not when the page is shown."""

from collections.abc import Callable, Collection
from functools import partial
from io import BytesIO

import streamlit as st

from lotsen.application.application import refusal
from lotsen.bootstrap import SYSTEM
from lotsen.domain.attachments import TakenAttachment
from lotsen.domain.errors import NotAllowed
from lotsen.domain.files import FileKind
from lotsen.domain.ids import LetterId, MailId, MeetingId
from lotsen.domain.people import Actor
from lotsen.export import handed_out, letters
from lotsen.export.audit import AUDIT_MIME, AuditForm, audit_name, deliver_audit
from lotsen.export.blank import blank_bytes
from lotsen.export.delivery import (
    MIME,
    FileForm,
    ShortlistChoice,
    deliver_ratings,
    deliver_shortlist,
    ratings_name,
    shortlist_name,
)
from lotsen.export.example import FILE_NAME, example_bytes
from lotsen.export.letters import LetterFile, deliver_letters, letters_name
from lotsen.export.record import MIME as RECORD_MIME
from lotsen.export.record import record_name
from lotsen.export.reviews import deliver_reviews, reviews_name
from lotsen.i18n import _, use_language
from lotsen.mail.invitations import FILE_NAME as FILE_NAME_OF_APPOINTMENT
from lotsen.mail.invitations import MIME as CALENDAR_MIME
from lotsen.mail.invitations import calendar_bytes
from lotsen.ui.page import Page, session_key
from lotsen.usecases import accounts, attachments, dossier, exporting, meeting_dates, shortlist
from lotsen.usecases.example_file import Example


def shortlist_buttons(page: Page, choice: ShortlistChoice, *, people: int) -> None:
    """One button per form; each is in the audit log before the file is handed over."""
    reason = page.refusal(shortlist.record_export)
    if reason is None and not people:
        reason = _("In dieser Auswahl ist niemand.")
    with st.container(horizontal=True, key="shortlist_files"):
        for form, label in _labels().items():
            st.download_button(
                label,
                data=_on_click(page, partial(_shortlist, page, form, choice)),
                file_name=shortlist_name(page.round, form),
                mime=MIME[form],
                key=f"shortlist_{form}",
                on_click="ignore",
                icon=":material/download:",
                disabled=reason is not None,
                help=reason,
            )


def ratings_button(page: Page) -> None:
    """All ratings that were handed in, as a file that can be read back."""
    reason = page.refusal(exporting.record_ratings)

    def make(actor: Actor) -> bytes:
        file = BytesIO()
        deliver_ratings(page.application, actor, page.round, file)
        return file.getvalue()

    st.download_button(
        _("Alle Bewertungen: CSV für Excel"),
        data=_on_click(page, make),
        file_name=ratings_name(page.round),
        mime=MIME[FileForm.GERMAN_CSV],
        key="all_ratings",
        on_click="ignore",
        icon=":material/download:",
        disabled=reason is not None,
        help=reason,
    )


def letter_button(
    page: Page, label: str, form: LetterFile, chosen: Collection[LetterId], *, key: str
) -> None:
    """Approved letters as a file for a mail program; they count as handed over with the click."""
    st.download_button(
        label,
        data=_on_click(
            page,
            lambda actor: deliver_letters(page.application, actor, page.round, form, chosen),
        ),
        file_name=letters_name(page.round, form),
        mime=letters.MIME[form],
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )


def attachment_button(page: Page, mail_id: MailId, taken: TakenAttachment) -> None:
    """A file of a stranger: saved and never shown; the audit log has each time."""
    reason = page.refusal(attachments.hand_out)

    def make(actor: Actor) -> bytes:
        return page.application.execute(
            actor, attachments.hand_out, page.round_id, mail_id, taken.id
        ).content

    st.download_button(
        _("Herunterladen"),
        data=_on_click(page, make),
        file_name=taken.name,
        mime="application/octet-stream",
        key=f"attachment-{taken.id}",
        on_click="ignore",
        icon=":material/download:",
        disabled=reason is not None,
        help=reason,
    )


def calendar_button(page: Page, meeting_id: MeetingId) -> None:
    """The meeting for the calendar of whoever asks."""

    def make(actor: Actor) -> bytes:
        own = page.application.query(actor, meeting_dates.own, meeting_id)
        return calendar_bytes(
            own.appointment, name=own.name, email=own.email, stamped_at=own.stamped_at
        )

    st.download_button(
        _("Termin für meinen Kalender (.ics)"),
        data=_on_click(page, make),
        file_name=FILE_NAME_OF_APPOINTMENT,
        mime=CALENDAR_MIME,
        key=f"calendar-{meeting_id}",
        on_click="ignore",
        icon=":material/event:",
    )


def findings_button(page: Page, make: Callable[[], bytes], name: str) -> None:
    """What was found in a file that somebody brought, to work through."""
    st.download_button(
        _("Liste für Excel herunterladen"),
        data=_on_click(page, lambda _actor: make()),
        file_name=name,
        mime=MIME[FileForm.GERMAN_CSV],
        key="findings",
        on_click="ignore",
    )


def blank_button(page: Page, kind: FileKind, title: str) -> None:
    """An empty table with the columns of a kind of file."""
    st.download_button(
        _("Leere Tabelle (XLSX)"),
        data=_on_click(page, lambda _actor: blank_bytes(kind, title=title, day=page.round.today)),
        file_name=f"{title}.xlsx",
        mime=MIME[FileForm.XLSX],
        key=f"blank_{kind}",
        on_click="ignore",
        icon=":material/download:",
    )


def audit_buttons(page: Page) -> None:
    """The whole audit log, to be read or to be checked."""
    labels = {AuditForm.CSV: _("CSV für Excel"), AuditForm.JSON: _("JSON zum Nachprüfen")}
    with st.container(horizontal=True, key="audit_files"):
        for form, label in labels.items():
            st.download_button(
                label,
                data=_on_click(page, partial(_audit, page, form)),
                file_name=audit_name(page.round, form),
                mime=AUDIT_MIME[form],
                key=f"audit_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def example_button(page: Page, found: Example) -> None:
    """The worked example as a workbook that computes it again."""
    st.download_button(
        _("Als Excel-Mappe mit allen Formeln"),
        data=_on_click(page, lambda _actor: example_bytes(found)),
        file_name=FILE_NAME,
        mime=MIME[FileForm.XLSX],
        key="method_example",
        on_click="ignore",
        icon=":material/download:",
    )


def record_buttons(page: Page, archive: bytes, document: bytes) -> None:
    """The record of the selection that was just made, with its data or alone."""
    name = record_name(page.round)
    with st.container(horizontal=True, key="record_files"):
        st.download_button(
            _("Vermerk mit Daten (ZIP)"),
            data=_on_click(page, partial(_record, page, archive)),
            file_name=name,
            mime=RECORD_MIME,
            key="record_zip",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )
        st.download_button(
            _("Nur das Dokument (PDF)"),
            data=_on_click(page, partial(_record, page, document)),
            file_name=name.replace(".zip", ".pdf"),
            mime="application/pdf",
            key="record_pdf",
            on_click="ignore",
            icon=":material/download:",
        )


def _record(page: Page, made: bytes, actor: Actor) -> bytes:
    """What was made before, for whoever may still have it."""
    reason = refusal(actor, dossier.record_export, page.round.phase)
    if reason is not None:
        raise reason
    return made


def _audit(page: Page, form: AuditForm, actor: Actor) -> bytes:
    return deliver_audit(page.application, actor, form)


def reviews_button(page: Page) -> None:
    """All answers about the concept, as a list for Excel."""
    st.download_button(
        _("Alle Antworten: CSV für Excel"),
        data=_on_click(page, lambda actor: deliver_reviews(page.application, actor, page.round)),
        file_name=reviews_name(page.round),
        mime=MIME[FileForm.GERMAN_CSV],
        key="all_reviews",
        on_click="ignore",
        icon=":material/download:",
    )


def _shortlist(page: Page, form: FileForm, choice: ShortlistChoice, actor: Actor) -> bytes:
    return deliver_shortlist(page.application, actor, page.round, form, choice)


def _labels() -> dict[FileForm, str]:
    return {
        FileForm.GERMAN_CSV: _("CSV für Excel"),
        FileForm.CSV: _("CSV international"),
        FileForm.XLSX: _("Excel-Mappe (XLSX)"),
    }


def _on_click(page: Page, make: Callable[[Actor], bytes]) -> Callable[[], bytes]:
    """Ask once more who is there: between showing the button and the click lies any time.

    The click is served in a thread of its own, without Streamlit's context.
    """
    key = session_key()

    def content() -> bytes:
        use_language("de")  # the file is the town's, whatever language its reader has chosen
        actor = page.application.query(SYSTEM, accounts.actor_of, key) if key else None
        if key is None or actor is None or actor.id != page.actor.id:
            raise NotAllowed("permission.missing")
        file = make(actor)
        handed_out.note(file, key)
        return file

    return content
