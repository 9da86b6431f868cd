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


def order_of(scores: Floats) -> ScoreOrder:
    """Order people by their scores, shape (m,), in rating points; NaN stands last."""
    scored = ~np.isnan(scores)
    shown = np.where(scored, np.round(np.nan_to_num(scores), DECIMALS), -np.inf)
    ordered = np.sort(shown)
    higher = len(shown) - np.searchsorted(ordered, shown, side="right")
    same = len(shown) - np.searchsorted(ordered, shown, side="left") - higher - 1
    return ScoreOrder(
        above=higher.astype(np.int64), level=same.astype(np.int64), scored=scored.astype(np.bool_)
    )
