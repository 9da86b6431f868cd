"""Whether two means are apart at all, or practically the same.

Two means are apart when they differ by more than `ERRORS` standard errors of their difference,

    |a - b| > ERRORS * sqrt(s_a^2 / n_a + s_b^2 / n_b),

where s is the standard deviation between the n people of each. Two would do for two groups
that were chosen beforehand; those compared here are the highest and the lowest of many.
"""

import math

ERRORS = 3.0
FEWEST = 3
"""A mean of fewer people than these says little, and is called apart from nothing."""


def apart(first: tuple[float, float, int], second: tuple[float, float, int]) -> bool:
    """Whether two groups, each as (mean, spread, people), are more than practically the same."""
    if min(first[2], second[2]) < FEWEST:
        return False
    error = math.sqrt(sum(spread**2 / people for _mean, spread, people in (first, second)))
    return abs(first[0] - second[0]) > ERRORS * error
