"""How far raters are apart: the lowest and the highest rating on a criterion.

No method, no model: what a committee has to speak about is where two people saw different things.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.sheets import Ints, SheetMatrix

WIDE = 2
"""From so many steps between two raters on, a criterion is spoken about first."""

_NONE_LOW, _NONE_HIGH = 6, 0


@dataclass(frozen=True, kw_only=True)
class Extremes:
    """m candidates by k criteria; 0 where fewer than two people rated.

    Attributes:
        low: shape (m, k), the lowest rating.
        high: shape (m, k), the highest rating.
    """

    low: Ints
    high: Ints

    @property
    def steps(self) -> Ints:
        """Steps of the scale between the lowest and the highest rating, shape (m, k)."""
        return self.high - self.low


def extremes(matrix: SheetMatrix, candidates: Ints) -> Extremes:
    """The lowest and highest ratings on handed-in sheets; `candidates` has shape (m,)."""
    criteria = matrix.marks.shape[1]
    low = np.zeros((len(candidates), criteria), dtype=np.int64)
    high = np.zeros_like(low)
    for row, candidate in enumerate(candidates):
        marks = matrix.marks[matrix.handed_in & (matrix.candidate_ids == candidate)]
        given = marks > 0
        several = given.sum(axis=0) > 1
        lowest = np.where(given, marks, _NONE_LOW).min(axis=0, initial=_NONE_LOW)
        highest = np.where(given, marks, _NONE_HIGH).max(axis=0, initial=_NONE_HIGH)
        low[row], high[row] = np.where(several, lowest, 0), np.where(several, highest, 0)
    return Extremes(low=low, high=high)
