"""Letters as files for a mail program: drafts, all drafts in one archive, or a mail merge."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lotsen.application.application import Application
from lotsen.domain.ids import LetterId
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.export.csv import GERMAN, csv_bytes
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _
from lotsen.mail.letters import message_of
from lotsen.usecases import posting
from lotsen.usecases.outbox import Letter

_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"ı": "i", "ş": "s", "ğ": "g", "ç": "c", "ł": "l"}
)
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


class LetterFile(StrEnum):
    """The forms in which letters leave for a mail program."""

    DRAFT = "eml"
    DRAFTS = "zip"
    MERGE = "csv"


MIME: Mapping[LetterFile, str] = {
    LetterFile.DRAFT: "message/rfc822",
    LetterFile.DRAFTS: "application/zip",
    LetterFile.MERGE: "text/csv; charset=utf-8",
}


def letters_name(round_: Round, form: LetterFile) -> str:
    """The name that the file is offered under: `2027-07-01_Digitallotsen_Mitteilungen.zip`."""
    return f"{round_.today.isoformat()}_Digitallotsen_Mitteilungen.{form}"


def deliver_letters(
    application: Application,
    actor: Actor,
    round_: Round,
    form: LetterFile,
    chosen: Collection[LetterId],
) -> bytes:
    """Approved letters as a file; they count as handed over before the file is.

    Raises:
        LotsenError: the actor may not have them, or one of them may not leave.
    """
    letters = application.execute(
        actor, posting.hand_over, round_.id, chosen, with_calendar=form != LetterFile.MERGE
    )
    match form:
        case LetterFile.DRAFT:
            return draft_bytes(letters[0])
        case LetterFile.DRAFTS:
            return archive_bytes(letters)
        case LetterFile.MERGE:
            return csv_bytes(merge_table(letters, round_), GERMAN)


def draft_bytes(letter: Letter) -> bytes:
    """One letter as a draft that Outlook opens as unsent."""
    return message_of(letter, unsent=True).as_bytes()


def archive_bytes(letters: Sequence[Letter]) -> bytes:
    """All letters as drafts, in their order; the same letters give the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for number, letter in enumerate(letters, start=1):
            name = ZipInfo(f"{number:03}_{letter.line.key}_{_file_name(letter)}.eml", _NO_MOMENT)
            name.compress_type = ZIP_DEFLATED
            archive.writestr(name, draft_bytes(letter))
    return file.getvalue()


def merge_table(letters: Sequence[Letter], round_: Round) -> ExportTable:
    """One row per letter, with the fields that a mail merge asks for."""

    def column(name: str, meaning: str, cell: Callable[[Letter], str]) -> Column:
        cells = [cell(letter) for letter in letters]
        return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=cells)

    return ExportTable(
        title=_("Digitallotsen: Mitteilungen"),
        notes=(f"{round_.town}, {round_.title}",),
        columns=[
            column("Anrede", _("Frau, Herr oder leer."), lambda each: each.salutation),
            column(
                "Briefanrede",
                _("Die erste Zeile eines Briefs, ohne das Komma am Ende."),
                lambda each: each.opening,
            ),
            column("Titel", _("Akademischer Titel."), lambda each: each.title),
            column("Vorname", _("Vorname."), lambda each: each.first_name),
            column("Nachname", _("Nachname."), lambda each: each.last_name),
            column("EMail", _("Dienstliche E-Mail-Adresse."), lambda each: each.line.email),
            column("Schreiben", _("Welches Schreiben es ist."), lambda each: each.line.name),
            column("Betreff", _("Betreff der E-Mail."), lambda each: each.line.subject),
            column("Text", _("Der ganze Text mit der Anrede."), lambda each: each.body),
        ],
    )


def _file_name(letter: Letter) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "_", letter.last_name.translate(_ASCII)).strip("_") or "Person"
