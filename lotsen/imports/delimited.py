"""Text tables: a quick reader for well-made files, a patient one for all others.

Both count rows as a spreadsheet does: every record is a row, a blank line too, and a line break
inside quotes makes none.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Column, Flaw, Places, column_of
from lotsen.imports.layout import Layout
from lotsen.imports.limits import Limits

_QUOTE, _LF, _CR = 34, 10, 13
_BLOCK = 4 * 1024 * 1024
_DICTIONARY = pa.dictionary(pa.int32(), pa.string())

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True, eq=False)
class Body:
    """What stands below the headings; `rows` are the rows' numbers in the file."""

    columns: Sequence[Column]
    rows: Places
    flaws: Sequence[Flaw] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Records:
    """Where each record of a text begins, and which are blank lines."""

    starts: Places
    blank: NDArray[np.bool_]


def read_body(utf8: bytes, layout: Layout, limits: Limits) -> Body:
    """Read all rows below the headings."""
    body = quick_body(utf8, layout)
    if body is None:
        body = patient_body(utf8.decode("utf-8"), layout, limits)
    if len(body.rows) > limits.rows:
        raise BadInput(FileRefusal.TOO_MANY_ROWS, limit=limits.rows)
    return body


def quick_body(utf8: bytes, layout: Layout) -> Body | None:
    """Read a file whose rows all have the same number of well-quoted cells; else give nothing."""
    records = find_records(np.frombuffer(utf8, dtype=np.uint8), ord(layout.delimiter))
    if records is None or layout.header + 1 >= len(records.starts):
        return None
    below = slice(layout.header + 1, None)
    rows = np.flatnonzero(~records.blank[below]) + layout.header + 2
    table = _arrow_table(utf8, int(records.starts[below][0]), layout)
    if table is None or table.num_rows != len(rows):
        return None
    return Body(columns=[_column(chunks) for chunks in table.columns], rows=rows)


def find_records(data: Bytes, delimiter: int) -> Records | None:
    """Find the beginnings of all records; give nothing where a quote stands in an odd place."""
    ends = np.flatnonzero(data == _LF)
    returns = np.flatnonzero(data == _CR)
    if len(returns) and (returns[-1] + 1 == len(data) or (data[returns + 1] != _LF).any()):
        return None
    quotes = np.flatnonzero(data == _QUOTE)
    if len(quotes):
        if not _regular(data, quotes, delimiter):
            return None
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    starts = np.concatenate([[0], ends + 1])
    stops = np.append(ends, len(data))
    if starts[-1] == len(data):
        starts, stops = starts[:-1], stops[:-1]
    sizes = stops - starts
    one_sign = np.flatnonzero(sizes == 1)
    sizes[one_sign[data[starts[one_sign]] == _CR]] = 0
    return Records(starts=starts, blank=sizes == 0)


def _regular(data: Bytes, quotes: Places, delimiter: int) -> bool:
    """Whether quotes only open and close whole cells, or stand doubled inside them."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[opening[opening > 0] - 1]
    after = data[closing[closing + 1 < len(data)] + 1]
    edges = (delimiter, _LF, _QUOTE)
    return bool(np.isin(before, edges).all() and np.isin(after, (*edges, _CR)).all())


def _arrow_table(utf8: bytes, start: int, layout: Layout) -> pa.Table | None:
    names = [str(place) for place in range(len(layout.headers))]
    if start >= len(utf8):
        return None
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(pa.py_buffer(utf8).slice(start)),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=True
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, _DICTIONARY),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.unify_dictionaries().combine_chunks()


def _column(chunks: pa.ChunkedArray) -> Column:
    array = chunks.chunk(0)
    return Column(array.indices.to_numpy(), array.dictionary.to_pylist())


def patient_body(text: str, layout: Layout, limits: Limits) -> Body:
    """Read row by row; rows that are too short are filled up, longer ones are told."""
    rows = _all_rows(text, layout.delimiter, limits.rows + layout.header + 1)
    width = len(layout.headers)
    flaws, kept, numbers = [], [], []
    for number, row in enumerate(rows[layout.header + 1 :], layout.header + 2):
        if not row:
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            value = layout.delimiter.join(row[width:])
            flaws.append(Flaw(code=FindingCode.ROW_TOO_LONG, row=number, value=value))
        kept.append(row[:width] + [""] * (width - len(row)))
        numbers.append(number)
    columns = [column_of(cells) for cells in zip(*kept, strict=True)]
    return Body(columns=columns, rows=np.array(numbers, dtype=np.int64), flaws=flaws)


def _all_rows(text: str, delimiter: str, limit: int) -> list[list[str]]:
    rows: list[list[str]] = []
    lines = io.StringIO(text, newline="")
    try:
        for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True):
            rows.append(row)
            if len(rows) > limit:
                raise BadInput(FileRefusal.TOO_MANY_ROWS, limit=limit)
    except csv.Error as error:
        too_long = "field limit" in str(error)
        code = FileRefusal.CELL_TOO_LONG if too_long else FileRefusal.BROKEN_QUOTES
        raise BadInput(code, row=len(rows) + 1) from None
    return rows
