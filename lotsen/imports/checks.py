"""A table under examination: its fields are read, and what is wrong with them is written down."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lotsen.domain.files import FileKind
from lotsen.domain.findings import Finding, FindingCode, Severity, severity_of
from lotsen.imports.cells import Column, Flags, Flaw, as_column, blank_column
from lotsen.imports.tables import RawTable
from lotsen.imports.values import Unreadable

MOST_KEPT = 200
"""Findings of one code that are listed; all are counted."""

_SHOWN = 120

Facts = Mapping[str, object] | Callable[[int], Mapping[str, object]]
_NO_FACTS: Mapping[str, object] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Parsed:
    """What a file says, in our own terms.

    Attributes:
        frame: one row per thing, columns named by our fields, and `row` for the row in the file;
            rows that cannot be used are left out.
        findings: at most `MOST_KEPT` of each code, by row.
        totals: how many there are of each code, the unlisted ones counted too.
        rows: how many rows the file has, the unusable ones counted too.
        headings: field → the heading in the person's own file, for every field that was mapped.
    """

    kind: FileKind
    frame: pd.DataFrame
    findings: tuple[Finding, ...]
    totals: Mapping[FindingCode, int]
    headings: Mapping[str, str]
    rows: int

    @property
    def errors(self) -> int:
        """How many findings keep the file out."""
        return sum(
            count for code, count in self.totals.items() if severity_of(code) == Severity.ERROR
        )


@dataclass(frozen=True, eq=False)
class Values:
    """A field as it was read: row i means `meanings[codes[i]]`; `bad` rows could not."""

    column: Column
    meanings: Sequence[Any]
    bad: Flags

    def as_array(self, dtype: Any = object) -> "np.ndarray[Any, Any]":
        """One value per row."""
        return self.column.take(self.meanings, dtype)

    def as_list(self) -> list[Any]:
        """One value per row, whatever it is."""
        return [self.meanings[code] for code in self.column.codes.tolist()]


class Checks:
    """Reads the fields of one table and collects what is found on the way.

    Attributes:
        spoiled: rows with an error.
    """

    def __init__(self, raw: RawTable, mapping: Mapping[str, int]) -> None:
        self.raw = raw
        self.mapping = mapping
        self.spoiled: Flags = np.zeros(len(raw), dtype=np.bool_)
        self._columns: dict[str, Column] = {}
        self._kept: list[Finding] = []
        self._totals: Counter[FindingCode] = Counter()
        self._note_flaws()

    def column(self, field: str) -> Column:
        """The texts of a field; blank if no heading stands for it."""
        if field not in self._columns:
            place = self.mapping.get(field)
            is_there = place is not None
            self._columns[field] = (
                as_column(self.raw.frame[place]) if is_there else blank_column(len(self.raw))
            )
        return self._columns[field]

    def heading(self, field: str) -> str:
        """The heading of a field in the person's own file."""
        place = self.mapping.get(field)
        return "" if place is None else self.raw.headers[place]

    def read(self, field: str, reader: Callable[[str], Any], *, blank: Any = "") -> Values:
        """Read each distinct text of a field once, and note those that cannot be read."""
        column = self.column(field)
        values: list[Any] = []
        problems: dict[FindingCode, dict[int, Mapping[str, object]]] = {}
        for place, text in enumerate(column.texts):
            try:
                values.append(reader(text) if text else blank)
            except Unreadable as problem:
                values.append(blank)
                problems.setdefault(problem.code, {})[place] = problem.facts
        bad = np.zeros(len(self.raw), dtype=np.bool_)
        for code, facts in problems.items():
            where = _rows_with(column, facts)
            self.note(code, where, field, _by_row(facts, column))
            bad |= where
        return Values(column, values, bad)

    def require(self, field: str) -> Flags:
        """Note the rows in which a needed field is blank, and give them."""
        blank = ~self.column(field).flag(bool)
        self.note(FindingCode.VALUE_MISSING, blank & ~self._odd(field), field, {"field": field})
        return blank

    def _odd(self, field: str) -> Flags:
        """Rows whose cell has its own finding, a formula for example: once is enough."""
        place = self.mapping.get(field)
        rows = [flaw.row for flaw in self.raw.flaws if flaw.column == place is not None]
        return np.isin(self.raw.row_numbers, [row for row in rows if row is not None])

    def note(
        self, code: FindingCode, where: Flags, field: str | None = None, facts: Facts = _NO_FACTS
    ) -> None:
        """Write down a finding for each row that is flagged."""
        rows = np.flatnonzero(where)
        room = MOST_KEPT - self._totals[code]
        if not len(rows):
            return
        self._totals[code] += len(rows)
        if severity_of(code) == Severity.ERROR:
            self.spoiled |= where
        heading = None if field is None else self.heading(field)
        for row in rows[: max(room, 0)].tolist():
            found = facts(row) if callable(facts) else facts
            self._kept.append(
                Finding(
                    row=self.row_number(row),
                    column=heading,
                    value="" if field is None else _shown(self._text(field, row)),
                    code=code,
                    facts={name: _known(fact) for name, fact in found.items()},
                )
            )

    def note_columns(self, findings: Sequence[Finding]) -> None:
        """Take over what is wrong with the headings."""
        self._kept += findings
        self._totals.update(finding.code for finding in findings)

    def row_number(self, row: int) -> int:
        """The number in the file of a row of the table."""
        return int(self.raw.row_numbers[row])

    def parsed(self, kind: FileKind, frame: pd.DataFrame) -> Parsed:
        """Close the examination."""
        findings = sorted(self._kept, key=lambda finding: finding.row or 0)
        return Parsed(
            kind=kind,
            frame=frame,
            findings=tuple(findings),
            totals=dict(self._totals),
            rows=len(self.raw),
            headings={field: self.raw.headers[place] for field, place in self.mapping.items()},
        )

    def _text(self, field: str, row: int) -> str:
        column = self.column(field)
        return column.texts[int(column.codes[row])]

    def _note_flaws(self) -> None:
        """Take over what was odd while reading, as far as it is in a column that is used."""
        used = {None, *self.mapping.values()}
        flaws = [flaw for flaw in self.raw.flaws if flaw.column in used]
        for flaw in flaws:
            self._totals[flaw.code] += 1
            if self._totals[flaw.code] <= MOST_KEPT:
                self._kept.append(self._finding(flaw))
        errors = [flaw.row for flaw in flaws if severity_of(flaw.code) == Severity.ERROR]
        self.spoiled |= np.isin(self.raw.row_numbers, [row for row in errors if row is not None])

    def _finding(self, flaw: Flaw) -> Finding:
        return Finding(
            row=flaw.row,
            column=None if flaw.column is None else self.raw.headers[flaw.column],
            value=_shown(flaw.value),
            code=flaw.code,
            facts={"count": flaw.count},
        )


def _rows_with(column: Column, places: Mapping[int, object]) -> Flags:
    table = np.zeros(len(column.texts), dtype=np.bool_)
    table[list(places)] = True
    return table[column.codes]


def _by_row(
    facts: Mapping[int, Mapping[str, object]], column: Column
) -> Callable[[int], Mapping[str, object]]:
    return lambda row: facts[int(column.codes[row])]


def _known(fact: object) -> object:
    return fact() if callable(fact) else fact


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
