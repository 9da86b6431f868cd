"""What sheets say of those who wrote them: five habits, with the thresholds of the field.

A sheet is compared with what the other raters of the same candidate say, severities taken out:

    z_t = (d_t - mean of d) / sd(d),    d_t = (y_t - s_r) - mean over the others u of (y_u - s_u),

with var(d_t) = s_e^2 (1 + 1/n_others). **Consistency** is the mean of z^2 (weighted, n - 1 in the
denominator), flagged outside .5 to 1.5 where chi-square agrees (p < .01). **Central tendency** is
the slope of a rater's scores on that consensus, which is drawn towards the mean as far as it is
noise (regression calibration, Carroll et al. 2006), so that 1 is usual; flagged below .6 where its
90 % interval stays below 1. **Halo** is the spread within a rater's sheets, criterion means taken
out, over that of all raters; flagged below .5. **Restricted range** is the share of the rating
that is given most often; flagged above .6. **Severity** is flagged from half a step on, where the
interval leaves zero out (Linacre 1989). Below five sheets nothing is said of a rater. Where
nothing is to be compared, severity cannot be told from strength, and only halo and range are said.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from lotsen.scoring.fair import Comparable, FairScores, Spreads
from lotsen.scoring.fitted import NINETY
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.sheets import Bools, Floats, Ints

ENOUGH = 5
MARKED = 0.5
EVEN, UNEVEN, SURE = 0.5, 1.5, 0.01
HALO = 0.5
CENTRAL = 0.6
MODAL = 0.6
STRAIGHT = 3
"""A sheet with so many ratings that are all alike is a straight line."""


class RaterFlag(StrEnum):
    """A habit that is worth a word."""

    STRICT = "strict"
    MILD = "mild"
    UNEVEN = "uneven"
    TOO_EVEN = "too_even"
    HALO = "halo"
    CENTRAL = "central"
    NARROW = "narrow"


@dataclass(frozen=True, kw_only=True)
class RaterHabits:
    """What can be said of one rater; None where the sheets do not tell.

    Attributes:
        sheets: that count; with fewer than `ENOUGH` all else is None and nothing is flagged.
        severity: in rating points, below zero is strict; `low` and `high`: its 90 % interval.
        consistency: 1 is usual, more is uneven; over `compared` sheets that others rated too.
        halo: spread within sheets over that of all raters; 1 is usual, 0 is one number a sheet.
        straight: share of sheets on which all ratings are alike.
        slope: 1 is usual, less is drawn to the middle; `slope_error`: its standard error.
        modal: the rating that is given most often, and its share among all.
    """

    rater_id: int
    sheets: int
    compared: int = 0
    severity: float | None = None
    low: float | None = None
    high: float | None = None
    consistency: float | None = None
    halo: float | None = None
    straight: float | None = None
    slope: float | None = None
    slope_error: float | None = None
    modal: tuple[float, float] | None = None
    flags: tuple[RaterFlag, ...] = ()


def habits(cells: SheetCells, fair: FairScores) -> tuple[RaterHabits, ...]:
    """Look at every rater, in ascending order of their ids.

    Args:
        cells: the sheets that `fair` was fitted to.
        fair: their fit.
    """
    if not len(cells.table.scores):
        return ()
    table, raters = cells.table, fair.raters
    place = np.searchsorted(raters.ids, table.raters)
    lifted = table.scores - raters.severity[place]
    others = _others(table.candidates, lifted)
    within, straight = _within(cells.values)
    shown, found = fair.gate.comparable != Comparable.NO, []
    for row, key in enumerate(raters.ids.tolist()):
        own = place == row
        told = RaterHabits(rater_id=key, sheets=int(own.sum()))
        if told.sheets >= ENOUGH:
            told = replace(
                told,
                straight=float(straight[own].mean()),
                halo=_ratio(within, own),
                modal=_modal(cells.values[own]),
            )
            if shown:
                told = _severity(told, fair, row)
                told = _compared(told, lifted[own], others.of(own), fair)
            told = replace(told, flags=_flags(told, fair.settings.unit))
        found.append(told)
    return tuple(found)


def _severity(told: RaterHabits, fair: FairScores, row: int) -> RaterHabits:
    raters = fair.raters
    return replace(
        told,
        severity=float(raters.severity[row]),
        low=float(raters.low[row]),
        high=float(raters.high[row]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Others:
    """For each of n sheets the mean of the other raters' sheets on the candidate, and how many."""

    mean: Floats
    count: Ints

    def of(self, rows: Bools) -> "_Others":
        return _Others(mean=self.mean[rows], count=self.count[rows])


def _others(candidates: Ints, lifted: Floats) -> _Others:
    _ids, place, counts = np.unique(candidates, return_inverse=True, return_counts=True)
    sums = np.bincount(place, weights=lifted)
    count = counts[place] - 1
    mean = np.divide(sums[place] - lifted, count, out=np.full(len(lifted), np.nan), where=count > 0)
    return _Others(mean=mean, count=count.astype(np.int64))


def _compared(told: RaterHabits, lifted: Floats, others: _Others, fair: FairScores) -> RaterHabits:
    """Consistency and slope, where enough of the sheets can be compared with others."""
    seen = others.count > 0
    told = replace(told, compared=int(seen.sum()))
    if told.compared < ENOUGH or not fair.sd.residual:
        return told
    lifted, others = lifted[seen], others.of(seen)
    slope = _slope(lifted, others, fair.sd, fair.mean)
    return replace(
        told,
        consistency=_consistency(lifted, others, fair.sd.residual),
        slope=None if slope is None else slope[0],
        slope_error=None if slope is None else slope[1],
    )


def _consistency(lifted: Floats, others: _Others, noise: float) -> float:
    """Cochran's Q over its degrees of freedom."""
    weights = 1 / (noise**2 * (1 + 1 / others.count))
    apart = lifted - others.mean
    apart = apart - (weights @ apart) / weights.sum()
    return float(weights @ apart**2 / (len(apart) - 1))


def _slope(lifted: Floats, others: _Others, sd: Spreads, mean: float) -> tuple[float, float] | None:
    """The slope on what the others' mean says of the candidate, and its standard error."""
    between = (sd.candidate or 0.0) ** 2 + (sd.department or 0.0) ** 2
    if not between:
        return None
    shrunk = between / (between + sd.residual**2 / others.count)
    consensus = mean + shrunk * (others.mean - mean)
    rest = sd.residual**2 + between * (1 - shrunk)
    weights = 1 / rest
    centred = consensus - (weights @ consensus) / weights.sum()
    information = float(weights @ centred**2)
    if information <= 0:
        return None
    slope = float((weights * centred) @ lifted) / information
    return slope, information**-0.5


def _within(values: Floats) -> tuple[Floats, Bools]:
    """What each rating is beside its criterion's and its sheet's mean; which sheets are flat."""
    seen = ~np.isnan(values)
    counts = seen.sum(axis=0)
    centre = np.divide(
        np.where(seen, values, 0.0).sum(axis=0), counts, out=np.zeros(len(counts)), where=counts > 0
    )
    lifted = values - centre
    rest = lifted - np.nansum(lifted, axis=1, keepdims=True) / seen.sum(axis=1, keepdims=True)
    filled = np.where(seen, values, -np.inf).max(axis=1), np.where(seen, values, np.inf).min(axis=1)
    straight: Bools = (filled[0] == filled[1]) & (seen.sum(axis=1) >= STRAIGHT)
    return rest, straight


def _ratio(within: Floats, own: Bools) -> float | None:
    """The spread within a rater's sheets over that of all; None with one criterion."""
    whole, part = _spread(within), _spread(within[own])
    return None if not whole or part is None else part / whole


def _spread(rest: Floats) -> float | None:
    """Every sheet's own mean costs one degree of freedom."""
    seen = ~np.isnan(rest)
    free = int((seen.sum(axis=1) - 1).sum())
    return float(np.sqrt(np.nansum(rest**2) / free)) if free else None


def _modal(values: Floats) -> tuple[float, float]:
    seen = values[~np.isnan(values)]
    levels, counts = np.unique(seen, return_counts=True)
    most = int(np.argmax(counts))
    return float(levels[most]), float(counts[most] / counts.sum())


def _flags(told: RaterHabits, unit: float) -> tuple[RaterFlag, ...]:
    flags = {
        RaterFlag.STRICT: _below(told.severity, -MARKED * unit) and _below(told.high, 0.0),
        RaterFlag.MILD: _above(told.severity, MARKED * unit) and _above(told.low, 0.0),
        RaterFlag.UNEVEN: _above(told.consistency, UNEVEN) and _chance(told, upper=True) < SURE,
        RaterFlag.TOO_EVEN: _below(told.consistency, EVEN) and _chance(told, upper=False) < SURE,
        RaterFlag.HALO: _below(told.halo, HALO),
        RaterFlag.CENTRAL: _below(told.slope, CENTRAL)
        and (told.slope or 0.0) + NINETY * (told.slope_error or 0.0) < 1,
        RaterFlag.NARROW: told.modal is not None and told.modal[1] > MODAL,
    }
    return tuple(flag for flag, is_so in flags.items() if is_so)


def _chance(told: RaterHabits, *, upper: bool) -> float:
    """How often chance alone makes a consistency so large, or so small."""
    from scipy.special import chdtr, chdtrc  # noqa: PLC0415  # no page should wait for it

    free = told.compared - 1
    tail = chdtrc if upper else chdtr  # of chi-square with so many degrees of freedom
    return float(tail(free, (told.consistency or 0.0) * free))


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


def _above(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit
