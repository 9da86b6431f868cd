"""How sure the numbers are: variances integrated out, joint draws, intervals of ranks.

With few links the most likely variances are too sure of themselves, so they are integrated out
under priors that are published in rating points of a scale from 1 to 5 (`unit` stretches them to
other scales):

    sd of a sheet's noise   lognormal(log .4, .5)      sd of severity      half-normal(.5)
    sd between candidates   lognormal(log .5, .5)      sd of departments   half-normal(.25)

The integral is a weighted sum over points around the mode of the posterior of the log variances
(importance sampling with a defensive mixture of two normals, Hesterberg 1995; the points are
Halton's). Ranks are those of true values drawn jointly (Goldstein and Spiegelhalter 1996):
effects from their exact normal, given variances drawn by those weights.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from lotsen.scoring.equations import SheetEquations
from lotsen.scoring.fair import Draws
from lotsen.scoring.reml import CLOSE, LEAST, Equations, Objective, bounded, criterion, minimise
from lotsen.scoring.sheets import Bools, Floats, Ints

POINTS = 256
PILOT = 128
WIDER = 1.8
"""Half of the points come from a normal that is so many times as wide."""
NOISE, CANDIDATE = (0.4, 0.5), (0.5, 0.5)
RATER, DEPARTMENT = 0.5, 0.25
PRIMES = (2, 3, 5, 7)
HALF = 0.5
EXACT = 1e-10
"""Where points are laid around the mode, it is sought so closely that its end tells nothing."""
FLOOR = 1e-3
"""The curvature of minus twice the log posterior counts at least so much in any direction."""


Ranks = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Posterior:
    """Variances with their weights.

    Attributes:
        points: shape (j, 1 + k), log noise and log ratios.
        weights: shape (j,), with the sum 1.
    """

    points: Floats
    weights: Floats

    def mean(self, values: Floats) -> Floats:
        """The weighted mean over the points. Shape (j, …) -> (…)."""
        mean: Floats = np.tensordot(self.weights, values, axes=1)
        return mean

    @property
    def spreads(self) -> Floats:
        """Mean standard deviations: of the noise, then of each part; shape (1 + k,)."""
        noise = np.exp(self.points[:, :1])
        return self.mean(np.concatenate([noise, noise * np.exp(self.points[:, 1:])], axis=1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Effects:
    """What the model says of mu, raters and departments, and of candidates in draws.

    Attributes:
        mean: shape (q,), posterior means; `error`: shape (q,), their standard errors.
        drawn: shape (draws, q); `values`: shape (draws, m), true values of candidates.
    """

    mean: Floats
    error: Floats
    drawn: Floats
    values: Draws


def log_prior(points: Floats, unit: float) -> Floats:
    """Log density of log noise and log spreads, up to a constant. Shapes (j, 4) -> (j,)."""
    noise = points[:, 0]
    spreads = noise[:, None] + points[:, 1:]
    value = _lognormal(noise, NOISE, unit)
    for place, part in enumerate(spreads.T):
        known = np.isfinite(part)
        if known.all():
            value = value + (
                _lognormal(part, CANDIDATE, unit)
                if place == 0
                else _half_normal(part, (RATER, DEPARTMENT)[place - 1] * unit)
            )
    return value


def _lognormal(logs: Floats, shape: tuple[float, float], unit: float) -> Floats:
    density: Floats = -0.5 * ((logs - np.log(shape[0] * unit)) / shape[1]) ** 2
    return density


def _half_normal(logs: Floats, width: float) -> Floats:
    density: Floats = logs - 0.5 * np.exp(2 * logs) / width**2
    return density


def most_likely(
    equations: Equations,
    unit: float,
    known: Bools,
    start: Floats | None = None,
    close: float = CLOSE,
) -> tuple[Floats, Floats]:
    """The mode of the posterior of log noise and log ratios, and the curvature there.

    Args:
        equations: the sheet-level model.
        unit: one step of a scale from 1 to 5, in the unit of the scores.
        known: shape (3,), parts that there are; the others have no spread.
        start: shape (4,), a mode that is near, where one is known.
        close: how little the last step may promise.
    """
    if start is None:
        ratios = np.log(np.array([CANDIDATE[0], RATER / 2, DEPARTMENT / 2]) / NOISE[0])
        start = np.concatenate([[np.log(NOISE[0] * unit)], ratios])
    begin = np.where(np.concatenate([[True], known]), start, -np.inf)
    mode, curvature = minimise(_log_posterior(equations, unit), begin, np.isfinite(begin), close)
    mode[0] = max(mode[0], np.log(LEAST * unit))
    return bounded(mode), curvature


def _log_posterior(equations: Equations, unit: float) -> Objective:
    """Minus twice the log density, up to a constant."""

    def posterior(asked: Floats) -> Floats:
        asked = asked.copy()
        asked[:, 0] = np.maximum(asked[:, 0], np.log(LEAST * unit))
        value: Floats = criterion(equations, asked) - 2 * log_prior(asked, unit)
        return value

    return posterior


def at_mode(mode: Floats) -> Posterior:
    """The mode alone."""
    return Posterior(points=mode[None, :], weights=np.ones(1))


def integrated(equations: Equations, unit: float, known: Bools) -> Posterior:
    """Weigh variances by their posterior."""
    posterior, least = _log_posterior(equations, unit), float(np.log(LEAST * unit))
    mode, curvature = most_likely(equations, unit, known, close=EXACT)
    active = np.isfinite(mode)
    sizes, axes = np.linalg.eigh(curvature / 2)
    spread = axes @ np.diag(1 / np.maximum(sizes, FLOOR)) @ axes.T
    pilot = _weighed(posterior, mode, (mode[active], spread), PILOT, least)
    places = pilot.points[:, active]
    centre = pilot.mean(places)
    spread = (places - centre).T @ ((places - centre) * pilot.weights[:, None])
    return _weighed(posterior, mode, (centre, spread + 1e-4 * np.eye(len(centre))), POINTS, least)


def _weighed(
    posterior: Objective, mode: Floats, proposal: tuple[Floats, Floats], count: int, least: float
) -> Posterior:
    """Ask at points of a proposal, a mean and a covariance of the parts that there are."""
    places, log_density = _mixture(*proposal, count)
    asked = np.repeat(mode[None, :], count, axis=0)
    asked[:, np.isfinite(mode)] = places
    asked = bounded(asked)
    asked[:, 0] = np.maximum(asked[:, 0], least)
    logs = -0.5 * posterior(asked) - log_density
    weights = np.exp(logs - logs.max())
    return Posterior(points=asked, weights=weights / weights.sum())


def _mixture(centre: Floats, spread: Floats, count: int) -> tuple[Floats, Floats]:
    """Points of a mixture of two normals with its log density; half of them from the wider."""
    size = len(centre)
    normals = _halton(count, size)
    wide = np.where(np.arange(count) % 2, WIDER, 1.0)
    root = np.linalg.cholesky(spread)
    steps = normals * wide[:, None]
    lengths = (steps**2).sum(axis=1)
    narrow, wider = -0.5 * lengths, -0.5 * lengths / WIDER**2 - size * np.log(WIDER)
    return centre + steps @ root.T, np.logaddexp(narrow, wider)


def _halton(count: int, size: int) -> Floats:
    """Standard normal points that fill the space evenly (Halton 1960)."""
    inverse = NormalDist().inv_cdf
    columns = []
    for prime in PRIMES[:size]:
        values = np.zeros(count)
        index, share = np.arange(1, count + 1), 1.0
        while index.any():
            share /= prime
            values += share * (index % prime)
            index //= prime
        columns.append([inverse(float(value)) for value in values])
    return np.array(columns).T


def effects_of(equations: SheetEquations, posterior: Posterior, draws: int, seed: int) -> Effects:
    """Means, errors and joint draws, each set of variances in its share."""
    random = np.random.default_rng(seed)
    people, size = equations.sums.shape
    shares = _shares(posterior.weights, draws)
    drawn, values = np.empty((draws, size)), np.empty((draws, people), dtype=np.float32)
    means, variances = np.empty((2, len(shares), size))
    at = 0
    for place, count in enumerate(shares):
        point = posterior.points[place]
        noise, ratios = np.exp(point[0]), np.exp(point[1:])
        matrix, right, _squares = equations.normal(ratios[None, :])
        scale = equations.scales(ratios[None, :])[0]
        root = np.linalg.inv(np.linalg.cholesky(matrix[0])) * scale
        means[place] = root.T @ (root @ (right[0] / np.where(scale > 0, scale, 1.0)))
        variances[place] = noise**2 * (root**2).sum(axis=0)
        rows = slice(at, at + count)
        drawn[rows] = means[place] + noise * random.standard_normal((count, size)) @ root
        values[rows] = _values(equations, drawn[rows], noise, ratios[0], random)
        at += count
    mean = posterior.mean(means)
    second = posterior.mean(variances + (means - mean) ** 2)
    return Effects(mean=mean, error=np.sqrt(second), drawn=drawn, values=values)


def _values(
    equations: SheetEquations,
    drawn: Floats,
    noise: float,
    ratio: float,
    random: np.random.Generator,
) -> Floats:
    """True values of candidates, given mu, raters and departments. Shape (draws, m)."""
    design = equations.design
    share = ratio**2 / (1 + design.per_candidate * ratio**2)
    department = 1 + len(design.rater_ids) + design.home
    own = share * (equations.totals - drawn @ equations.sums.T)
    chance = noise * np.sqrt(share) * random.standard_normal(own.shape)
    values: Floats = equations.centre + drawn[:, :1] + drawn[:, department] + own + chance
    return values


def _shares(weights: Floats, draws: int) -> Ints:
    """How many draws each point gets: systematic resampling from the middle."""
    edges = np.concatenate([[0.0], np.cumsum(weights)])
    edges[-1] = 1.0
    counts: Ints = np.diff(np.floor(edges * draws + 0.5)).astype(np.int64)
    return counts


def ranks_of(values: Draws) -> Ranks:
    """The rank of every candidate in every draw; 1 is best. Shape (draws, m)."""
    order = np.argsort(-values, axis=1, kind="stable")
    ranks = np.empty(values.shape, dtype=np.int32)
    places = np.arange(1, values.shape[1] + 1, dtype=np.int32)
    np.put_along_axis(ranks, order, np.broadcast_to(places, values.shape), axis=1)
    return ranks


@dataclass(frozen=True, kw_only=True, eq=False)
class RankIntervals:
    """Intervals of ranks, and how often a candidate is among the best; all of shape (m,)."""

    bounds: Ints
    p_top_k: Floats


def intervals(ranks: Ranks, twins: Ints, places: int, shares: tuple[float, ...]) -> RankIntervals:
    """Quantiles of ranks by candidate; twins are pooled, so that chance does not part them.

    Args:
        ranks: shape (draws, m).
        twins: shape (m,), those with the same number share their draws.
        places: k of the best k.
        shares: the quantiles asked for.

    Returns:
        `bounds` of shape (quantiles, m); without a draw every rank is possible.
    """
    if not len(ranks):
        return RankIntervals(
            bounds=np.repeat(
                [[1 if share <= HALF else len(twins)] for share in shares], len(twins), 1
            ),
            p_top_k=np.zeros(len(twins)),
        )
    bounds = np.quantile(ranks, shares, axis=0, method="inverted_cdf").astype(np.int64)
    top = (ranks <= places).mean(axis=0)
    for twin in np.flatnonzero(np.bincount(twins) > 1):
        members = np.flatnonzero(twins == twin)
        pooled = ranks[:, members].reshape(-1)
        quantiles = np.quantile(pooled, shares, method="inverted_cdf").astype(np.int64)
        bounds[:, members] = quantiles[:, None]
        top[members] = (pooled <= places).mean()
    return RankIntervals(bounds=bounds, p_top_k=top)
