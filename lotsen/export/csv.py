"""Tables as CSV: one form for the German Excel, one for everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from lotsen.domain.files import guard_text
from lotsen.export.tables import Column, ColumnKind, ExportTable

MAY_BE_A_FORMULA = frozenset("=+-@\t\r'")
LINE_END = "\r\n"
DECIMALS = 2
NEAR = 1e-6
"""How far from the middle between two roundings numpy may get it wrong, and far more."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class CsvForm:
    """What differs between a German CSV and everybody else's."""

    delimiter: str
    decimal_sign: str
    day: str
    encoding: str


GERMAN = CsvForm(delimiter=";", decimal_sign=",", day="%d.%m.%Y", encoding="utf-8-sig")
INTERNATIONAL = CsvForm(delimiter=",", decimal_sign=".", day="%Y-%m-%d", encoding="utf-8")


def csv_bytes(table: ExportTable, form: CsvForm) -> bytes:
    """The whole file; lines end as RFC 4180 has it, and no cell is a formula."""
    header = _cells([column.name for column in table.columns], form)
    columns = [_written(column, form) for column in table.columns]
    lines = map(form.delimiter.join, chain([header], zip(*columns, strict=True)))
    return (LINE_END.join(lines) + LINE_END).encode(form.encoding)


def cell(text: str, form: CsvForm) -> str:
    """One text, safe from being taken for a formula, in quotes where it needs them."""
    safe = guard_text(text)
    return '"' + safe.replace('"', '""') + '"' if _needs_quotes(safe, form) else safe


def written_day(day: date | None, form: CsvForm) -> str:
    """A day as text; empty where there is none."""
    return "" if day is None else day.strftime(form.day)


def _written(column: Column, form: CsvForm) -> Sequence[str]:
    match column.kind:
        case ColumnKind.TEXT:
            return _cells(column.cells, form)
        case ColumnKind.DAY:
            days = {day: written_day(day, form) for day in set(column.cells)}
            return [days[day] for day in column.cells]
        case ColumnKind.WHOLE:
            return _numbers(column.cells, 0, form)
        case ColumnKind.DECIMAL:
            return _numbers(column.cells, DECIMALS, form)


def _cells(texts: Sequence[str], form: CsvForm) -> Sequence[str]:
    """All cells of a column; a column in which no text needs care is taken as it is."""
    distinct = set(texts)
    first_signs = {text[:1] for text in distinct}
    if MAY_BE_A_FORMULA.isdisjoint(first_signs) and not _needs_quotes("".join(distinct), form):
        return texts
    cells = {text: cell(text, form) for text in distinct}
    return [cells[text] for text in texts]


def _needs_quotes(text: str, form: CsvForm) -> bool:
    return form.delimiter in text or '"' in text or "\n" in text or "\r" in text


def _numbers(values: Sequence[float], decimals: int, form: CsvForm) -> Sequence[str]:
    """Each distinct number is written once: ten thousand scores are a few hundred numbers."""
    codes, distinct = pd.factorize(_rounded(np.asarray(values, dtype=np.float64), decimals))
    words = [f"{number:.{decimals}f}".replace(".", form.decimal_sign) for number in distinct]
    words.append("")  # the code of NaN is -1
    written: list[str] = np.array(words, dtype=object)[codes].tolist()
    return written


def _rounded(values: FloatArray, decimals: int) -> FloatArray:
    """Rounded as the pages and the workbooks round: numpy alone takes 0.685 for 0.68."""
    rounded = np.round(values, decimals)
    fraction = np.abs(np.modf(values * 10**decimals)[0])
    for place in np.flatnonzero(np.abs(fraction - 0.5) < NEAR):
        rounded[place] = round(float(values[place]), decimals)
    return rounded
