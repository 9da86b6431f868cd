"""An empty table for a kind of file: the columns that Lotsen reads, to be filled in Excel."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from lotsen.domain.files import FileKind
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.export.xlsx import xlsx_bytes
from lotsen.i18n import _
from lotsen.i18n.fields import field_name
from lotsen.imports.columns import fields_of, required_fields
from lotsen.imports.synonyms import synonyms

WHOLE_NAME: Final = "full_name"
"""One column instead of two; whoever begins with an empty table has the two."""

MOST: Final = 5
SIGN_IN_A_WORD: Final = re.compile(r"\w/\w")
"""Headings with one are read, and not recommended."""


def blank_bytes(kind: FileKind, *, title: str, day: date) -> bytes:
    """The workbook; all its cells are text, so that zeros at the front stay."""
    needed = required_fields(kind)
    columns = [
        Column(
            name=field_name(kind, field),
            kind=ColumnKind.TEXT,
            meaning=_meaning(kind, field, needed=field in needed),
            cells=(),
        )
        for field in fields_of(kind)
        if field != WHOLE_NAME
    ]
    notes = (_("Eine Zeile je Eintrag. Spalten, die Sie nicht brauchen, dürfen Sie löschen."),)
    return xlsx_bytes(ExportTable(title=title, notes=notes, columns=columns), sheet=title, day=day)


def other_names(kind: FileKind, field: str) -> Sequence[str]:
    """Some other headings by which a column is known."""
    known = synonyms().headings[kind][field]
    own = field_name(kind, field)
    return [name for name in known if name != own and not SIGN_IN_A_WORD.search(name)][:MOST]


def _meaning(kind: FileKind, field: str, *, needed: bool) -> str:
    others = ", ".join(other_names(kind, field))
    if needed:
        return _("Nötig. Wird auch erkannt als: {names}", names=others)
    return _("Wird auch erkannt als: {names}", names=others)
