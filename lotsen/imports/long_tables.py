"""A long table of ratings on any scale, for an analysis without a database.

Every row is one rating: who was rated, by whom, on what, and the value. Which column is which is
said, or known by its heading.
"""

import csv
import io
import re
import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.imports.encodings import to_utf8
from lotsen.imports.layout import split_separator_line
from lotsen.imports.synonyms import fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "candidate": ("candidate", "candidate_id", "kandidatur", "kandidat", "kandidatin", "person"),
    "rater": ("rater", "rater_id", "bewertende person", "bewertet von"),
    "value": ("value", "rating", "score", "wert", "note"),
    "criterion": ("criterion", "kriterium"),
    "department": ("department", "department_id", "abteilung"),
}
NEEDED = ("candidate", "value")
NOTHING = frozenset({"", "na", "n/a", "nan", "nb", "n.b.", "n. b.", "null", "none"})
LEAST, GREATEST = 1e-30, 1e9
"""Numbers beyond this are no ratings, nor is what is smaller and not zero."""
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def read_long(content: bytes, named: Mapping[str, str], *, departments: bool) -> pd.DataFrame:
    """Read the columns that an analysis needs; `value` holds numbers, NaN where nothing is.

    Args:
        content: a text table.
        named: the heading of a column, by what it stands for; the others are looked for.
        departments: whether a column of departments is looked for as well.

    Raises:
        BadInput: the file is no table, or a column or a value is not what it has to be.
    """
    frame = _read(content)
    found = _columns(tuple(frame.columns), named)
    _check_once(tuple(frame.columns), found)
    if not departments:
        found.pop("department", None)
    taken = pd.DataFrame({part: frame[heading] for part, heading in found.items()})
    if "value" not in taken or "candidate" not in taken:
        part = next(part for part in NEEDED if part not in taken)
        raise BadInput("analysis.no_column", part=part, headings=", ".join(frame.columns))
    taken["value"] = _numbers(taken["value"])
    for part in taken.columns.drop("value"):
        taken[part] = taken[part].str.strip().str.normalize("NFC")
        blank = np.flatnonzero((taken[part] == "") & taken["value"].notna())
        if len(blank):
            raise BadInput("analysis.blank", column=found[part], row=int(taken.index[blank[0]]))
    taken = taken[taken["candidate"] != ""]
    if taken.empty:
        raise BadInput(FileRefusal.NO_ROWS, row=int(frame.index[0]) - 1)
    return taken


def _read(content: bytes) -> pd.DataFrame:
    """The table as texts, each row under the number of its line."""
    if not content.strip():
        raise BadInput(FileRefusal.EMPTY)
    if content.startswith(b"PK"):
        raise BadInput("analysis.needs_text")
    whole, _encoding = to_utf8(content)
    utf8, said = split_separator_line(whole)
    utf8 = utf8.lstrip(b"\r\n")
    above = len(whole[: len(whole) - len(utf8)].splitlines())
    heading = utf8.split(b"\n", 1)[0].decode("utf-8")
    delimiter = said or max(";\t,", key=heading.count)
    try:
        frame = _parsed(utf8, delimiter)
        headings = next(csv.reader(_lines(utf8), delimiter=delimiter))
        frame.columns = pd.Index([name.strip() for name in headings])
    except (pd.errors.ParserError, pd.errors.ParserWarning, csv.Error, ValueError):
        raise _no_table(utf8, delimiter, above) from None
    if frame.empty:
        raise BadInput(FileRefusal.NO_ROWS, row=above + 1)
    frame.index += above + 2
    return frame


def _parsed(utf8: bytes, delimiter: str) -> pd.DataFrame:
    with warnings.catch_warnings():  # where every row is too long, pandas only warns
        warnings.simplefilter("error", pd.errors.ParserWarning)
        return pd.read_csv(
            io.BytesIO(utf8),
            sep=delimiter,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            index_col=False,
            on_bad_lines="error",
            skip_blank_lines=False,
        )


def _lines(utf8: bytes) -> io.TextIOWrapper:
    """One line after the other: what nobody asks for is not decoded."""
    return io.TextIOWrapper(io.BytesIO(utf8), "utf-8", newline="")


def _no_table(utf8: bytes, delimiter: str, above: int) -> BadInput:
    """Which line is too long, if that is what is wrong."""
    records = csv.reader(_lines(utf8), delimiter=delimiter)
    try:
        width = len(next(records, []))
        if any(len(record) > width for record in records):
            return BadInput("analysis.too_wide", row=above + records.line_num)
    except csv.Error:
        pass
    return BadInput(FileRefusal.NOT_A_TABLE)


def _check_once(headings: tuple[str, ...], found: Mapping[str, str]) -> None:
    twice = next((name for name in found.values() if headings.count(name) > 1), None)
    if twice is not None:
        raise BadInput("analysis.heading_twice", name=twice)


def _columns(headings: tuple[str, ...], named: Mapping[str, str]) -> dict[str, str]:
    """The heading for each part that is there."""
    folded = {fold(heading): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for part in HEADINGS:
        if part in named:
            wanted = named[part]
            heading = wanted if wanted in headings else folded.get(fold(wanted))
            if heading is None:
                raise BadInput("analysis.no_such_column", name=wanted, headings=", ".join(headings))
            found[part] = heading
    for part, usual in HEADINGS.items():
        free = [folded[fold(name)] for name in usual if fold(name) in folded]
        free = [heading for heading in free if heading not in found.values()]
        if part not in found and free:
            found[part] = free[0]
    if len({*found.values()}) < len(found):
        raise BadInput("analysis.one_column_twice")
    return found


def _numbers(texts: "pd.Series[str]") -> NDArray[np.float64]:
    codes, uniques = pd.factorize(texts.str.strip())
    values = np.array([_number(text) for text in uniques], dtype=np.float64)
    wrong = np.flatnonzero(np.isinf(values)[codes])
    if len(wrong):
        row = int(wrong[0])
        line = int(texts.index[row])
        raise BadInput("analysis.bad_value", text=texts.iloc[row][:40], row=line)
    numbers: NDArray[np.float64] = values[codes]
    return numbers


def _number(text: str) -> float:
    """The number; NaN for nothing observed, infinity for what is none."""
    if text.casefold() in NOTHING:
        return float("nan")
    if NUMBER.fullmatch(text) is None:
        return float("inf")
    number = float(text.replace(",", "."))
    return number if not number or LEAST <= abs(number) <= GREATEST else float("inf")
