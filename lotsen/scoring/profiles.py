"""The model of single ratings, fitted: profiles of candidates, halo of raters.

It stands beside the fair score of whole sheets and never instead of it: ten ratings by one person
on one person hang together, and where sheets are complete both give the same severities.
Variances are those of the restricted likelihood, without priors.
"""

import numpy as np

from lotsen.scoring.cells import CellEquations, cell_equations
from lotsen.scoring.designs import Design, design_of, first_people, level
from lotsen.scoring.fair import CELL_METHOD, CellScores, FairSettings, Spreads
from lotsen.scoring.fitted import Fitted, nobody, scores_of
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.perturbation import perturbed
from lotsen.scoring.reml import CLOSE, ROUGH, Variances, restricted
from lotsen.scoring.severity import LARGE, SAMPLE, reml_criterion, scale_of, without_rest
from lotsen.scoring.sheets import Floats, Ints
from lotsen.scoring.threads import one_thread

ALIKE = 1e-3
"""Of a step: what differs by less than this differs by rounding alone."""


@one_thread
def fit_cells(cells: SheetCells, settings: FairSettings) -> CellScores:
    """Fit single ratings; columns of criteria that nobody used are NaN in the answer."""
    if not len(cells.values):
        empty = np.empty((0, cells.values.shape[1]))
        return CellScores(
            fair=nobody(settings), criterion=empty, level=empty, level_error=empty, halo=None
        )
    return _fit(design_of(cells.table), cells.values, settings)


def _fit(design: Design, given: Floats, settings: FairSettings) -> CellScores:
    values = given[design.rows]
    columns, width = _columns(values), values.shape[1]
    equations = cell_equations(design, values[:, columns])
    variances = fit_variances(equations, settings.unit)
    drawn = perturbed(equations, variances.noise, variances.ratios, settings.draws, settings.seed)
    scale = scale_of(equations.centred[equations.seen], settings.unit)
    sd = _spreads(equations, variances, scale)
    fitted = Fitted(
        method=CELL_METHOD,
        design=design,
        effects=drawn.effects,
        mean=float(drawn.effects.mean[0]),
        sd=sd,
        reml_criterion=reml_criterion(
            equations, variances.noise * np.concatenate([[1.0], variances.ratios]), scale
        ),
    )
    order = np.argsort(design.candidate_ids)
    level, error = np.full((2, len(order), width), np.nan)
    level[:, columns], error[:, columns] = drawn.profile, drawn.profile_error
    return CellScores(
        fair=scores_of(fitted, settings),
        criterion=_without_severity(design, values, drawn.effects.mean[1 + design.rater])[order],
        level=level[order],
        level_error=error[order],
        halo=_halo(sd, settings.unit),
    )


def fit_variances(equations: CellEquations, unit: float, close: float = CLOSE) -> Variances:
    """The most likely variances; a sample of many candidates says where to begin."""
    design, start = equations.design, None
    if len(design.candidate_ids) >= LARGE:
        part = first_people(design, SAMPLE)
        sample = cell_equations(part, _values(equations, part))
        start = fit_variances(sample, unit, ROUGH).ratios
    scale = scale_of(equations.centred[equations.seen], unit)
    return restricted(equations, scale, start, close)


def _without_severity(design: Design, values: Floats, severity: Floats) -> Floats:
    """Each candidate's mean on each criterion, the severity behind every rating taken out.

    A posterior mean would draw whoever has few ratings to the middle; that would be a rule about
    sheets, not about people. Shapes (n, k), (n,) -> (m, k).
    """
    seen = ~np.isnan(values)
    sums, counts = np.zeros((2, len(design.candidate_ids), values.shape[1]))
    np.add.at(sums, design.candidate, np.where(seen, values - severity[:, None], 0.0))
    np.add.at(counts, design.candidate, seen)
    mean: Floats = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return mean


def _values(equations: CellEquations, part: Design) -> Floats:
    """The values of the first sheets, NaN where nothing was observed."""
    rows = slice(len(part.scores))
    return np.where(equations.seen[rows], equations.centred[rows], np.nan)


def _columns(values: Floats) -> Ints:
    """Criteria that were used, in an order that neither names nor rows decide."""
    seen = ~np.isnan(values)
    used = np.flatnonzero(seen.any(axis=0))
    sums = np.where(seen, values, 0.0).sum(axis=0)[used] / seen.sum(axis=0)[used]
    order: Ints = used[np.argsort(level(sums), kind="stable")]
    return order


def _spreads(equations: CellEquations, variances: Variances, scale: float) -> Spreads:
    there = equations.estimable
    candidate, rater, department, profile, sheet = (
        float(variances.noise * ratio) if known else None
        for ratio, known in zip(variances.ratios, there, strict=True)
    )
    return Spreads(
        candidate=candidate,
        department=department,
        rater=rater,
        candidate_criterion=profile,
        sheet=sheet,
        residual=without_rest(variances.noise, scale),
    )


def _halo(sd: Spreads, unit: float) -> float | None:
    """The share of the sheets; None where single ratings of one person do not differ."""
    within = (sd.sheet or 0.0) ** 2 + (sd.candidate_criterion or 0.0) ** 2 + sd.residual**2
    return (sd.sheet or 0.0) ** 2 / within if within > (ALIKE * unit) ** 2 else None
