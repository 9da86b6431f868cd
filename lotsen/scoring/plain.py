"""Plain scores: weighted means of what was rated, and nothing else.

A sheet's score centres each criterion at its mean over all sheets, so that a sheet on
which a hard criterion is missing is not better for it:

    y_t = sum_c w_c (x_tc - m_c) / sum_c w_c  +  sum_c w_c m_c / sum_c w_c

where the first sums run over the criteria observed on sheet t and the second over all
criteria that anybody observed. A candidate's score is the mean of the candidate's sheets:
every rater counts once.
Criterion scores are the mean of the ratings on that criterion; „n. b.“ and missing
ratings are left out of every mean.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.sheets import NOT_OBSERVABLE, Bools, Floats, Ints, SheetMatrix

METHOD, VERSION = "plain", "1"


@dataclass(frozen=True, kw_only=True)
class CandidateScores:
    """Plain scores of m candidates on k criteria; NaN where nothing was observed.

    Attributes:
        score: shape (m,), in rating points.
        spread: shape (m,), standard deviation between sheets; NaN below two sheets.
        sheets: shape (m,), sheets that carry at least one rating.
        criterion_score: shape (m, k).
        criterion_spread: shape (m, k), standard deviation between raters.
        criterion_n: shape (m, k), ratings.
        criterion_nb: shape (m, k), „n. b.“.
    """

    score: Floats
    spread: Floats
    sheets: Ints
    criterion_score: Floats
    criterion_spread: Floats
    criterion_n: Ints
    criterion_nb: Ints


def pick(scores: CandidateScores, rows: Ints) -> CandidateScores:
    """The scores of some candidates, as they stand: nothing is computed anew."""
    return CandidateScores(**{name: part[rows] for name, part in vars(scores).items()})


def score_candidates(matrix: SheetMatrix, candidates: Ints, weights: Floats) -> CandidateScores:
    """Score candidates on their handed-in sheets.

    Args:
        matrix: all sheets; those of other candidates and drafts are left out.
        candidates: shape (m,), distinct candidate ids.
        weights: shape (k,), not negative.
    """
    place, counts = _places(matrix, candidates)
    rows, marks = place[counts], matrix.marks[counts]
    size, criteria = len(candidates), range(len(weights))
    observed = marks > 0
    values = np.where(observed, marks, 0).astype(np.float64)
    moments = [_moments(rows, values[:, c], observed[:, c], size) for c in criteria]
    nb = [np.bincount(rows[marks[:, c] == NOT_OBSERVABLE], minlength=size) for c in criteria]
    sheet_scores = score_sheets(values, observed, weights)
    scored = ~np.isnan(sheet_scores)
    n, mean, spread = _moments(rows, np.nan_to_num(sheet_scores), scored, size)
    return CandidateScores(
        score=mean,
        spread=spread,
        sheets=n,
        criterion_n=np.column_stack([each[0] for each in moments]),
        criterion_score=np.column_stack([each[1] for each in moments]),
        criterion_spread=np.column_stack([each[2] for each in moments]),
        criterion_nb=np.column_stack(nb).astype(np.int64),
    )


def _places(matrix: SheetMatrix, candidates: Ints) -> tuple[Ints, Bools]:
    """The place of each sheet's candidate, and whether the sheet counts."""
    if not len(candidates):
        return np.zeros_like(matrix.candidate_ids), np.zeros_like(matrix.handed_in)
    order = np.argsort(candidates)
    found = np.searchsorted(candidates[order], matrix.candidate_ids)
    place = order[np.minimum(found, len(candidates) - 1)]
    return place, matrix.handed_in & (candidates[place] == matrix.candidate_ids)


def score_sheets(values: Floats, observed: Bools, weights: Floats) -> Floats:
    """Score each sheet; NaN where no weighted criterion was observed. Shapes (n, k) -> (n,)."""
    counts = observed.sum(axis=0)
    known = counts > 0
    centre = np.divide(values.sum(axis=0), counts, out=np.zeros(len(weights)), where=known)
    weight = observed @ weights
    lifted = np.where(observed, values - centre, 0.0) @ weights
    total = weights[known].sum()
    base = (weights * centre)[known].sum() / total if total else np.nan
    own = np.divide(lifted, weight, out=np.full(len(values), np.nan), where=weight > 0)
    scores: Floats = own + base
    return scores


def _moments(rows: Ints, values: Floats, counted: Bools, size: int) -> tuple[Ints, Floats, Floats]:
    """Count, mean and standard deviation per group; NaN where there are too few."""
    rows, values = rows[counted], values[counted]
    n = np.bincount(rows, minlength=size)
    total = np.bincount(rows, weights=values, minlength=size)
    nan = np.full(size, np.nan)
    mean = np.divide(total, n, out=nan.copy(), where=n > 0)
    rest = (values - mean[rows]) ** 2
    squares = np.bincount(rows, weights=rest, minlength=size)
    spread = np.sqrt(np.divide(squares, n - 1, out=nan.copy(), where=n > 1))
    return n.astype(np.int64), mean, spread
