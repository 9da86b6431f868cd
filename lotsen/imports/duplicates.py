"""Rows that speak of the same thing: either they say the same, or they contradict each other."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Flags, Places
from lotsen.imports.checks import Checks

PERSON_TWICE = (FindingCode.PERSON_REPEATED, FindingCode.PERSON_CONTRADICTORY)
DEPARTMENT_TWICE = (FindingCode.DEPARTMENT_REPEATED, FindingCode.DEPARTMENT_CONTRADICTORY)


def first_places(keys: NDArray[Any], valid: Flags) -> Places:
    """For each row the place of the first valid row with the same key; its own if it is that."""
    places = np.arange(len(keys), dtype=np.int64)
    rows = places[valid]
    codes, distinct = pd.factorize(keys[valid])
    first = np.full(len(distinct), -1, dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    places[rows] = first[codes]
    return places


def note_duplicates(
    checks: Checks,
    first: Places,
    said: pd.DataFrame,
    field: str,
    codes: tuple[FindingCode, FindingCode],
) -> Flags:
    """Note rows that repeat an earlier one, and rows that contradict it; give the former.

    `codes` are those of the two findings, in this order.
    """
    again = np.flatnonzero(first != np.arange(len(first)))
    repeated = np.zeros(len(first), dtype=np.bool_)
    contradictory = repeated.copy()
    if not len(again):
        return repeated
    equal = _equal(said.iloc[again], said.iloc[first[again]])
    repeated[again[equal]] = True
    contradictory[again[~equal]] = True

    def facts(row: int) -> dict[str, object]:
        return {"first_row": checks.row_number(int(first[row]))}

    checks.note(codes[0], repeated, field, facts)
    checks.note(codes[1], contradictory, field, facts)
    return repeated


def _equal(rows: pd.DataFrame, others: pd.DataFrame) -> Flags:
    equal = np.ones(len(rows), dtype=np.bool_)
    for name in rows:
        left, right = rows[name].to_numpy(dtype=object), others[name].to_numpy(dtype=object)
        both_blank = pd.isna(left) & pd.isna(right)
        equal &= (left == right) | both_blank
    return equal
