"""The fair score: a candidate's plain mean without the mean severity of those who rated.

    A_i = mean over the sheets t of i of (y_t - s_r(t))

where s is the posterior mean of severity in the sheet-level model of `equations.py`, averaged
over the variances of `uncertainty.py`. What is drawn towards the mean is the severity, never the
person: with one sheet a person is no worse off than with four. Without department effects a
strong department would be read as a mild leader, so they are in the model.
Sources: Linacre 1989 ("fair average"); Ge, Welling and Ghahramani 2013 (the additive model).
"""

import numpy as np

from lotsen.scoring import uncertainty
from lotsen.scoring.designs import Design, SheetTable, design_of, replicated
from lotsen.scoring.equations import SheetEquations, equations_of
from lotsen.scoring.fair import (
    FairScores,
    FairSettings,
    FairSheets,
    RaterScores,
    Spreads,
)
from lotsen.scoring.linkage import components, gate_of
from lotsen.scoring.reml import criterion, restricted
from lotsen.scoring.sheets import Bools, Floats, Ints
from lotsen.scoring.threads import one_thread
from lotsen.scoring.uncertainty import Effects, Posterior, RankIntervals, intervals

SHARES = (0.05, 0.95, 0.25, 0.75)
NINETY = 1.6448536269514722
"""The normal quantile that leaves 5 % above it."""
EQUAL_DIGITS = 9
WIDEST = 300
"""With more columns than this the mode alone stands for the variances: data decide them then."""


@one_thread
def fit_fair(table: SheetTable, settings: FairSettings) -> FairScores:
    """Compute fair scores with all that is needed to show, explain and repeat them."""
    if not len(table.scores):
        return _nobody(settings)
    design = design_of(table)
    equations = equations_of(design)
    posterior = _posterior(equations, settings)
    effects = uncertainty.effects_of(equations, posterior, settings.draws, settings.seed)
    return _scores(equations, posterior, effects, settings)


def _posterior(equations: SheetEquations, settings: FairSettings) -> Posterior:
    design, unit = equations.design, settings.unit
    if not settings.priors:
        spread = float(np.ptp(design.scores)) or unit
        return uncertainty.plugged(restricted(equations, spread))
    many = equations.tables.shape[1] > WIDEST
    return uncertainty.integrated(
        equations, unit, _known(design), 1 if many else uncertainty.POINTS
    )


def _known(design: Design) -> Bools:
    """Which parts there are: severity only where somebody was rated twice."""
    return np.array(
        [
            len(design.candidate_ids) > 1,
            len(design.rater_ids) > 1 and bool(replicated(design).any()),
            len(design.department_ids) > 1,
        ]
    )


def _scores(
    equations: SheetEquations,
    posterior: Posterior,
    effects: Effects,
    settings: FairSettings,
) -> FairScores:
    design = equations.design
    plain = design.mean_of_candidate(design.scores)
    correction = design.mean_of_candidate(effects.mean[1 + design.rater])
    order = np.argsort(design.candidate_ids)
    ranked = _ranked(design, effects, plain - correction, settings.places)
    rank, low, high, low_half, high_half = ranked.bounds[:, order]
    return FairScores(
        settings=settings,
        candidate_ids=design.candidate_ids[order],
        department_ids=design.department_ids[design.home][order],
        sheets=design.per_candidate[order],
        plain=plain[order],
        correction=correction[order],
        fair=(plain - correction)[order],
        error=effects.values.std(axis=0, dtype=np.float64)[order],
        rank=rank,
        rank_low=low,
        rank_high=high,
        rank_low_half=low_half,
        rank_high_half=high_half,
        p_top_k=ranked.p_top_k[order],
        draws=effects.values[:, order],
        component=components(design)[0][order],
        raters=_raters(design, effects),
        rows=_rows(design, effects),
        mean=equations.centre + float(effects.mean[0]),
        sd=_spreads(posterior),
        reml_criterion=_criterion(equations, posterior),
        gate=gate_of(design, effects.drawn, settings.unit),
    )


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


def _spreads(posterior: Posterior) -> Spreads:
    sheet, *parts = posterior.spreads
    there = np.isfinite(posterior.points[0, 1:])
    candidate, rater, department = (
        float(part) if known else None for part, known in zip(parts, there, strict=True)
    )
    return Spreads(candidate=candidate, department=department, rater=rater, sheet=float(sheet))


def _criterion(equations: SheetEquations, posterior: Posterior) -> float | None:
    """Minus twice the restricted log likelihood at the spreads that are told."""
    if equations.observations <= equations.fixed or not equations.squares[0]:
        return None
    noise, *parts = posterior.spreads
    with np.errstate(divide="ignore"):
        point = np.concatenate([[np.log(noise)], np.log(np.array(parts) / noise)])
    return float(criterion(equations, point[None, :])[0])


def _nobody(settings: FairSettings) -> FairScores:
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
        sd=Spreads(candidate=None, department=None, rater=None, sheet=0.0),
        reml_criterion=None,
        gate=gate_of(None, np.empty((0, 0)), settings.unit),
    )
