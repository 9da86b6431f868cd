"""A symmetric system put together from many small pieces, dense or sparse, and factored.

Small systems are dense. Wide ones are sparse, ordered by minimum degree and factored by SuperLU
without pivoting, which is safe as they are positive definite.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from lotsen.scoring.sheets import Floats, Ints

DENSE = 400
"""Systems with at most so many columns are dense."""


class Factor(Protocol):
    """A factored system."""

    @property
    def log_determinant(self) -> float:
        """The log of its determinant."""

    def solve(self, right: Floats) -> Floats:
        """Solve for one or many right sides. Shape (q, …) -> (q, …)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DenseFactor:
    """By Cholesky."""

    matrix: Floats
    log_determinant: float

    def solve(self, right: Floats) -> Floats:
        """Solve for one or many right sides."""
        return np.linalg.solve(self.matrix, right).astype(np.float64, copy=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class SparseFactor:
    """By SuperLU."""

    decomposition: Any
    log_determinant: float

    def solve(self, right: Floats) -> Floats:
        """Solve for one or many right sides."""
        solved: Floats = self.decomposition.solve(right)
        return solved


@dataclass(frozen=True, kw_only=True, eq=False)
class Scatter:
    """Where each piece of a symmetric matrix of q columns goes.

    Attributes:
        size: q.
        places: shape (p,), for each piece the entry to which it is added.
        rows: shape (e,), of the entries in order of columns; `columns`: likewise.
        starts: shape (q + 1,), where each column begins.
    """

    size: int
    places: Ints
    rows: Ints
    columns: Ints
    starts: Ints

    def factored(self, pieces: Floats, scale: Floats) -> Factor:
        """Add up, scale rows and columns, add one where a column is shrunk, and factor.

        Args:
            pieces: shape (p,).
            scale: shape (q,); columns with a NaN are not shrunk, and are not scaled.
        """
        free = np.isnan(scale)
        scaled = np.where(free, 1.0, scale)
        entries: Floats = np.zeros(len(self.rows))
        entries += np.bincount(self.places, weights=pieces, minlength=len(self.rows))
        entries *= scaled[self.rows] * scaled[self.columns]
        entries[(self.rows == self.columns) & ~free[self.rows]] += 1.0
        return self._dense(entries) if self.size <= DENSE else self._sparse(entries)

    def _dense(self, entries: Floats) -> Factor:
        matrix = np.zeros((self.size, self.size))
        matrix[self.rows, self.columns] = entries
        diagonal = np.diag(np.linalg.cholesky(matrix))
        return DenseFactor(matrix=matrix, log_determinant=2 * float(np.log(diagonal).sum()))

    def _sparse(self, entries: Floats) -> Factor:
        from scipy.sparse import csc_array  # noqa: PLC0415  # only wide designs need it
        from scipy.sparse.linalg import splu  # noqa: PLC0415

        shape = (self.size, self.size)
        found = splu(
            csc_array((entries, self.rows, self.starts), shape=shape),
            permc_spec="MMD_AT_PLUS_A",
            diag_pivot_thresh=0.0,
            options={"SymmetricMode": True},
        )
        logs = np.log(np.abs(found.U.diagonal())).sum()
        return SparseFactor(decomposition=found, log_determinant=float(logs))


def scatter(size: int, rows: Ints, columns: Ints) -> Scatter:
    """Plan a matrix whose pieces belong to these rows and columns, the diagonal included."""
    diagonal = np.arange(size) * (size + 1)
    keys = np.concatenate([columns * size + rows, diagonal])
    entries, places = np.unique(keys, return_inverse=True)
    of_column = entries // size
    return Scatter(
        size=size,
        places=places[: len(rows)],
        rows=entries % size,
        columns=of_column,
        starts=np.searchsorted(of_column, np.arange(size + 1)),
    )
