"""How far raters agree: Krippendorff's alpha, the intraclass correlation, sheets needed.

Alpha is computed by the library `krippendorff`: one less the disagreement within units over that
among all values that can be paired. Source: Krippendorff, Computing Krippendorff's
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
MOST_CELLS = 30_000_000
"""Units by levels by levels: the library holds so many numbers several times, about 0.8 GB."""


class Metric(StrEnum):
    """What counts as how far apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def alpha(units: Ints, values: Floats, metric: Metric) -> float | None:
    """Krippendorff's alpha; None where no unit has two values, or all values are alike.

    None as well where the scale is too fine for so many units, see `MOST_CELLS`.

    Args:
        units: shape (n,), what was judged: the same number is the same thing.
        values: shape (n,), the judgements.
        metric: how differences are measured.
    """
    _names, unit, counts = np.unique(units, return_inverse=True, return_counts=True)
    paired = counts[unit] >= LEAST_PAIR
    names, unit = np.unique(unit[paired], return_inverse=True)
    levels, level = np.unique(values[paired], return_inverse=True)
    if len(levels) < LEAST_PAIR or len(names) * len(levels) ** 2 > MOST_CELLS:
        return None
    cells = np.bincount(unit * len(levels) + level, minlength=len(names) * len(levels))
    from krippendorff import alpha as of_library  # noqa: PLC0415  # no page should wait for it

    shares = (levels - levels[0]) / np.ptp(levels)  # squares of any scale are numbers then
    return float(
        of_library(
            value_counts=cells.reshape(len(names), len(levels)),
            value_domain=shares,
            level_of_measurement=metric.value,
        )
    )


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
