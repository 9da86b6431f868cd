"""The quick criterion against a dense one that inverts the whole covariance of all ratings."""

import numpy as np
import pytest

from lotsen.scoring.cells import cell_equations
from lotsen.scoring.designs import SheetTable, design_of
from lotsen.scoring.equations import equations_of
from lotsen.scoring.perturbation import answer, perturbed
from lotsen.scoring.reml import criterion
from lotsen.scoring.uncertainty import at_mode, effects_of


def unbalanced(seed, *, criteria=1):
    """A small design with gaps, and spreads of which some are zero."""
    random = np.random.default_rng(seed)
    people, raters, departments = random.integers((2, 2, 1), (9, 6, 4))
    sheets = int(random.integers(people, 4 * people))
    candidates = np.concatenate([np.arange(people), random.integers(0, people, sheets)])
    table = SheetTable(
        candidates=candidates,
        raters=random.integers(0, raters, len(candidates)),
        departments=random.integers(0, departments, people)[candidates],
        scores=random.normal(3, 1, len(candidates)),
    )
    values = random.normal(3, 1, (len(candidates), criteria))
    values[random.random(values.shape) < 0.3] = np.nan
    values[np.isnan(values).all(axis=1), 0] = 3.0
    ratios = random.exponential(0.8, 5) * (random.random(5) < 0.8)
    return design_of(table), values[:, ~np.isnan(values).all(axis=0)], ratios, random


def dense(design, values, noise, ratios):
    """Minus twice the restricted log likelihood, and the best predictors of severity."""
    sheet, criterion_ = np.nonzero(~np.isnan(values))
    y = values[sheet, criterion_]
    person, rater = design.candidate[sheet], design.rater[sheet]
    keys = [person, rater, design.home[person], person * 1000 + criterion_, sheet]
    parts = [(noise * r) ** 2 * np.equal.outer(k, k) for r, k in zip(ratios, keys, strict=True)]
    covariance = noise**2 * np.eye(len(y)) + np.sum(parts, axis=0)
    x = np.equal.outer(criterion_, np.unique(criterion_)).astype(float)
    inverse = np.linalg.inv(covariance)
    information = x.T @ inverse @ x
    means = np.linalg.solve(information, x.T @ inverse @ y)
    rest = y - x @ means
    value = (
        (len(y) - x.shape[1]) * np.log(2 * np.pi)
        + np.linalg.slogdet(covariance)[1]
        + np.linalg.slogdet(information)[1]
        + rest @ inverse @ rest
    )
    of_rater = np.equal.outer(np.arange(len(design.rater_ids)), rater)
    severity = (noise * ratios[1]) ** 2 * of_rater @ inverse @ rest
    return value, severity


@pytest.mark.parametrize("seed", range(30))
def test_criterion_and_severities_of_sheets_are_those_of_dense_algebra(seed):
    design, _values, ratios, random = unbalanced(seed)
    ratios[3:] = 0
    noise = random.uniform(0.3, 1.5)
    equations = equations_of(design)
    with np.errstate(divide="ignore"):
        point = np.log([noise, *ratios[:3]])

    value, severity = dense(design, design.scores[:, None], noise, ratios)
    effects = effects_of(equations, at_mode(point), 1, seed=1)

    assert criterion(equations, point[None, :])[0] == pytest.approx(value, abs=1e-9)
    raters = slice(1, 1 + len(severity))
    assert effects.mean[raters] == pytest.approx(severity, abs=1e-10)


@pytest.mark.parametrize("seed", range(30))
def test_criterion_and_severities_of_cells_are_those_of_dense_algebra(seed):
    design, values, ratios, random = unbalanced(seed, criteria=4)
    noise = random.uniform(0.3, 1.5)
    equations = cell_equations(design, values[design.rows])
    with np.errstate(divide="ignore"):
        point = np.log([noise, *ratios])

    value, severity = dense(design, values[design.rows], noise, ratios)
    told = answer(equations, equations.solved(ratios), equations.centred[:, :, None])

    assert criterion(equations, point[None, :])[0] == pytest.approx(value, abs=1e-9)
    assert told.effects[: len(severity), 0] == pytest.approx(severity, abs=1e-10)


@pytest.mark.parametrize("seed", range(10))
def test_sparse_systems_give_what_dense_ones_do(seed, monkeypatch):
    design, values, ratios, _random = unbalanced(seed, criteria=3)
    equations = cell_equations(design, values[design.rows])
    small = equations.profile(ratios[None, :])

    monkeypatch.setattr("lotsen.scoring.scatter.DENSE", 0)

    assert np.array(equations.profile(ratios[None, :])) == pytest.approx(np.array(small), rel=1e-10)


def test_both_ways_of_drawing_have_the_same_moments():
    design, _values, _ratios, _random = unbalanced(4)
    ratios, noise = np.array([1.2, 0.8, 0.4]), 0.7
    exact = effects_of(equations_of(design), at_mode(np.log([noise, *ratios])), 20_000, seed=1)
    wide = cell_equations(design, design.scores[:, None])

    solved = perturbed(wide, noise, ratios, 20_000, seed=2).effects

    centre = design.scores.mean()
    assert solved.mean - [centre, *[0] * (len(solved.mean) - 1)] == pytest.approx(
        exact.mean, abs=1e-9
    )
    assert solved.error == pytest.approx(exact.error, rel=0.03)
    assert np.cov(solved.values.T) == pytest.approx(np.cov(exact.values.T), abs=0.05)
    assert solved.values.mean(axis=0) == pytest.approx(exact.values.mean(axis=0), abs=0.03)
