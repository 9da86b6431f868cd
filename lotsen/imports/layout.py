"""Where in a file the table begins, and what parts its cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.imports.cells import clean_text
from lotsen.imports.synonyms import all_headings, fold

DELIMITERS = (";", ",", "\t", "|")
LOOKED_AT = 60
"""Rows in which the heading row is looked for."""

_HEAD = 64 * 1024
SURE = 2
"""Known headings that make a row of headings certain."""
_LONGEST_HEADING = 300
_SEPARATOR_LINE = re.compile(rb'\s*"?sep=(?P<sign>[;,\t|])"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)

_TOTALS = frozenset(
    {
        *("anzahl", "durchschnitt", "gesamt", "gesamtsumme", "gesamtzahl", "insgesamt"),
        *("mittelwert", "summe", "summen", "total"),
    }
)

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a text file is laid out; `header` is the record in which the headings stand, from 0."""

    delimiter: str
    header: int
    headers: tuple[str, ...]


def split_separator_line(utf8: bytes) -> tuple[bytes, str | None]:
    """Take Excel's line `sep=;` away and give what it says."""
    match = _SEPARATOR_LINE.match(utf8)
    if match is None:
        return utf8, None
    return utf8[match.end() :], match["sign"].decode()


def find_layout(utf8: bytes, delimiter: str | None) -> Layout:
    """Try each delimiter and keep the one that gives the best heading row."""
    head = _head(utf8)
    tried = [_try(head, sign) for sign in ([delimiter] if delimiter else DELIMITERS)]
    found = [(merit, layout) for merit, layout in tried if merit[0]]
    if not found:
        raise BadInput(FileRefusal.NOT_A_TABLE)
    layout = max(found, key=lambda pair: pair[0])[1]
    if layout is None:
        raise BadInput(FileRefusal.NO_HEADER)
    return layout


def find_header(rows: Rows) -> tuple[int, int] | None:
    """Find the row of headings: its place and how many known headings stand in it."""
    scores = [_score(row) for row in rows]
    best = max(scores, default=0)
    if best >= SURE:
        return scores.index(best), best
    width = _usual_width(rows)
    for place, row in enumerate(rows):
        filled = sum(1 for cell in row if cell.strip())
        if filled >= max(SURE, width) and _could_be_headings(row):
            return place, scores[place]
    return None


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row at the end only adds up what stands above it: a word, then numbers alone."""
    word, *others = [cell for cell in cells if cell] or [""]
    return fold(word) in _TOTALS and not any(sign.isalpha() for sign in "".join(others))


def _head(utf8: bytes) -> str:
    head = utf8[:_HEAD]
    if len(utf8) > _HEAD and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return head.decode("utf-8", errors="ignore")


def _try(head: str, delimiter: str) -> tuple[tuple[int, int, int], Layout | None]:
    """Read the head with one delimiter; the merit says how much of a table it makes."""
    rows = _read_head(head, delimiter)
    width = max(map(len, rows), default=0)
    if width < SURE:
        return (0, 0, 0), None
    usual = _usual_width(rows)
    found = find_header(rows)
    if found is None:
        return (1, -1, usual), None
    place, score = found
    headers = tuple(clean_text(cell) for cell in rows[place])
    return (1, score, usual), Layout(delimiter=delimiter, header=place, headers=headers)


def _read_head(head: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == LOOKED_AT:
                break
    except csv.Error:  # a cell beyond every measure; the reader of the whole file says so
        return rows
    return rows


def _score(row: Sequence[str]) -> int:
    return len({fold(cell) for cell in row if len(cell) < _LONGEST_HEADING} & all_headings())


def _usual_width(rows: Rows) -> int:
    filled = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return filled.most_common(1)[0][0] if filled else 0


def _could_be_headings(row: Sequence[str]) -> bool:
    """Tell words from data: no addresses, no bare numbers, nothing twice."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len({*cells}) == len(cells) and all(
        "@" not in cell and any(sign.isalpha() for sign in cell) and len(cell) < _LONGEST_HEADING
        for cell in cells
    )
