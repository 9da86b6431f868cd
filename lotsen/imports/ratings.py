"""The list of ratings: one rating per row (long), or one sheet per row (wide).

Both become one table with one rating per row. Here rows are counted in hundreds of thousands:
everything is done on codes, nothing row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lotsen.domain.criteria import NEEDS_EVIDENCE
from lotsen.domain.files import FileKind
from lotsen.domain.findings import Finding, FindingCode
from lotsen.imports.cells import Column, Flags, Places, as_categorical, merged, stacked
from lotsen.imports.checks import Checks, Parsed, Values
from lotsen.imports.columns import EVIDENCE_OF, RATING_OF, CriterionNames, criterion_names
from lotsen.imports.duplicates import first_places
from lotsen.imports.values import NOT_OBSERVABLE, day, email, one_of, person_key, prose, rating

_NO_RATING = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries:
    """Ratings, one per element; `place` is the row of the table in which each stands."""

    place: Places
    criterion: Column
    value: NDArray[np.int8]
    evidence: Column


def parse_ratings(checks: Checks, criteria: Sequence[CriterionNames]) -> Parsed:
    """Read ratings; the frame's texts are categories, `value` is missing where it is „n. b.“."""
    for field in ("candidate", "rater"):
        checks.require(field)
    candidate = _distinct(checks.read("candidate", person_key))
    rater = _distinct(checks.read("rater", email))
    handed_in = checks.read("handed_in_on", day, blank=None).as_array("datetime64[s]")
    is_wide = any(field.startswith(RATING_OF) for field in checks.mapping)
    entries = _wide(checks) if is_wide else _long(checks, criteria)
    if not _has_evidence(checks):
        _note_once(checks, entries)
    sheet = candidate.codes.astype(np.int64) * len(rater.texts) + rater.codes
    kept = _note_twice(checks, entries, sheet)
    _note_dates(checks, sheet, handed_in)
    kept &= ~checks.spoiled[entries.place]
    place = entries.place[kept]
    frame = pd.DataFrame(
        {
            "candidate": as_categorical(Column(candidate.codes[place], candidate.texts)),
            "rater": as_categorical(Column(rater.codes[place], rater.texts)),
            "criterion": as_categorical(_only(entries.criterion, kept)),
            "value": _nullable(entries.value[kept]),
            "evidence": as_categorical(_only(entries.evidence, kept)),
            "handed_in_on": handed_in[place],
            "row": checks.raw.row_numbers[place],
        },
        copy=False,
    )
    return checks.parsed(FileKind.RATINGS, frame)


def _long(checks: Checks, criteria: Sequence[CriterionNames]) -> Entries:
    checks.require("criterion")
    names = one_of(criterion_names(criteria), FindingCode.CRITERION_UNKNOWN)
    criterion = _distinct(checks.read("criterion", names))
    value, evidence = _ratings(checks, "value", "evidence")
    checks.note(FindingCode.RATING_EMPTY, _blank(checks, value, evidence, "value"), "value")
    place = np.flatnonzero(value != _NO_RATING)
    return Entries(
        place=place,
        criterion=Column(criterion.codes[place], criterion.texts),
        value=value[place],
        evidence=Column(evidence.codes[place], evidence.texts),
    )


def _wide(checks: Checks) -> Entries:
    """Put the criteria's columns below each other, sheet by sheet; an empty cell is no rating."""
    keys = [
        field.removeprefix(RATING_OF) for field in checks.mapping if field.startswith(RATING_OF)
    ]
    read = [_ratings(checks, RATING_OF + key, EVIDENCE_OF + key) for key in keys]
    value = np.stack([value for value, _evidence in read], axis=1).ravel()
    evidence = stacked([evidence for _value, evidence in read])
    rows = len(checks.raw)
    given = np.flatnonzero(value != _NO_RATING)
    criterion = np.tile(np.arange(len(keys), dtype=np.int32), rows)
    return Entries(
        place=np.repeat(np.arange(rows, dtype=np.int64), len(keys))[given],
        criterion=Column(criterion[given], keys),
        value=value[given],
        evidence=Column(evidence.codes[given], evidence.texts),
    )


def _ratings(
    checks: Checks, value_field: str, evidence_field: str
) -> tuple[NDArray[np.int8], Column]:
    """Read ratings and their evidence, and check one against the other."""
    values = checks.read(value_field, rating, blank=_NO_RATING)
    value = values.as_array(np.int8)
    evidence = _distinct(checks.read(evidence_field, prose))
    has_evidence = evidence.flag(bool)
    needs = np.isin(value, list(NEEDS_EVIDENCE))
    if _has_evidence(checks):
        checks.note(FindingCode.EVIDENCE_MISSING, needs & ~has_evidence, value_field)
    alone = has_evidence & ~values.column.flag(bool)
    checks.note(FindingCode.EVIDENCE_ALONE, alone, value_field)
    return value, evidence


def _has_evidence(checks: Checks) -> bool:
    """Whether the file has a column for evidence at all."""
    return any(field == "evidence" or field.startswith(EVIDENCE_OF) for field in checks.mapping)


def _note_once(checks: Checks, entries: Entries) -> None:
    """Where the whole column is missing, one sentence says so, not one for each rating."""
    count = int(np.isin(entries.value, list(NEEDS_EVIDENCE)).sum())
    if count:
        code = FindingCode.EVIDENCE_NOWHERE
        facts = {"count": count}
        checks.note_columns([Finding(row=None, column=None, value="", code=code, facts=facts)])


def _blank(checks: Checks, value: NDArray[np.int8], evidence: Column, field: str) -> Flags:
    is_filled = checks.column(field).flag(bool) | evidence.flag(bool)
    is_open: Flags = value == _NO_RATING
    return is_open & ~is_filled


def _note_twice(checks: Checks, entries: Entries, sheet: NDArray[np.int64]) -> Flags:
    """Note a criterion that a rater rated twice for a candidate; give the entries to keep."""
    keys = sheet[entries.place] * len(entries.criterion.texts) + entries.criterion.codes
    first = first_places(keys, ~checks.spoiled[entries.place])
    again = np.flatnonzero(first != np.arange(len(first)))
    kept = np.ones(len(first), dtype=np.bool_)
    if not len(again):
        return kept
    kept[again] = False
    earlier = first[again]
    same = (entries.value[again] == entries.value[earlier]) & (
        entries.evidence.codes[again] == entries.evidence.codes[earlier]
    )
    rows = dict(zip(entries.place[again].tolist(), entries.place[earlier].tolist(), strict=True))
    for code, which in ((FindingCode.RATING_REPEATED, same), (FindingCode.RATING_TWICE, ~same)):
        where = np.zeros(len(checks.raw), dtype=np.bool_)
        where[entries.place[again[which]]] = True
        checks.note(code, where, None, lambda row: {"first_row": checks.row_number(rows[row])})
    return kept


def _note_dates(checks: Checks, sheet: NDArray[np.int64], handed_in: NDArray[Any]) -> None:
    """Note rows that date their sheet otherwise than its first row: it is handed in as one."""
    first = first_places(sheet, ~checks.spoiled)
    theirs = handed_in[first]
    differs = (handed_in != theirs) & ~(np.isnat(handed_in) & np.isnat(theirs))
    checks.note(
        FindingCode.SHEET_DATES_DIFFER,
        differs,
        "handed_in_on",
        lambda row: {"first_row": checks.row_number(int(first[row]))},
    )


def _distinct(values: Values) -> Column:
    """Codes of what was read; texts that were read as the same have the same code."""
    if values.meanings == values.column.texts:
        return values.column
    return merged(values.column.codes, values.meanings)


def _only(column: Column, kept: Flags) -> Column:
    return Column(column.codes[kept], column.texts)


def _nullable(value: NDArray[np.int8]) -> "pd.api.extensions.ExtensionArray":
    return pd.arrays.IntegerArray(value, value == NOT_OBSERVABLE)
