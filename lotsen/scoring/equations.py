"""The sheet-level model as normal equations without its candidates.

A sheet t of rater r on candidate i of department d has the score

    y_t = mu + D_d + P_i + s_r + e_t.

With G the columns of mu, raters and departments and n_i the candidate's sheets, taking the
candidates out leaves

    G'WG = G'G - sum_i c_i g_i g_i',   c_i = l^2 / (1 + n_i l^2),

where l is the ratio of the candidates' spread to the noise and g_i the sum of the rows of i:
a Schur complement on mu, raters and departments. c_i depends on n_i alone, so the sums
over candidates with equally many sheets are formed once and every evaluation is a few sums of
tables. Source: Henderson 1984, ch. 5; Bates et al. 2015.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.designs import Design
from lotsen.scoring.sheets import Bools, Floats, Ints

ROOM = 4_000_000
"""So many numbers are held at once when many ratios are asked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetEquations:
    """The model of a design; its parts are candidates, raters, departments, in this order.

    There are q = 1 + raters + departments columns.

    Attributes:
        design: the sheets; `centred`: shape (n,), their scores around `centre`.
        sums: shape (m, q), the sum of each candidate's rows of G.
        totals: shape (m,), the sum of each candidate's centred scores.
        sizes: shape (k,), the different numbers of sheets per candidate.
        people: shape (k,), candidates with so many.
        tables: shape (1 + k, q, q), G'G and the sums of g_i g_i' for each size.
        right: shape (1 + k, q), the same with the scores; `squares`: shape (1 + k,).
    """

    design: Design
    centre: float
    sums: Floats
    totals: Floats
    sizes: Ints
    people: Ints
    tables: Floats
    right: Floats
    squares: Floats
    estimable: Bools
    observations: int
    fixed: int = 1

    @property
    def groups(self) -> tuple[int, int]:
        """How many raters and departments have a column."""
        return len(self.design.rater_ids), len(self.design.department_ids)

    def scales(self, ratios: Floats) -> Floats:
        """The ratio of every column; one for mu. Shapes (m, 3) -> (m, q)."""
        raters, departments = self.groups
        ones = np.ones((len(ratios), 1))
        return np.concatenate(
            [
                ones,
                np.repeat(ratios[:, 1:2], raters, axis=1),
                np.repeat(ratios[:, 2:3], departments, axis=1),
            ],
            axis=1,
        )

    def normal(self, ratios: Floats) -> tuple[Floats, Floats, Floats]:
        """The system and its right side, scaled, and y'Wy. Shapes (m, q, q), (m, q), (m,)."""
        weights = self._weights(ratios)
        scales = self.scales(ratios)
        size = scales.shape[1]
        matrix = (weights @ self.tables.reshape(len(self.tables), -1)).reshape(-1, size, size)
        matrix *= scales[:, :, None] * scales[:, None, :]
        places = np.arange(1, size)
        matrix[:, places, places] += 1.0
        return matrix, scales * (weights @ self.right), weights @ self.squares

    def profile(self, ratios: Floats) -> tuple[Floats, Floats]:
        """Both determinants together, and r^2. Shapes (m, 3) -> (m,), (m,)."""
        room = max(1, ROOM // self.tables[0].size)
        parts = [self._profile(ratios[at : at + room]) for at in range(0, len(ratios), room)]
        return np.concatenate([each[0] for each in parts]), np.concatenate(
            [each[1] for each in parts]
        )

    def _profile(self, ratios: Floats) -> tuple[Floats, Floats]:
        """One Cholesky factor of the system, bordered by its right side, gives both."""
        matrix, right, squares = self.normal(ratios)
        size = right.shape[1]
        extra = self.squares[0] or 1.0
        bordered = np.empty((len(ratios), size + 1, size + 1))
        bordered[:, :size, :size] = matrix
        bordered[:, size, :size] = right
        bordered[:, :size, size] = right
        bordered[:, size, size] = squares + extra
        diagonal = np.diagonal(np.linalg.cholesky(bordered), axis1=1, axis2=2)
        taken = np.log1p(self.sizes * ratios[:, :1] ** 2) @ self.people
        logs = np.log(diagonal[:, :size]).sum(axis=1)
        return taken + 2 * logs, np.maximum(diagonal[:, size] ** 2 - extra, 0.0)

    def _weights(self, ratios: Floats) -> Floats:
        part = ratios[:, :1] ** 2
        shares = part / (1 + self.sizes * part)
        return np.concatenate([np.ones((len(ratios), 1)), -shares], axis=1)


def equations_of(design: Design) -> SheetEquations:
    """Set up the model of a design."""
    centre = float(design.scores.mean())
    centred = design.scores - centre
    sums = _sums(design)
    totals = np.zeros(len(sums))
    np.add.at(totals, design.candidate, centred)
    counts = design.per_candidate
    sizes, people = np.unique(counts, return_counts=True)
    groups = [counts == size for size in sizes]
    column = _totals_of_columns(design, centred)
    return SheetEquations(
        design=design,
        centre=centre,
        sums=sums,
        totals=totals,
        sizes=sizes,
        people=people,
        tables=np.stack([_gram(design, sums), *(sums[each].T @ sums[each] for each in groups)]),
        right=np.stack([column, *(sums[each].T @ totals[each] for each in groups)]),
        squares=np.array(
            [centred @ centred, *(totals[each] @ totals[each] for each in groups)], dtype=float
        ),
        estimable=estimable(design),
        observations=len(centred),
    )


def estimable(design: Design) -> Bools:
    """Which of candidates, raters and departments have a spread that these sheets can show."""
    sheets, people = len(design.scores), len(design.candidate_ids)
    raters, departments = len(design.rater_ids), len(design.department_ids)
    return np.array(
        [
            1 < people < sheets,
            1 < raters < sheets,
            1 < departments < people,
        ]
    )


def _sums(design: Design) -> Floats:
    people, raters = len(design.candidate_ids), len(design.rater_ids)
    sums = np.zeros((people, 1 + raters + len(design.department_ids)))
    sums[:, 0] = design.per_candidate
    np.add.at(sums, (design.candidate, 1 + design.rater), 1.0)
    sums[np.arange(people), 1 + raters + design.home] = design.per_candidate
    return sums


def _gram(design: Design, sums: Floats) -> Floats:
    """G'G: every sheet has a one for mu, its rater and its department."""
    size, raters = sums.shape[1], len(design.rater_ids)
    rows = np.stack(
        [
            np.zeros_like(design.rater),
            1 + design.rater,
            1 + raters + design.home[design.candidate],
        ]
    )
    gram = np.zeros((size, size))
    for one in rows:
        for other in rows:
            np.add.at(gram, (one, other), 1.0)
    return gram


def _totals_of_columns(design: Design, centred: Floats) -> Floats:
    raters, departments = len(design.rater_ids), len(design.department_ids)
    home = design.home[design.candidate]
    return np.concatenate(
        [
            [centred.sum()],
            np.bincount(design.rater, weights=centred, minlength=raters),
            np.bincount(home, weights=centred, minlength=departments),
        ]
    )
