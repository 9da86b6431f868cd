"""The order of scores, as people see it: what is equal on paper is equal here.

Scores are compared as they are shown, with one decimal; who has no score stands last.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.sheets import Bools, Floats, Ints

DECIMALS = 1


@dataclass(frozen=True, kw_only=True)
class ScoreOrder:
    """Where each of m people stands in the order of scores.

    Attributes:
        above: shape (m,), how many of the others have a higher score.
        level: shape (m,), how many of the others have the same score.
        scored: shape (m,), whether there is a score at all.
    """

    above: Ints
    level: Ints
    scored: Bools


def shown(scores: Floats) -> Floats:
    """Scores as people see them; NaN stays NaN."""
    return np.round(scores, DECIMALS)


def order_within(scores: Floats, groups: Ints) -> ScoreOrder:
    """Order people within their groups alone, shape (m,) both; see `order_of`."""
    whole = order_of(scores)
    above, level = whole.above.copy(), whole.level.copy()
    for group in np.unique(groups):
        inside = np.flatnonzero(groups == group)
        part = order_of(scores[inside])
        above[inside], level[inside] = part.above, part.level
    return ScoreOrder(above=above, level=level, scored=whole.scored)


def order_of(scores: Floats) -> ScoreOrder:
    """Order people by their scores, shape (m,), in rating points; NaN stands last."""
    scored = ~np.isnan(scores)
    heights = np.where(scored, shown(np.nan_to_num(scores)), -np.inf)
    ordered = np.sort(heights)
    higher = len(heights) - np.searchsorted(ordered, heights, side="right")
    same = len(heights) - np.searchsorted(ordered, heights, side="left") - higher - 1
    return ScoreOrder(
        above=higher.astype(np.int64), level=same.astype(np.int64), scored=scored.astype(np.bool_)
    )
