"""How far raters agree: Krippendorff's alpha, the intraclass correlation, sheets needed.

Alpha compares the disagreement within units with that among all values that can be paired,

    alpha = 1 - D_o / D_e,

    D_o = 1/n sum_u 2 m_u SS_u / (m_u - 1),    D_e = 2 SS / (n - 1),

where a unit u has m_u >= 2 values, SS_u is their sum of squares around their mean, and SS that
of all n values. The ordinal difference of two values is the difference of their middle ranks, so
the same sums serve on ranks. Source: Krippendorff, Computing Krippendorff's
Alpha-Reliability (2011).

ICC(A,1) is the share of the candidates' variance in that of a single sheet, one rater being as
good as another (McGraw and Wong 1996; ICC(2,1) of Shrout and Fleiss 1979). By Spearman
and Brown, n sheets have the reliability n v / (n v + w), with v between candidates and w
within.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lotsen.scoring.fair import Spreads
from lotsen.scoring.sheets import Floats, Ints

WANTED = 0.8
LEAST_PAIR = 2


class Metric(StrEnum):
    """What counts as how far apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def alpha(units: Ints, values: Floats, metric: Metric) -> float | None:
    """Krippendorff's alpha; None where no unit has two values, or all values are alike.

    Args:
        units: shape (n,), what was judged: the same number is the same thing.
        values: shape (n,), the judgements.
        metric: how differences are measured.
    """
    _names, unit, counts = np.unique(units, return_inverse=True, return_counts=True)
    paired = counts[unit] >= LEAST_PAIR
    unit, values = unit[paired], values[paired]
    if not len(values):
        return None
    levels, level, sizes = np.unique(values, return_inverse=True, return_counts=True)
    if len(levels) == 1:
        return None
    if metric == Metric.NOMINAL:
        seen, expected = _nominal(unit, level, counts, sizes)
    else:
        ranks = np.cumsum(sizes) - sizes / 2
        points = ranks[level] if metric == Metric.ORDINAL else values - values.mean()
        seen, expected = _squared(unit, points.astype(np.float64), counts)
    return 1 - seen / expected


def _squared(unit: Ints, points: Floats, counts: Ints) -> tuple[float, float]:
    size, n = len(counts), len(points)
    means = np.bincount(unit, weights=points, minlength=size) / counts
    within = np.bincount(unit, weights=(points - means[unit]) ** 2, minlength=size)
    many = counts >= LEAST_PAIR
    seen = (2 * counts[many] * within[many] / (counts[many] - 1)).sum() / n
    return float(seen), float(2 * ((points - points.mean()) ** 2).sum() / (n - 1))


def _nominal(unit: Ints, level: Ints, counts: Ints, sizes: Ints) -> tuple[float, float]:
    n = len(unit)
    cells, alike = np.unique(unit * len(sizes) + level, return_counts=True)
    same = np.bincount(cells // len(sizes), weights=alike**2.0, minlength=len(counts))
    many = counts >= LEAST_PAIR
    seen = ((counts[many] ** 2.0 - same[many]) / (counts[many] - 1)).sum() / n
    return float(seen), float((n**2 - (sizes**2.0).sum()) / (n * (n - 1)))


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """What spreads say about single sheets; None where nothing can be said.

    Attributes:
        icc: ICC(A,1), the reliability of the plain score on a single sheet.
        consistency: the same once severity is taken out, ICC(C,1).
        sheets: how many sheets give the plain score a reliability of .8.
        sheets_fair: how many once severity is taken out.
    """

    icc: float | None
    consistency: float | None
    sheets: int | None
    sheets_fair: int | None


UNKNOWN = Reliability(icc=None, consistency=None, sheets=None, sheets_fair=None)
"""Where nobody was rated twice: all that a fit then says comes from its assumptions."""


def reliability(sd: Spreads, criteria: int = 1) -> Reliability:
    """Read the reliability of sheets off the spreads of a fit, complete or not.

    Args:
        sd: of whole sheets, or of single ratings on so many `criteria`.
        criteria: how many ratings a sheet is the mean of.
    """
    between = (sd.candidate or 0.0) ** 2 + (sd.department or 0.0) ** 2
    between += (sd.candidate_criterion or 0.0) ** 2 / criteria
    noise = (sd.sheet or 0.0) ** 2 + sd.residual**2 / criteria
    severity = (sd.rater or 0.0) ** 2
    if not between:
        return UNKNOWN
    return Reliability(
        icc=between / (between + severity + noise),
        consistency=between / (between + noise),
        sheets=_needed(between, severity + noise),
        sheets_fair=_needed(between, noise),
    )


def of_mean(single: float, sheets: float) -> float:
    """The reliability of the mean of so many sheets, by Spearman and Brown."""
    return sheets * single / (1 + (sheets - 1) * single)


def _needed(between: float, within: float) -> int:
    exact = WANTED / (1 - WANTED) * within / between
    return max(1, math.ceil(exact - 1e-9))
