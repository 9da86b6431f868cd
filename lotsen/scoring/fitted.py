"""From what a model was fitted to, to what a fair score says; the same for both models."""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring import uncertainty
from lotsen.scoring.designs import Design
from lotsen.scoring.fair import FairScores, FairSettings, FairSheets, RaterScores, Spreads
from lotsen.scoring.linkage import components, gate_of
from lotsen.scoring.sheets import Floats, Ints
from lotsen.scoring.uncertainty import Effects, RankIntervals, intervals

SHARES = (0.05, 0.95, 0.25, 0.75)
NINETY = 1.6448536269514722
"""The normal quantile that leaves 5 % above it."""
EQUAL_DIGITS = 9


@dataclass(frozen=True, kw_only=True, eq=False)
class Fitted:
    """A model with its numbers."""

    method: str
    design: Design
    effects: Effects
    mean: float
    sd: Spreads
    reml_criterion: float | None


def stretched(fitted: Fitted, design: Design, unit: float) -> Fitted:
    """What was fitted in steps of the scale, in the unit of the design's own scores.

    The search then takes the same way on every scale, and stops at the same place.
    """
    effects, told = fitted.effects, fitted.reml_criterion
    free = len(design.scores) - 1
    return Fitted(
        method=fitted.method,
        design=design,
        effects=Effects(
            mean=unit * effects.mean,
            error=unit * effects.error,
            drawn=unit * effects.drawn,
            values=effects.values * np.float32(unit),
        ),
        mean=unit * fitted.mean,
        sd=fitted.sd.times(unit),
        reml_criterion=None if told is None else told + 2 * free * float(np.log(unit)),
    )


def scores_of(fitted: Fitted, settings: FairSettings) -> FairScores:
    """Read everything off a fit."""
    design, effects = fitted.design, fitted.effects
    plain = design.mean_of_candidate(design.scores)
    correction = design.mean_of_candidate(effects.mean[1 + design.rater])
    order = np.argsort(design.candidate_ids)
    ranked = _ranked(design, effects, (plain - correction) / settings.unit, settings.places)
    return FairScores(
        settings=settings,
        candidate_ids=design.candidate_ids[order],
        department_ids=design.department_ids[design.home][order],
        sheets=design.per_candidate[order],
        plain=plain[order],
        correction=correction[order],
        fair=(plain - correction)[order],
        error=_error(effects)[order],
        rank=ranked.bounds[0, order],
        rank_low=ranked.bounds[1, order],
        rank_high=ranked.bounds[2, order],
        rank_low_half=ranked.bounds[3, order],
        rank_high_half=ranked.bounds[4, order],
        p_top_k=ranked.p_top_k[order],
        draws=effects.values[:, order],
        component=components(design)[0][order],
        raters=_raters(design, effects),
        rows=_rows(design, effects),
        mean=fitted.mean,
        sd=fitted.sd,
        reml_criterion=fitted.reml_criterion,
        method=fitted.method,
        gate=gate_of(design, effects.drawn, settings.unit),
    )


def _error(effects: Effects) -> Floats:
    if not len(effects.values):
        return np.zeros(effects.values.shape[1])
    error: Floats = effects.values.std(axis=0, dtype=np.float64)
    return error


def _ranked(design: Design, effects: Effects, fair: Floats, places: int) -> RankIntervals:
    """The rank itself, then the bounds of its intervals; an interval holds the rank itself."""
    rank = ranks_with_ties(fair)
    drawn = intervals(uncertainty.ranks_of(effects.values), design.twins, places, SHARES)
    low, high, low_half, high_half = drawn.bounds
    bounds = [
        rank,
        np.minimum(low, rank),
        np.maximum(high, rank),
        np.minimum(low_half, rank),
        np.maximum(high_half, rank),
    ]
    return RankIntervals(bounds=np.stack(bounds), p_top_k=drawn.p_top_k)


def ranks_with_ties(scores: Floats) -> Ints:
    """Ranks from the best on; scores that differ by rounding alone have an equal rank."""
    rounded = np.round(scores, EQUAL_DIGITS)
    ranks: Ints = 1 + len(rounded) - np.searchsorted(np.sort(rounded), rounded, side="right")
    return ranks.astype(np.int64)


def _raters(design: Design, effects: Effects) -> RaterScores:
    order = np.argsort(design.rater_ids)
    columns = slice(1, 1 + len(order))
    severity, error = effects.mean[columns][order], effects.error[columns][order]
    return RaterScores(
        ids=design.rater_ids[order],
        severity=severity,
        error=error,
        low=severity - NINETY * error,
        high=severity + NINETY * error,
        sheets=design.per_rater[order],
        component=components(design)[1][order],
    )


def _rows(design: Design, effects: Effects) -> FairSheets:
    candidates, raters = design.candidate_ids[design.candidate], design.rater_ids[design.rater]
    order = np.lexsort((raters, candidates))
    return FairSheets(
        candidate_ids=candidates[order],
        rater_ids=raters[order],
        plain=design.scores[order],
        severity=effects.mean[1 + design.rater][order],
    )


def nobody(settings: FairSettings) -> FairScores:
    """The answer where there is no sheet."""
    ids, values = np.empty(0, dtype=np.int64), np.empty(0)
    raters = RaterScores(
        ids=ids, severity=values, error=values, low=values, high=values, sheets=ids, component=ids
    )
    return FairScores(
        settings=settings,
        candidate_ids=ids,
        department_ids=ids,
        sheets=ids,
        plain=values,
        correction=values,
        fair=values,
        error=values,
        rank=ids,
        rank_low=ids,
        rank_high=ids,
        rank_low_half=ids,
        rank_high_half=ids,
        p_top_k=values,
        draws=np.empty((settings.draws, 0), dtype=np.float32),
        component=ids,
        raters=raters,
        rows=FairSheets(candidate_ids=ids, rater_ids=ids, plain=values, severity=values),
        mean=0.0,
        sd=Spreads(),
        reml_criterion=None,
        gate=gate_of(None, np.empty((0, 0)), settings.unit),
    )
