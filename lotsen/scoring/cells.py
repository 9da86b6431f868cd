"""The model of single ratings; and that of whole sheets where there are very many raters.

    y_tc = mu_c + D_d + theta_i + gamma_ic + s_r + h_t + e_tc

for criterion c on sheet t of rater r on candidate i of department d: h is what a rater says of a
candidate on all criteria alike (halo), gamma a candidate's own profile. With one criterion,
gamma and h cannot be told from e and are left out: that is the model of `equations.py`.
Candidates are taken out by `blocks.py`; what is left is a system in the raters, the departments
and the means of the criteria.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.scoring.blocks import Block, Reduced, blocks_of, reduce_block
from lotsen.scoring.designs import Design
from lotsen.scoring.equations import estimable
from lotsen.scoring.scatter import Factor, Scatter, scatter
from lotsen.scoring.sheets import Bools, Floats, Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """A system with its right side, given ratios."""

    reduced: Sequence[Reduced]
    factor: Factor
    scale: Floats
    determinant: float


@dataclass(frozen=True, kw_only=True, eq=False)
class CellEquations:
    """The model; its parts are candidate, rater, department, profile (gamma), sheet (h).

    Attributes:
        design: the sheets; `seen`: shape (n, c).
        centres: shape (c,), mean of each criterion; `centred`: shape (n, c), zero where missing.
        estimable: shape (5,).
    """

    design: Design
    seen: Bools
    centres: Floats
    centred: Floats
    blocks: Sequence[Block]
    plan: Scatter
    estimable: Bools

    @property
    def observations(self) -> int:
        """The number of ratings."""
        return int(self.seen.sum())

    @property
    def fixed(self) -> int:
        """The number of criteria."""
        return len(self.centres)

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many raters, departments and criteria there are."""
        return len(self.design.rater_ids), len(self.design.department_ids), self.fixed

    def profile(self, ratios: Floats) -> tuple[Floats, Floats]:
        """Both determinants together, and r^2. Shapes (m, 3 or 5) -> (m,), (m,)."""
        answers = np.array([self._profile(each) for each in ratios])
        return answers[:, 0], answers[:, 1]

    def _profile(self, ratios: Floats) -> tuple[float, float]:
        solved = self.solved(ratios)
        right, square = self.right(solved, self.centred[:, :, None])
        effects = solved.factor.solve(right[:, 0])
        return solved.determinant, max(square - float(right[:, 0] @ effects), 0.0)

    def solved(self, ratios: Floats) -> Solved:
        """The system with these ratios, factored."""
        common, severity, department, profile, single = (*ratios, 0.0, 0.0)[:5]
        reduced = [reduce_block(block, common, profile, single) for block in self.blocks]
        raters, departments, criteria = self.sizes
        scale = np.repeat([severity, department, np.nan], [raters, departments, criteria])
        factor = self.plan.factored(self._pieces(reduced), scale)
        taken = sum(each.determinant for each in reduced)
        return Solved(
            reduced=reduced,
            factor=factor,
            scale=np.where(np.isnan(scale), 1.0, scale),
            determinant=taken + factor.log_determinant,
        )

    def _pieces(self, reduced: Sequence[Reduced]) -> Floats:
        """All pieces of the system, in the order of `_positions`."""
        pieces = []
        for block, each in zip(self.blocks, reduced, strict=True):
            pairs, means = each.pairs[block.which], each.means[block.which]
            across = pairs.sum(axis=2).ravel()
            pieces += [pairs.ravel(), across, across, pairs.sum(axis=(1, 2))]
            pieces += [means.ravel(), means.ravel()]
            of_department = means.sum(axis=1).ravel()
            pieces += [of_department, of_department]
        general = np.sum([each.general for each in reduced], axis=0)
        return np.concatenate([*pieces, general.ravel()])

    def right(self, solved: Solved, responses: Floats) -> tuple[Floats, float]:
        """The right sides for responses of shape (n, c, s), and y'Wy of the first.

        Shapes (q, s) and one number.
        """
        raters, departments, criteria = self.sizes
        right = np.zeros((raters + departments + criteria, responses.shape[2]))
        square = float((responses[:, :, 0] ** 2).sum())
        for block, each in zip(self.blocks, solved.reduced, strict=True):
            told, totals, shrunk = self.told(block, each, responses)
            offsets = each.offsets(shrunk)
            first = totals[:, :, 0]
            square -= float((each.gain[block.which] * first**2).sum())
            square -= float((told[:, :, 0] * offsets[:, :, 0]).sum())
            rater, home = self.design.rater[block.sheets], self.design.home[block.people]
            np.add.at(right, rater, shrunk)
            np.add.at(right, raters + home, shrunk.sum(axis=1))
            rest, seen = each.rest[block.which], block.seen[block.which]
            lifted = totals - np.einsum("nkc,nks->ncs", seen, offsets)
            right[raters + departments :] += np.einsum("nc,ncs->cs", rest, lifted)
        return right * solved.scale[:, None], square

    def told(self, block: Block, each: Reduced, responses: Floats) -> tuple[Floats, Floats, Floats]:
        """What the sheets of a block say: (n, K, s), (n, c, s), and the first, shrunk."""
        own = responses[block.sheets]
        totals = own.sum(axis=1)
        gained = each.gain[block.which][:, :, None] * totals
        told = own.sum(axis=2) - np.einsum("nkc,ncs->nks", block.seen[block.which], gained)
        return told, totals, each.shrink[block.which] @ told


def cell_equations(design: Design, values: Floats) -> CellEquations:
    """Set up the model.

    Args:
        design: the sheets in canonical order.
        values: shape (n, c) in that order, NaN where nothing was observed; no criterion is empty.
    """
    seen = ~np.isnan(values)
    centres = np.where(seen, values, 0.0).sum(axis=0) / seen.sum(axis=0)
    blocks = blocks_of(design.candidate, seen)
    several = values.shape[1] > 1
    repeated = bool((np.bincount(design.candidate) > 1).any())
    rows, columns = _positions(design, blocks, values.shape[1])
    size = len(design.rater_ids) + len(design.department_ids) + values.shape[1]
    return CellEquations(
        design=design,
        seen=seen,
        centres=centres,
        centred=np.where(seen, values - centres, 0.0),
        blocks=blocks,
        plan=scatter(size, rows, columns),
        estimable=np.concatenate([estimable(design), [several and repeated, several]]),
    )


def _positions(design: Design, blocks: Sequence[Block], criteria: int) -> tuple[Ints, Ints]:
    """Rows and columns of the pieces."""
    raters, departments = len(design.rater_ids), len(design.department_ids)
    rows, columns = [], []
    mean = raters + departments + np.arange(criteria)

    def place(one: Ints, other: Ints, *, mirrored: bool) -> None:
        pair = [each.ravel() for each in np.broadcast_arrays(one, other)]
        rows.extend(pair if mirrored else pair[:1])
        columns.extend(pair[::-1] if mirrored else pair[1:])

    for block in blocks:
        rater, home = design.rater[block.sheets], raters + design.home[block.people]
        place(rater[:, :, None], rater[:, None, :], mirrored=False)
        place(rater, home[:, None], mirrored=True)
        place(home, home, mirrored=False)
        place(rater[:, :, None], mean, mirrored=True)
        place(home[:, None], mean, mirrored=True)
    place(mean[:, None], mean[None, :], mirrored=False)
    return np.concatenate(rows), np.concatenate(columns)
