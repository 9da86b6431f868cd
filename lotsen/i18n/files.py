"""Why a file cannot be read at all, and what to do about it."""

from collections.abc import Callable, Mapping
from typing import Any

from lotsen.domain.errors import LotsenError
from lotsen.domain.files import FileRefusal
from lotsen.i18n import _

Facts = Mapping[str, Any]

_WHAT: Mapping[str, Callable[[], str]] = {
    "pdf": lambda: _("ein PDF-Dokument"),
    "text": lambda: _("ein Textdokument"),
    "image": lambda: _("ein Bild"),
    "web": lambda: _("eine Internetseite"),
    "xml": lambda: _("eine XML-Datei"),
    "database": lambda: _("eine Datenbank"),
}

_SENTENCES: Mapping[FileRefusal, Callable[[Facts], str]] = {
    FileRefusal.EMPTY: lambda _facts: _(
        "Die Datei ist leer. Bitte prüfen Sie, ob die richtige Datei gewählt ist."
    ),
    FileRefusal.TOO_LARGE: lambda facts: _(
        "Die Datei ist mit {size} MB zu groß; gelesen werden bis zu {limit} MB. "
        "Bitte teilen Sie die Liste auf mehrere Dateien auf.",
        **facts,
    ),
    FileRefusal.TOO_MANY_ROWS: lambda facts: _(
        "Die Tabelle hat mehr als {limit} Zeilen. "
        "Bitte löschen Sie leere Zeilen am Ende, teilen Sie die Liste auf "
        "oder speichern Sie sie als .csv.",
        **facts,
    ),
    FileRefusal.TOO_MANY_COLUMNS: lambda facts: _(
        "Die Tabelle hat mehr als {limit} Spalten. "
        "Bitte löschen Sie die Spalten, die nicht gebraucht werden.",
        **facts,
    ),
    FileRefusal.BINARY: lambda _facts: _(
        "Die Datei enthält keinen lesbaren Text. "
        "Bitte speichern Sie die Tabelle als .xlsx oder .csv und versuchen Sie es noch einmal."
    ),
    FileRefusal.WRONG_KIND: lambda facts: _(
        "Die Datei ist {what} und keine Tabelle. Bitte bringen Sie eine .xlsx- oder .csv-Datei.",
        what=_WHAT[facts["what"]](),
    ),
    FileRefusal.OLD_EXCEL: lambda _facts: _(
        "Die Datei hat das alte Excel-Format .xls. "
        "Bitte öffnen Sie sie in Excel und speichern Sie sie als .xlsx."
    ),
    FileRefusal.BINARY_EXCEL: lambda _facts: _(
        "Die Datei hat das binäre Excel-Format .xlsb. "
        "Bitte öffnen Sie sie in Excel und speichern Sie sie als .xlsx."
    ),
    FileRefusal.OPEN_DOCUMENT: lambda _facts: _(
        "Die Datei hat das Format OpenDocument (.ods). "
        "Bitte öffnen Sie sie in LibreOffice und speichern Sie sie als .xlsx oder .csv."
    ),
    FileRefusal.ARCHIVE: lambda _facts: _(
        "Die Datei ist ein gepacktes Archiv. "
        "Bitte entpacken Sie es und bringen Sie die Tabelle darin."
    ),
    FileRefusal.ENCRYPTED: lambda _facts: _(
        "Die Datei ist mit einem Kennwort geschützt. "
        "Bitte entfernen Sie das Kennwort in Excel und speichern Sie die Datei noch einmal."
    ),
    FileRefusal.ZIP_BOMB: lambda _facts: _(
        "Die Datei würde beim Entpacken übermäßig groß und wird deshalb nicht gelesen. "
        "Bitte kopieren Sie die Tabelle in eine neue Arbeitsmappe und speichern Sie diese."
    ),
    FileRefusal.BROKEN: lambda _facts: _(
        "Die Datei ist beschädigt. "
        "Bitte öffnen Sie sie in Excel und speichern Sie sie noch einmal als .xlsx."
    ),
    FileRefusal.ENCODING: lambda facts: _(
        "In Zeile {row} stehen Zeichen, die sich nicht lesen lassen. "
        "Bitte speichern Sie die Datei in Excel als „CSV UTF-8“.",
        **facts,
    ),
    FileRefusal.NOT_A_TABLE: lambda _facts: _(
        "In der Datei ist keine Tabelle zu erkennen. "
        "Bitte trennen Sie die Spalten mit Semikolon oder speichern Sie die Tabelle als .xlsx."
    ),
    FileRefusal.BROKEN_QUOTES: lambda facts: _(
        "In Zeile {row} stehen Anführungszeichen, die nicht zueinander passen. "
        "Bitte berichtigen Sie die Zeile oder speichern Sie die Tabelle als .xlsx.",
        **facts,
    ),
    FileRefusal.CELL_TOO_LONG: lambda facts: _(
        "In Zeile {row} steht eine Zelle mit sehr viel Text; "
        "wahrscheinlich fehlt dort ein Anführungszeichen. Bitte prüfen Sie die Zeile.",
        **facts,
    ),
    FileRefusal.NO_HEADER: lambda _facts: _(
        "Es ist keine Zeile mit Überschriften zu erkennen. "
        "Bitte schreiben Sie über jede Spalte, was darin steht, zum Beispiel „Nachname“."
    ),
    FileRefusal.NO_ROWS: lambda facts: _(
        "Unter den Überschriften in Zeile {row} steht keine einzige Zeile. "
        "Bitte prüfen Sie, ob die richtige Datei gewählt ist.",
        **facts,
    ),
}


def file_refusal(error: LotsenError) -> str | None:
    """The sentence for a file that was refused; None if something else was."""
    if error.code not in set(FileRefusal):
        return None
    return _SENTENCES[FileRefusal(error.code)](error.facts)
