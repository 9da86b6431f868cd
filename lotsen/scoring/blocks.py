"""A candidate's own unknowns, taken out of the model of single ratings in closed form.

On the sheets t = 1..K of one candidate, with ones o_tc where criterion c was rated, a rating is

    y_tc = mu_c + f_t + theta + gamma_c + h_t + e_tc,

f_t being severity and department. Taking gamma out leaves, with g_c = l^2 / (1 + l^2 n_c),

    Q = diag(sum_c o_tc) - O diag(g) O'

as the information on what a whole sheet has in common, and with V = a^2 J + b^2 I the covariance
of theta + h_t over the noise, R = (I + Q V)^-1 takes these out as well. Candidates whose
sheets were rated alike share these matrices. Zero ratios need no case of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.scoring.sheets import Bools, Floats, Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """All n candidates with K sheets each, and the p different ways in which they were rated.

    Attributes:
        people: shape (n,), places of the candidates.
        sheets: shape (n, K), places of their sheets.
        seen: shape (p, K, c), one where a criterion was rated.
        which: shape (n,), the way of each candidate; `count`: shape (p,), candidates per way.
    """

    people: Ints
    sheets: Ints
    seen: Floats
    which: Ints
    count: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Reduced:
    """A block without its candidates' unknowns, given ratios.

    Attributes:
        determinant: log determinants of all candidates together.
        shrink: shape (p, K, K), R; `pairs`: shape (p, K, K), R Q.
        means: shape (p, K, c), R C with C = o_tc / (1 + l^2 n_c).
        general: shape (c, c), what is left on the criteria's means.
        gain: shape (p, c), g; `rest`: shape (p, c), 1 / (1 + l^2 n_c).
        own: a^2 and b^2.
    """

    determinant: float
    shrink: Floats
    pairs: Floats
    means: Floats
    general: Floats
    gain: Floats
    rest: Floats
    own: tuple[float, float]

    def offsets(self, shrunk: Floats) -> Floats:
        """V times something on the sheets of each candidate. Shape (n, K, …) -> (n, K, …)."""
        common, single = self.own
        offsets: Floats = common * shrunk.sum(axis=1, keepdims=True) + single * shrunk
        return offsets


def blocks_of(candidate: Ints, seen: Bools) -> Sequence[Block]:
    """Sort candidates by their number of sheets and by how these were rated.

    Args:
        candidate: shape (n,), ascending places of candidates, none left out.
        seen: shape (n, c).
    """
    counts = np.bincount(candidate)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    blocks = []
    for size in np.unique(counts):
        people = np.flatnonzero(counts == size)
        sheets = starts[people][:, None] + np.arange(size)
        bits = np.packbits(seen[sheets].reshape(len(people), -1), axis=1)
        keys = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1])))[:, 0]
        _ways, first, which = np.unique(keys, return_index=True, return_inverse=True)
        blocks.append(
            Block(
                people=people,
                sheets=sheets,
                seen=seen[sheets[first]].astype(np.float64),
                which=which.astype(np.int64),
                count=np.bincount(which).astype(np.float64),
            )
        )
    return blocks


def reduce_block(block: Block, common: float, by_criterion: float, single: float) -> Reduced:
    """Take the candidates' unknowns out.

    Args:
        block: the candidates.
        common: the ratio of theta.
        by_criterion: the ratio of gamma.
        single: the ratio of h.
    """
    size = block.seen.shape[1]
    totals = block.seen.sum(axis=1)
    rest = 1 / (1 + by_criterion**2 * totals)
    gain = by_criterion**2 * rest
    information = -(block.seen * gain[:, None, :]) @ block.seen.transpose(0, 2, 1)
    places = np.arange(size)
    information[:, places, places] += block.seen.sum(axis=2)
    system = single**2 * information + common**2 * information.sum(axis=2, keepdims=True)
    system[:, places, places] += 1.0
    shrink = np.linalg.inv(system)
    columns = block.seen * rest[:, None, :]
    means = shrink @ columns
    reduced = Reduced(
        determinant=float(block.count @ (np.linalg.slogdet(system)[1] - np.log(rest).sum(axis=1))),
        shrink=shrink,
        pairs=shrink @ information,
        means=means,
        general=np.diag(block.count @ (totals * rest)),
        gain=gain,
        rest=rest,
        own=(common**2, single**2),
    )
    weighted = columns * block.count[:, None, None]
    width = weighted.shape[2]
    taken = weighted.reshape(-1, width).T @ reduced.offsets(means).reshape(-1, width)
    reduced.general[...] -= taken
    return reduced
