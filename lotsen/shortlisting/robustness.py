"""How sure a proposal is: in what share of the draws each person is in that draw's optimum.

A draw is one set of scores that the ratings allow, as `lotsen/scoring` gives them. The rules
stay the same, so one programme is kept hot and only its values change.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.shortlisting.problem import Floats, Problem
from lotsen.shortlisting.solve import Programme


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """How often everybody is chosen.

    Attributes:
        shares: shape (n,), from 0 to 1; they add up to the places.
        draws: of so many draws.
        proven: in so many of them the optimum is certain.
    """

    shares: Floats
    draws: int
    proven: int


def robustness(problem: Problem, draws: Floats) -> Robustness | None:
    """Choose anew in every draw; None where no set keeps the rules.

    Args:
        problem: whose rules hold; its own values are not used.
        draws: shape (d, n), one row of values per draw, d > 0.
    """
    programme = Programme(problem)
    times, proven = np.zeros(problem.size), 0
    for values in draws:
        found = programme.solve(values)
        if found.chosen is None:
            return None
        times[found.chosen] += 1
        proven += found.proven
    return Robustness(shares=times / len(draws), draws=len(draws), proven=proven)
