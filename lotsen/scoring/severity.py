"""The fair score: a candidate's plain mean without the mean severity of those who rated.

    A_i = mean over the sheets t of i of (y_t - s_r(t))

where s is the posterior mean of severity in the sheet-level model of `equations.py`, averaged
over the variances of `uncertainty.py`. What is drawn towards the mean is the severity, never the
person: with one sheet a person is no worse off than with four. Without department effects a
strong department would be read as a mild leader, so they are in the model.
Sources: Linacre 1989 ("fair average"); Ge, Welling and Ghahramani 2013 (the additive model).
"""

from dataclasses import replace

import numpy as np

from lotsen.scoring import uncertainty
from lotsen.scoring.cells import CellEquations, cell_equations
from lotsen.scoring.designs import Design, SheetTable, design_of, first_people, replicated
from lotsen.scoring.equations import equations_of
from lotsen.scoring.fair import METHOD, FairScores, FairSettings, Spreads
from lotsen.scoring.fitted import Fitted, nobody, scores_of, stretched
from lotsen.scoring.perturbation import perturbed
from lotsen.scoring.reml import CLOSE, ROUGH, Equations, criterion, restricted
from lotsen.scoring.sheets import Bools, Floats
from lotsen.scoring.threads import one_thread
from lotsen.scoring.uncertainty import Posterior

WIDEST = 300
"""With more columns than this the mode alone stands for the variances: data decide them then."""
PERFECT = 2e-4
"""Noise below this share of the spread of the scores is none."""
SAMPLE, LARGE = 2_000, 5_000
"""From so many candidates on, the search begins where it ends for a sample of them."""


@one_thread
def fit_fair(table: SheetTable, settings: FairSettings) -> FairScores:
    """Compute fair scores with all that is needed to show, explain and repeat them."""
    if not len(table.scores):
        return nobody(settings)
    design = design_of(table)
    wide = 1 + len(design.rater_ids) + len(design.department_ids) > WIDEST
    steps = replace(design, scores=design.scores / settings.unit)
    fitted = (_fit_wide if wide else _fit)(steps, replace(settings, unit=1.0))
    return scores_of(stretched(fitted, design, settings.unit), settings)


def _fit(design: Design, settings: FairSettings) -> Fitted:
    """Dense, with the variances integrated."""
    equations = equations_of(design)
    scale = scale_of(design.scores, settings.unit)
    there = known(design) if settings.priors else equations.estimable
    if settings.priors:
        posterior = uncertainty.integrated(equations, settings.unit, there)
    else:
        posterior = uncertainty.at_mode(restricted(equations, scale).point)
    effects = uncertainty.effects_of(equations, posterior, settings.draws, settings.seed)
    return Fitted(
        method=METHOD,
        design=design,
        effects=effects,
        mean=equations.centre + float(effects.mean[0]),
        sd=_spreads(posterior, there, scale),
        reml_criterion=reml_criterion(equations, posterior.spreads, scale),
    )


def _fit_wide(design: Design, settings: FairSettings) -> Fitted:
    """Sparse, at the most likely variances."""
    equations = cell_equations(design, design.scores[:, None])
    posterior = uncertainty.at_mode(_wide_mode(equations, settings))
    noise, ratios = float(np.exp(posterior.points[0, 0])), np.exp(posterior.points[0, 1:])
    scale = scale_of(design.scores, settings.unit)
    there = known(design) if settings.priors else equations.estimable[:3]
    effects = perturbed(equations, noise, ratios, settings.draws, settings.seed).effects
    return Fitted(
        method=METHOD,
        design=design,
        effects=effects,
        mean=float(effects.mean[0]),
        sd=_spreads(posterior, there, scale),
        reml_criterion=reml_criterion(equations, posterior.spreads, scale),
    )


def _wide_mode(equations: CellEquations, settings: FairSettings, close: float = CLOSE) -> Floats:
    """Log noise and log ratios; a sample of the candidates says where to begin."""
    design, start = equations.design, None
    if len(design.candidate_ids) >= LARGE:
        part = first_people(design, SAMPLE)
        start = _wide_mode(cell_equations(part, part.scores[:, None]), settings, ROUGH)
    if settings.priors:
        return uncertainty.most_likely(equations, settings.unit, known(design), start, close)[0]
    begin = None if start is None else np.append(np.exp(start[1:]), [0.0, 0.0])
    spread = scale_of(design.scores, settings.unit)
    return restricted(equations, spread, begin, close).point[:4]


def known(design: Design) -> Bools:
    """Which parts there are: severity only where somebody was rated twice."""
    return np.array(
        [
            len(design.candidate_ids) > 1,
            len(design.rater_ids) > 1 and bool(replicated(design).any()),
            len(design.department_ids) > 1,
        ]
    )


def scale_of(scores: Floats, unit: float) -> float:
    """The spread of the scores; a unit where they are all alike."""
    return float(np.ptp(scores)) or unit


def reml_criterion(equations: Equations, spreads: Floats, scale: float) -> float | None:
    """Minus twice the restricted log likelihood at the spreads that are told.

    It is not defined where nothing is left to estimate from, or the model fits without a rest.
    """
    noise, *parts = spreads
    if equations.observations <= equations.fixed or noise <= PERFECT * scale:
        return None
    with np.errstate(divide="ignore"):
        point = np.concatenate([[np.log(noise)], np.log(np.array(parts) / noise)])
    return float(criterion(equations, point[None, :])[0])


def without_rest(noise: float, scale: float) -> float:
    """The noise; zero where it is nothing but rounding."""
    return 0.0 if noise <= PERFECT * scale else noise


def _spreads(posterior: Posterior, there: Bools, scale: float) -> Spreads:
    residual, *parts = posterior.spreads
    candidate, rater, department = (
        float(part) if is_there else None for part, is_there in zip(parts, there, strict=True)
    )
    return Spreads(
        candidate=candidate,
        department=department,
        rater=rater,
        residual=without_rest(float(residual), scale),
    )
