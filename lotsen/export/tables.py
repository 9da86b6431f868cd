"""A table that leaves the house: columns with a name, a kind and a meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ColumnKind(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column; numbers that are not there are NaN, texts and days that are not are empty.

    Attributes:
        name: without a blank, as a field of a mail merge is called.
        meaning: one sentence for whoever gets the file.
        cells: one per row; str, date or None, whole numbers or floats as the kind says.
    """

    name: str
    kind: ColumnKind
    meaning: str
    cells: Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class ExportTable:
    """A whole file: its columns, and the sentences that explain it.

    Attributes:
        title: what the file is.
        notes: one sentence each, for whoever gets the file.
        columns: at least one, all equally long.
        named_by: the first and the last of the neighbouring columns that say what a row is
            about; where none are named, the first column says it.
    """

    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    named_by: tuple[str, str] | None = None

    @property
    def rows(self) -> int:
        """How many rows there are, without the header."""
        return len(self.columns[0].cells)
