"""The score board: what the ratings say, for candidates, departments and the town.

It is the only road between ratings and pictures: no chart, export or page computes a score.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.plain import CandidateScores
from lotsen.scoring.sheets import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class GroupScores:
    """Scores of g groups of candidates on k criteria; the column k is the weighted score.

    Every candidate of a group counts once, however many raters there were.

    Attributes:
        mean: shape (g, k + 1); NaN where nobody was rated.
        spread: shape (g, k + 1), standard deviation between candidates; NaN below two.
        candidates: shape (g, k + 1), candidates with a rating.
        ratings: shape (g, k + 1); in the last column sheets.
        not_observable: shape (g, k + 1); in the last column zero.
        members: shape (g,), candidates of the group, rated or not.
    """

    mean: Floats
    spread: Floats
    candidates: Ints
    ratings: Ints
    not_observable: Ints
    members: Ints


@dataclass(frozen=True, kw_only=True)
class ScoreBoard:
    """Scores with what is needed to explain and to repeat them.

    Attributes:
        candidate_ids: shape (m,); the rows of `candidates`.
        department_ids: shape (g,); the rows of `departments`.
        profile: the number of the version of the round's profile that gave criteria and weights.
        criteria: the keys of the k criteria, in order.
        town: one row for all candidates together.
    """

    method: str
    version: str
    revision: int
    profile: int
    criteria: tuple[str, ...]
    candidate_ids: Ints
    candidates: CandidateScores
    department_ids: Ints
    departments: GroupScores
    town: GroupScores

    def row_of(self, candidate_id: int) -> int:
        """The row of a candidate.

        Raises:
            KeyError: the candidate is not on this board.
        """
        found = np.flatnonzero(self.candidate_ids == candidate_id)
        if not len(found):
            raise KeyError(candidate_id)
        return int(found[0])


def score_groups(scores: CandidateScores, members: Ints, groups: Ints, size: int) -> GroupScores:
    """Gather candidates' scores by group; a candidate may be in several groups.

    Args:
        scores: m candidates.
        members: shape (p,), rows of `scores`.
        groups: shape (p,), the group in which each of `members` is.
        size: the number of groups.
    """
    rows = groups
    values = np.column_stack([scores.criterion_score, scores.score])[members]
    ratings = np.column_stack([scores.criterion_n, scores.sheets])[members]
    nb = np.column_stack([scores.criterion_nb, np.zeros_like(scores.sheets)])[members]
    rated = ~np.isnan(values)
    filled = np.where(rated, values, 0.0)
    n = _sums(rows, rated, size)
    nan = np.full(n.shape, np.nan)
    mean = np.divide(_sums(rows, filled, size), n, out=nan.copy(), where=n > 0)
    rest = np.where(rated, (filled - mean[rows]) ** 2, 0.0)
    spread = np.sqrt(np.divide(_sums(rows, rest, size), n - 1, out=nan.copy(), where=n > 1))
    return GroupScores(
        mean=mean,
        spread=spread,
        candidates=n.astype(np.int64),
        ratings=_sums(rows, ratings, size).astype(np.int64),
        not_observable=_sums(rows, nb, size).astype(np.int64),
        members=np.bincount(rows, minlength=size).astype(np.int64),
    )


def _sums(rows: Ints, values: np.ndarray, size: int) -> Floats:
    columns = [
        np.bincount(rows, weights=values[:, c], minlength=size) for c in range(values.shape[1])
    ]
    return np.column_stack(columns)
