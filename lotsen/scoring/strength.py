"""Who is strong on a criterion, and what the plain scores leave open.

Strong is whoever has a mean of at least 4 („deutlich ausgeprägt“) from at least two ratings:
one enthusiastic rater makes nobody strong.
"""

import numpy as np

from lotsen.scoring.plain import CandidateScores
from lotsen.scoring.sheets import Bools, Floats, Ints

STRONG_FROM = 4.0
STRONG_RATINGS = 2
ROUNDING = 1e-9
"""A mean of 4 stays one when a severity of nearly nothing is taken out."""


def strong_on(criterion_score: Floats, criterion_n: Ints) -> Bools:
    """Whether each candidate is strong on each criterion.

    Args:
        criterion_score: shape (m, k), plain or without severity; NaN where there is none.
        criterion_n: shape (m, k), the ratings behind it.
    """
    known = np.nan_to_num(criterion_score, nan=0.0)
    return (known >= STRONG_FROM - ROUNDING) & (criterion_n >= STRONG_RATINGS)


def draw_plain(scores: CandidateScores, *, draws: int, seed: int) -> Floats | None:
    """Scores that other sheets of the same kind might have given; shape (draws, m).

    Normal around each score with the standard error sd / sqrt(sheets); sd is the pooled standard
    deviation between the sheets of one candidate. Raters' severity is not in it. None where
    nobody has two sheets: then nothing is known of the deviation.
    """
    free = np.where(scores.sheets > 1, scores.sheets - 1, 0)
    if not free.any():
        return None
    squares = np.nan_to_num(scores.spread, nan=0.0) ** 2
    pooled = np.sqrt(float((squares * free).sum()) / float(free.sum()))
    errors = pooled / np.sqrt(np.maximum(scores.sheets, 1))
    noise = np.random.default_rng(seed).standard_normal((draws, len(scores.score)))
    drawn: Floats = scores.score + noise * errors
    return drawn
