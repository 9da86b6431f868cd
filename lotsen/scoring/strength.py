"""Who is strong on a criterion, and what the plain scores leave open.

Strong is whoever has a mean of at least 4 („deutlich ausgeprägt“) from at least two ratings:
one enthusiastic rater makes nobody strong.
"""

import numpy as np

from lotsen.scoring.plain import CandidateScores
from lotsen.scoring.sheets import Bools, Floats

STRONG_FROM = 4.0
STRONG_RATINGS = 2


def strong_on(scores: CandidateScores) -> Bools:
    """Whether each candidate is strong on each criterion; shape (m, k)."""
    known = np.nan_to_num(scores.criterion_score, nan=0.0)
    return (known >= STRONG_FROM) & (scores.criterion_n >= STRONG_RATINGS)


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
