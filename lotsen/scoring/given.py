"""The model of whole sheets with its variances given: linear, so it answers what-if at once.

With x = (mu, severities, departments), G its columns, l the ratio of the candidates' spread to the
noise s, n_i the sheets of a candidate i and g_i the sum of their rows,

    x | y ~ N(V G'W y, s^2 V),   V^-1 = G'G - sum_i c_i g_i g_i' + diag(0, 1/l_s^2, 1/l_D^2),

c_i = l^2 / (1 + n_i l^2), and F_i = mu + D + P_i is T_i x plus what is independent of x, with
T_i = e_mu + e_D - c_i g_i and the variance s^2 c_i. Source: Henderson 1984, ch. 5.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.fair import Spreads
from lotsen.scoring.sheets import Floats, Ints

LEAST = 1e-3
"""No spread is taken for less than this many steps of the scale."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheets:
    """Who was rated by whom: m candidates, r raters, d departments; some without a sheet.

    Attributes:
        candidate: shape (n,), the place of the sheet's candidate; `rater` likewise.
        home: shape (m,), the place of each candidate's department.
    """

    candidate: Ints
    rater: Ints
    home: Ints
    raters: int
    departments: int

    @property
    def per_candidate(self) -> Ints:
        """How many sheets each candidate has."""
        return np.bincount(self.candidate, minlength=len(self.home)).astype(np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Given:
    """The model, solved.

    Attributes:
        noise: standard deviation of a sheet's noise.
        shares: shape (m,), c_i; `sums`: shape (m, q), g_i.
        inverse: shape (q, q), V.
    """

    sheets: Sheets
    noise: float
    shares: Floats
    sums: Floats
    inverse: Floats

    def severities(self, scores: Floats) -> Floats:
        """Posterior means of severity. Shapes (n, k) -> (r, k), one column per set of scores."""
        totals = np.zeros((len(self.shares), scores.shape[1]))
        np.add.at(totals, self.sheets.candidate, scores)
        right = _column_sums(self.sheets, scores)
        right -= self.sums.T @ (self.shares[:, None] * totals)
        found: Floats = (self.inverse @ right)[1 : 1 + self.sheets.raters]
        return found

    def covariance(self, picked: Ints, raters: int) -> Floats:
        """Of the true values of some candidates and the first raters' severities.

        `picked` are places of p candidates, each once; nothing of the others is worked out.
        Shape (p + raters, p + raters).
        """
        people = len(picked)
        lines = np.zeros((people + raters, len(self.inverse)))
        lines[:people] = -self.shares[picked, None] * self.sums[picked]
        lines[:people, 0] += 1.0
        lines[np.arange(people), 1 + self.sheets.raters + self.sheets.home[picked]] += 1.0
        lines[people + np.arange(raters), 1 + np.arange(raters)] = 1.0
        joint: Floats = lines @ self.inverse @ lines.T
        joint[np.arange(people), np.arange(people)] += self.shares[picked]
        return self.noise**2 * joint


def given(sheets: Sheets, sd: Spreads, unit: float) -> Given:
    """Solve the model for these sheets with these spreads; a part that is not there is zero."""
    least = LEAST * unit
    noise = max(sd.residual, least)
    person, rater, department = (
        max(part or 0.0, least) / noise for part in (sd.candidate, sd.rater, sd.department)
    )
    sums = _sums(sheets)
    counts = sheets.per_candidate.astype(np.float64)
    shares: Floats = person**2 / (1 + counts * person**2)
    matrix = _gram(sheets) - sums.T @ (shares[:, None] * sums)
    penalties = np.repeat([rater**-2.0, department**-2.0], [sheets.raters, sheets.departments])
    places = np.arange(1, len(matrix))
    matrix[places, places] += penalties
    inverse = np.linalg.inv(matrix).astype(np.float64)
    return Given(sheets=sheets, noise=noise, shares=shares, sums=sums, inverse=inverse)


def _columns(sheets: Sheets) -> tuple[Ints, Ints, Ints]:
    """The three columns of each sheet's row of G that are one."""
    zero = np.zeros_like(sheets.rater)
    return zero, 1 + sheets.rater, 1 + sheets.raters + sheets.home[sheets.candidate]


def _sums(sheets: Sheets) -> Floats:
    sums = np.zeros((len(sheets.home), 1 + sheets.raters + sheets.departments))
    for column in _columns(sheets):
        np.add.at(sums, (sheets.candidate, column), 1.0)
    return sums


def _gram(sheets: Sheets) -> Floats:
    size = 1 + sheets.raters + sheets.departments
    gram = np.zeros((size, size))
    columns = _columns(sheets)
    for one in columns:
        for other in columns:
            np.add.at(gram, (one, other), 1.0)
    return gram


def _column_sums(sheets: Sheets, scores: Floats) -> Floats:
    sums = np.zeros((1 + sheets.raters + sheets.departments, scores.shape[1]))
    for column in _columns(sheets):
        np.add.at(sums, column, scores)
    return sums
