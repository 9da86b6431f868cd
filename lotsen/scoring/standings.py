"""Who stands where by the fair score: practically alike, and moved by the correction.

Candidates in order of their fair score form groups. A group begins with the first candidate who
is behind the first of the group before with a chance of 90 % or more, counted over the joint
draws; inside a group the difference to its first candidate may be noise.
"""

import numpy as np

from lotsen.scoring.fair import FairScores
from lotsen.scoring.fitted import ranks_with_ties
from lotsen.scoring.sheets import Ints

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
