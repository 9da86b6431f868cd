"""The model with given variances against dense generalised least squares."""

import numpy as np
import pytest

from lotsen.scoring.fair import FairSettings, Spreads
from lotsen.scoring.given import Sheets, given
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import town

SD = Spreads(candidate=0.5, department=0.25, rater=0.4, residual=0.35)


def random_sheets(seed, people=9, raters=4, departments=3, sheets=20):
    random = np.random.default_rng(seed)
    return Sheets(
        candidate=random.integers(0, people - 1, sheets),  # the last one has no sheet
        rater=random.integers(0, raters - 1, sheets),  # neither has the last rater
        home=np.arange(people) % departments,
        raters=raters,
        departments=departments,
    )


def dense(sheets, sd=SD, nothing=1e5):
    """Prior and design in full: mu, severities, departments, candidates."""
    people, n = len(sheets.home), len(sheets.candidate)
    parts = [1, sheets.raters, sheets.departments, people]
    prior = np.diag(np.repeat([nothing, sd.rater, sd.department, sd.candidate], parts) ** 2)
    design = np.zeros((n, sum(parts)))
    rows, home = np.arange(n), 1 + sheets.raters
    design[:, 0] = 1
    design[rows, 1 + sheets.rater] = 1
    design[rows, home + sheets.home[sheets.candidate]] = 1
    design[rows, home + sheets.departments + sheets.candidate] = 1
    precision = np.linalg.inv(prior) + design.T @ design / sd.residual**2
    return np.linalg.inv(precision), design


@pytest.mark.parametrize("seed", range(5))
def test_covariance_is_that_of_dense_equations(seed):
    sheets = random_sheets(seed)
    full, _design = dense(sheets)
    people, home = len(sheets.home), 1 + sheets.raters
    lines = np.zeros((people + sheets.raters, len(full)))
    lines[:people, 0] = 1
    lines[np.arange(people), home + sheets.home] = 1
    lines[np.arange(people), home + sheets.departments + np.arange(people)] = 1
    lines[people:, 1:home] = np.eye(sheets.raters)

    joint = given(sheets, SD, 1.0).covariance(np.arange(people), sheets.raters)

    assert joint == pytest.approx(lines @ full @ lines.T, abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_covariance_of_some_is_a_part_of_that_of_all(seed):
    sheets, random = random_sheets(seed), np.random.default_rng(seed)
    everybody, raters = len(sheets.home), int(random.integers(1, sheets.raters + 1))
    picked = random.permutation(everybody)[: int(random.integers(1, everybody))]
    rows = np.concatenate([picked, everybody + np.arange(raters)])
    model = given(sheets, SD, 1.0)

    some = model.covariance(picked, raters)

    whole = model.covariance(np.arange(everybody), sheets.raters)
    assert some == pytest.approx(whole[np.ix_(rows, rows)], abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_severities_are_those_of_dense_equations(seed):
    sheets = random_sheets(seed)
    full, design = dense(sheets)
    scores = np.random.default_rng(seed).normal(3, 1, (len(sheets.candidate), 2))

    found = given(sheets, SD, 1.0).severities(scores)

    expected = (full @ design.T @ scores / SD.residual**2)[1 : 1 + sheets.raters]
    assert found == pytest.approx(expected, abs=1e-6)


def test_severities_are_near_those_of_the_whole_fit():
    table, _true = town()
    fit = fit_fair(table, FairSettings(places=15, draws=50))
    people = np.unique(table.candidates, return_index=True)[1]
    sheets = Sheets(
        candidate=table.candidates,
        rater=table.raters,
        home=table.departments[people],
        raters=8,
        departments=6,
    )

    found = given(sheets, fit.sd, 1.0).severities(table.scores[:, None])[:, 0]

    assert found == pytest.approx(fit.raters.severity, abs=0.03)


def test_spreads_of_zero_are_answered():
    sheets = random_sheets(1)

    found = given(sheets, Spreads(), 1.0)

    assert np.isfinite(found.covariance(np.arange(len(sheets.home)), sheets.raters)).all()
    assert np.isfinite(found.severities(np.ones((20, 1)))).all()
