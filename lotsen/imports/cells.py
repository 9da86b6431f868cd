"""Cells as codes into their distinct texts, so that each text is looked at only once."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lotsen.domain.files import unguard_text
from lotsen.domain.findings import FindingCode

Codes = NDArray[np.signedinteger[Any]]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_ODD_SIGNS = {**_BLANKS, **_INVISIBLE}
_ODD = tuple(map(chr, _ODD_SIGNS))


@dataclass(frozen=True, eq=False)
class Column:
    """A column of texts: row i holds `texts[codes[i]]`; no text occurs twice."""

    codes: Codes
    texts: Sequence[str]

    def flag(self, true_for: Callable[[str], bool]) -> Flags:
        """Tell for every row whether its text is of a certain sort."""
        return self.take([true_for(text) for text in self.texts], np.bool_)

    def take(self, values: Sequence[Any], dtype: Any) -> NDArray[Any]:
        """Give every row the value that stands for its text."""
        table = np.empty(len(values), dtype=dtype)
        table[:] = values
        return table[self.codes]


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """Something odd at one place of the file, found while reading, before columns have a meaning.

    Attributes:
        row: as a spreadsheet counts, from 1; None for the whole sheet.
        column: counted from 0; None for the whole row.
    """

    code: FindingCode
    row: int | None
    column: int | None = None
    value: str = ""
    count: int = 1


def column_of(texts: Iterable[str]) -> Column:
    """Find the distinct texts of a column."""
    values = np.fromiter(texts, dtype=object)
    codes, distinct = pd.factorize(values)
    return Column(codes, distinct.tolist())


def blank_column(rows: int) -> Column:
    """A column in which nothing stands."""
    return Column(np.zeros(rows, dtype=np.int8), [""])


def clean_text(text: str) -> str:
    """Compose letters, make odd blanks plain, and trim; undo the guard against formulas."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_ODD_SIGNS))
    return _trimmed(text)


def _without_odd_signs(text: str) -> str:
    """The quick way of `clean_text` for a column in which no odd sign occurs."""
    return _trimmed(text if text.isascii() else unicodedata.normalize("NFC", text))


def _trimmed(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    return unguard_text(text) if text[:1] == "'" else text


def cleaned(column: Column) -> Column:
    """Clean every text; texts that become the same are one afterwards."""
    together = "".join(column.texts)
    is_odd = any(sign in together for sign in _ODD)
    texts = list(map(clean_text if is_odd else _without_odd_signs, column.texts))
    if texts == column.texts:
        return column
    return merged(column.codes, texts)


def merged(codes: Codes, values: Sequence[Any]) -> Column:
    """Make one of codes that stand for the same value."""
    places: dict[Any, int] = {}
    table = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.int32)
    return Column(table[codes] if len(table) else codes, list(places))


def stacked(columns: Sequence[Column]) -> Column:
    """Put columns side by side and read them row by row."""
    texts: list[str] = []
    codes = []
    for column in columns:
        codes.append(column.codes.astype(np.int32) + len(texts))
        texts.extend(column.texts)
    return merged(np.stack(codes, axis=1).ravel(), texts)


def as_categorical(column: Column) -> pd.Categorical:
    """The column as pandas keeps it."""
    index = pd.Index(list(column.texts), dtype=object)
    return pd.Categorical.from_codes(column.codes, categories=index, validate=False)


def as_column(series: "pd.Series[Any]") -> Column:
    """The column as it was before pandas kept it."""
    array = series.array
    assert isinstance(array, pd.Categorical)
    return Column(np.asarray(array.codes), array.categories.tolist())
