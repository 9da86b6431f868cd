"""All sheets of a round as one dense matrix, the form in which every method reads them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MISSING = 0
NOT_OBSERVABLE = -1

Ints = NDArray[np.int64]
Marks = NDArray[np.int8]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class SheetMatrix:
    """n sheets by k criteria.

    Attributes:
        sheet_ids: shape (n,), ascending.
        candidate_ids: shape (n,).
        rater_ids: shape (n,).
        handed_in: shape (n,); only these count for scores.
        marks: shape (n, k); 1 to 5, `MISSING` or `NOT_OBSERVABLE`.
    """

    sheet_ids: Ints
    candidate_ids: Ints
    rater_ids: Ints
    handed_in: Bools
    marks: Marks


def empty_matrix(criteria: int) -> SheetMatrix:
    """Give a matrix without a sheet."""
    none = np.empty(0, dtype=np.int64)
    return SheetMatrix(
        sheet_ids=none,
        candidate_ids=none,
        rater_ids=none,
        handed_in=np.empty(0, dtype=np.bool_),
        marks=np.empty((0, criteria), dtype=np.int8),
    )


def merge(old: SheetMatrix, new: SheetMatrix) -> SheetMatrix:
    """Replace the sheets of `old` that are in `new`, and add those that are only there."""
    if not len(new.sheet_ids):
        return old
    kept = ~np.isin(old.sheet_ids, new.sheet_ids)
    sheet_ids = np.concatenate([old.sheet_ids[kept], new.sheet_ids])
    order = np.argsort(sheet_ids, kind="stable")
    return SheetMatrix(
        sheet_ids=sheet_ids[order],
        candidate_ids=np.concatenate([old.candidate_ids[kept], new.candidate_ids])[order],
        rater_ids=np.concatenate([old.rater_ids[kept], new.rater_ids])[order],
        handed_in=np.concatenate([old.handed_in[kept], new.handed_in])[order],
        marks=np.concatenate([old.marks[kept], new.marks])[order],
    )
