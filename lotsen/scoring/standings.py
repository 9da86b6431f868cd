"""Who stands where by the fair score: practically alike, and moved by the correction.

Candidates in order of their fair score form groups. A group begins with the first candidate who
is behind the first of the group before with a chance of 90 % or more, counted over the joint
draws; inside a group the difference to its first candidate may be noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.scoring.fair import FairScores
from lotsen.scoring.fitted import ranks_with_ties
from lotsen.scoring.sheets import Floats, Ints

SHARES = (0.05, 0.95)
SURE = 0.9
"""The chance from which on one candidate is called better than another."""


def alike(fair: FairScores) -> Ints:
    """The group of each candidate, 1 is the best. Shape (m,)."""
    groups = np.zeros(len(fair.candidate_ids), dtype=np.int64)
    first, number = None, 0
    for row in np.argsort(-fair.fair, kind="stable"):
        if first is None or _chance_behind(fair, int(row), first) >= SURE:
            first, number = int(row), number + 1
        groups[row] = number
    return groups


def _chance_behind(fair: FairScores, row: int, first: int) -> float:
    if not len(fair.draws):
        return 0.0
    return float((fair.draws[:, row] < fair.draws[:, first]).mean())


def plain_ranks(fair: FairScores) -> Ints:
    """The rank of each candidate by the plain score, 1 is best. Shape (m,)."""
    return ranks_with_ties(fair.plain)


def steps(fair: FairScores, candidate_id: int) -> tuple[Ints, np.ndarray]:
    """What each rater's severity does to a candidate's score; the sum is minus the correction.

    Gives the raters' ids and, in rating points, the step that each of them makes.
    """
    own = fair.rows.candidate_ids == candidate_id
    severity = fair.rows.severity[own]
    return fair.rows.rater_ids[own], -severity / max(1, len(severity))


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupDistances:
    """How far g groups of candidates are from the mean of everybody, every candidate once.

    Attributes:
        plain: shape (g,), of the plain score; `fair`: of the fair one. NaN for nobody.
        low: shape (g,), 5th percentile of the distance over the draws; `high`: the 95th.
        spread: shape (g,), standard deviation of the plain scores; NaN below two.
        candidates: shape (g,).
    """

    plain: Floats
    fair: Floats
    low: Floats
    high: Floats
    spread: Floats
    candidates: Ints


def distances(fair: FairScores, groups: Sequence[Ints], everybody: Ints) -> GroupDistances:
    """Distances of groups from the mean of `everybody`, all given by rows of candidates."""
    found = [_distance(fair, rows, everybody) for rows in groups]
    columns = np.array(found, dtype=np.float64).reshape(len(groups), len(SHARES) + 3).T
    return GroupDistances(
        plain=columns[0],
        fair=columns[1],
        low=columns[2],
        high=columns[3],
        spread=columns[4],
        candidates=np.array([len(rows) for rows in groups], dtype=np.int64),
    )


def _distance(fair: FairScores, rows: Ints, everybody: Ints) -> tuple[float, ...]:
    if not len(rows):
        return (np.nan,) * (len(SHARES) + 3)
    drawn = fair.draws[:, rows].mean(axis=1) - fair.draws[:, everybody].mean(axis=1)
    low, high = np.quantile(drawn, SHARES) if len(drawn) else (np.nan, np.nan)
    own = fair.plain[rows]
    return (
        float(own.mean() - fair.plain[everybody].mean()),
        float(fair.fair[rows].mean() - fair.fair[everybody].mean()),
        float(low),
        float(high),
        float(own.std(ddof=1)) if len(own) > 1 else np.nan,
    )
