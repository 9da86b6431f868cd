"""A file that somebody brought, read as a table of texts or refused with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Column, Flags, Flaw, Places, as_categorical, cleaned, column_of
from lotsen.imports.delimited import Body, read_body
from lotsen.imports.encodings import to_utf8
from lotsen.imports.layout import find_layout, is_total, split_separator_line
from lotsen.imports.limits import MEGABYTE, STANDARD, Limits
from lotsen.imports.signatures import is_workbook
from lotsen.imports.workbooks import read_sheet


class FileFormat(StrEnum):
    """In which of the two forms a table came."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, kw_only=True)
class Source:
    """How a file was read, to be shown beside the preview.

    Attributes:
        encoding, delimiter: of a text table, else empty.
        sheet: of a workbook, else empty.
        header_row: the row of the headings, as a spreadsheet counts.
    """

    filename: str
    format: FileFormat
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int


@dataclass(frozen=True, kw_only=True, eq=False)
class RawTable:
    """A table of clean texts that do not mean anything yet.

    Attributes:
        frame: columns 0 to n-1, each of pandas' category type over texts; blank is "".
        headers: as they stand in the file, each on one line; a column without one has "".
        row_numbers: for each row of the frame the row in the file, as a spreadsheet counts.
        flaws: what is odd about single places, whatever their columns mean.
    """

    frame: pd.DataFrame
    headers: tuple[str, ...]
    row_numbers: Places
    source: Source
    flaws: tuple[Flaw, ...] = ()

    def __len__(self) -> int:
        return len(self.row_numbers)


def check_size(size: int, filename: str, *, limits: Limits = STANDARD) -> None:
    """Refuse a file by its size alone, before it is read."""
    is_text = not filename.lower().endswith((".xlsx", ".xlsm"))
    limit = limits.text_bytes if is_text else limits.workbook_bytes
    if size > limit:
        raise _too_large(size, limit)
    if not size:
        raise BadInput(FileRefusal.EMPTY)


def read_table(content: bytes, filename: str, *, limits: Limits = STANDARD) -> RawTable:
    """Read a file as a table of texts; what it is shows in its bytes, not in its name."""
    check_size(len(content), filename, limits=limits)
    if is_workbook(content):
        if len(content) > limits.workbook_bytes:
            raise _too_large(len(content), limits.workbook_bytes)
        return _read_workbook(content, filename, limits)
    return _read_text(content, filename, limits)


def single_row(values: Mapping[str, str], name: str) -> RawTable:
    """What a form says, as a table of one row; so the checks of files look at it too."""
    return RawTable(
        frame=_frame([cleaned(column_of([text])) for text in values.values()]),
        headers=tuple(values),
        row_numbers=np.array([1]),
        source=Source(filename=name, format=FileFormat.CSV, header_row=1),
    )


def _read_text(content: bytes, filename: str, limits: Limits) -> RawTable:
    utf8, encoding = to_utf8(content)
    utf8, delimiter = split_separator_line(utf8)
    layout = find_layout(utf8, delimiter)
    _check_width(layout.headers, limits)
    source = Source(
        filename=filename,
        format=FileFormat.CSV,
        encoding=encoding,
        delimiter=layout.delimiter,
        header_row=layout.header + 1,
    )
    return _table(read_body(utf8, layout, limits), layout.headers, source)


def _read_workbook(content: bytes, filename: str, limits: Limits) -> RawTable:
    sheet = read_sheet(content, limits)
    _check_width(sheet.headers, limits)
    source = Source(
        filename=filename, format=FileFormat.XLSX, sheet=sheet.name, header_row=sheet.header + 1
    )
    return _table(sheet.body, sheet.headers, source)


def _table(body: Body, headers: Sequence[str], source: Source) -> RawTable:
    """Clean the cells, leave out blank rows and blank columns at the end."""
    columns = [cleaned(column) for column in body.columns]
    full = np.zeros(len(body.rows), dtype=np.bool_)
    width = 0
    for place, (header, column) in enumerate(zip(headers, columns, strict=False), 1):
        filled = column.flag(bool)
        full |= filled
        if header or filled.any():
            width = place
    totals = _leave_out_totals(columns, full, body.rows)
    if not full.any():
        raise BadInput(FileRefusal.NO_ROWS, row=source.header_row)
    left_out = {flaw.row for flaw in totals}
    return RawTable(
        frame=_frame([_kept(column, full) for column in columns[:width]]),
        headers=tuple(" ".join(header.split()) for header in headers[:width]),
        row_numbers=body.rows[full],
        source=source,
        flaws=(*(flaw for flaw in body.flaws if flaw.row not in left_out), *totals),
    )


def _leave_out_totals(columns: Sequence[Column], full: Flags, rows: Places) -> list[Flaw]:
    """Strike the sums at the end of a list out of the `full` rows, and note each."""
    flaws: list[Flaw] = []
    for place in np.flatnonzero(full)[::-1]:
        cells = [column.texts[int(column.codes[place])] for column in columns]
        if not is_total(cells):
            break
        full[place] = False
        value = next(cell for cell in cells if cell)
        flaws.append(Flaw(code=FindingCode.ROW_TOTAL, row=int(rows[place]), value=value))
    return flaws


def _kept(column: Column, rows: "np.ndarray[Any, np.dtype[np.bool_]]") -> Column:
    return column if rows.all() else Column(column.codes[rows], column.texts)


def _frame(columns: Sequence[Column]) -> pd.DataFrame:
    return pd.DataFrame(dict(enumerate(map(as_categorical, columns))), copy=False)


def _check_width(headers: Sequence[str], limits: Limits) -> None:
    if len(headers) > limits.columns:
        raise BadInput(FileRefusal.TOO_MANY_COLUMNS, limit=limits.columns)


def _too_large(size: int, limit: int) -> BadInput:
    megabytes = {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
    return BadInput(FileRefusal.TOO_LARGE, **megabytes)
