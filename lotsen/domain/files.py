"""Files that a town brings and takes: their kinds, their refusals, and text that stays text."""

import re
from enum import StrEnum


class FileKind(StrEnum):
    """What one row of a file stands for."""

    DEPARTMENTS = "departments"
    PEOPLE = "people"
    CANDIDATES = "candidates"
    RATINGS = "ratings"


class FileRefusal(StrEnum):
    """Why a file cannot be read at all; the code of a `BadInput`."""

    EMPTY = "file.empty"
    TOO_LARGE = "file.too_large"
    TOO_MANY_ROWS = "file.too_many_rows"
    TOO_MANY_COLUMNS = "file.too_many_columns"
    BINARY = "file.binary"
    WRONG_KIND = "file.wrong_kind"
    OLD_EXCEL = "file.old_excel"
    BINARY_EXCEL = "file.binary_excel"
    OPEN_DOCUMENT = "file.open_document"
    ARCHIVE = "file.archive"
    ENCRYPTED = "file.encrypted"
    ZIP_BOMB = "file.zip_bomb"
    BROKEN = "file.broken"
    ENCODING = "file.encoding"
    NOT_A_TABLE = "file.not_a_table"
    BROKEN_QUOTES = "file.broken_quotes"
    CELL_TOO_LONG = "file.cell_too_long"
    NO_HEADER = "file.no_header"
    NO_ROWS = "file.no_rows"


_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_WAS_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    A text that already looks guarded gets one more, so that `unguard_text` gives every text back.
    """
    return f"'{text}" if _LOOKS_LIKE_A_FORMULA.match(text) else text


def unguard_text(text: str) -> str:
    """Take away the apostrophe that `guard_text` put there."""
    return text[1:] if _WAS_GUARDED.match(text) else text
