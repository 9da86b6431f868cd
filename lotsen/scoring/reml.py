"""Variances by restricted maximum likelihood, or by the posterior under the published priors.

The model is y = X b + Z L u + e with u ~ N(0, s^2 I) and e ~ N(0, s^2 I), where L carries the
ratios of each part's standard deviation to that of the noise, so that a part may be zero. Up to
the constant (n - p) log 2 pi, minus twice the restricted log likelihood is

    (n - p) log s^2 + log det(Z'LLZ + I) + log det(X'V^-1 X) + r^2 / s^2,

where r^2 is the least sum of squares of y - X b - Z L u and of u. An `Equations` gives the
two determinants together and r^2; candidates are eliminated from it before anything is
factored. Source: Bates, Maechler, Bolker and Walker, J. Stat. Software 67 (2015), eq. 34 to 42.

The search runs over log s and the log ratios: Newton's method with differences, damped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lotsen.scoring.sheets import Bools, Floats, Ints

STEP = 2e-3
MOST_STEPS = 60
CLOSE = 1e-6
"""The last step is one that promises to lower the criterion by less than this."""
ROUGH = 1e-2
"""Likewise, where only a place to begin is sought."""
PER_VALUE = 1e-3
"""And as much again for so much of the criterion's own size, as its digits are limited."""
FARTHEST = 2.0
COSTLY, NEAR = 2e4, 0.2
"""With so many data, curvature is not asked for again once a step is shorter than this."""
SMALL = 0.03
"""A ratio below this is compared with zero, and is zero where that is at least as likely."""
MOST = float(np.log(1e5))
"""A log ratio beyond this is this: rounding would drown the rest of the model."""
LEAST = 1e-4
"""Noise is never less than this share of the spread of the scores."""


class Equations(Protocol):
    """A model, ready to say how likely given ratios are."""

    @property
    def estimable(self) -> Bools:
        """Shape (k,), parts that these data can tell from the others at all."""

    @property
    def observations(self) -> int:
        """The number n of observations."""

    @property
    def fixed(self) -> int:
        """The number p of fixed effects."""

    def profile(self, ratios: Floats) -> tuple[Floats, Floats]:
        """Both determinants together, and r^2. Shapes (m, k) -> (m,), (m,)."""


@dataclass(frozen=True, kw_only=True)
class Variances:
    """Chosen variances.

    Attributes:
        noise: standard deviation of the noise.
        ratios: shape (k,), of the parts' standard deviations to it.
        point: shape (1 + k,), log noise and log ratios; minus infinity for a ratio of zero.
        curvature: shape (a, a), second derivatives over the `active` places of the point.
        active: shape (1 + k,).
    """

    noise: float
    ratios: Floats
    point: Floats
    curvature: Floats
    active: Bools


Objective = Callable[[Floats], Floats]


def criterion(equations: Equations, points: Floats) -> Floats:
    """Minus twice the restricted log likelihood. Shapes (m, 1 + k) -> (m,)."""
    ratios, places = np.unique(np.exp(bounded(points)[:, 1:]), axis=0, return_inverse=True)
    determinants, squares = equations.profile(ratios)
    free = equations.observations - equations.fixed
    noise: Floats = points[:, 0]
    place = places.reshape(-1)
    value: Floats = (
        free * (np.log(2 * np.pi) + 2 * noise)
        + determinants[place]
        + squares[place] * np.exp(-2 * noise)
    )
    return value


def bounded(points: Floats) -> Floats:
    """Points whose ratios are not beyond what can be told from a model without noise."""
    inside: Floats = np.minimum(points, np.r_[np.inf, np.full(points.shape[-1] - 1, MOST)])
    return inside


def best_noise(equations: Equations, ratios: Floats, least: float) -> float:
    """The noise that is most likely with these ratios; at least `least`."""
    _determinants, squares = equations.profile(ratios[None, :])
    free = max(1, equations.observations - equations.fixed)
    return float(max(np.sqrt(max(squares[0], 0.0) / free), least))


def restricted(
    equations: Equations, scale: float, start: Floats | None = None, close: float = CLOSE
) -> Variances:
    """Choose the variances of the greatest restricted likelihood; zeros are possible.

    Args:
        equations: the model.
        scale: the spread of the scores, above zero.
        start: shape (k,), ratios near the best ones, where any are known.
        close: how little the last step may promise.
    """

    def profiled(logs: Floats) -> Floats:
        determinants, squares = equations.profile(np.exp(np.minimum(logs, MOST)))
        free = equations.observations - equations.fixed  # 0 for one sheet of single ratings
        noise = np.maximum(squares / max(1, free), (LEAST * scale) ** 2)
        value: Floats = free * np.log(2 * np.pi * noise) + squares / noise + determinants
        return value

    ratios = np.ones(len(equations.estimable)) if start is None else np.maximum(start, SMALL)
    logs = np.where(equations.estimable, np.log(ratios), -np.inf)
    logs, curvature, active = _with_zeros(profiled, logs, close)
    logs = np.minimum(logs, MOST)
    noise = best_noise(equations, np.exp(logs), LEAST * scale)
    point = np.concatenate([[np.log(noise)], logs])
    return Variances(
        noise=noise,
        ratios=np.exp(logs),
        point=point,
        curvature=curvature,
        active=np.concatenate([[False], active]),
    )


def _with_zeros(objective: Objective, logs: Floats, close: float) -> tuple[Floats, Floats, Bools]:
    """Search, try zero for what became small, and search on among the rest."""
    active = np.isfinite(logs)
    while True:
        logs, curvature = minimise(objective, logs, active, close)
        small = np.flatnonzero(active & (np.exp(logs) < SMALL))
        if not len(small):
            return logs, curvature, active
        tried = np.repeat(logs[None, :], len(small) + 1, axis=0)
        tried[np.arange(1, len(small) + 1), small] = -np.inf
        values = objective(tried)
        best = int(np.argmin(values[1:]))
        if values[1 + best] > values[0]:
            return logs, curvature, active
        logs[small[best]] = -np.inf
        active[small[best]] = False


def minimise(
    objective: Objective, start: Floats, active: Bools, close: float = CLOSE
) -> tuple[Floats, Floats]:
    """Find the least value over the active places; gives the place and the curvature there."""
    point = start.copy()
    places = np.flatnonzero(active)
    curvature = np.zeros((len(places), len(places)))
    if not len(places):
        return point, curvature
    crossed = True
    for _turn in range(MOST_STEPS):
        value, slope, found_curvature = _differences(objective, point, places, crossed=crossed)
        curvature = curvature if found_curvature is None else found_curvature
        sizes, axes = np.linalg.eigh(curvature)
        sizes = np.maximum(np.abs(sizes), 1e-4 * max(1.0, np.abs(sizes).max()))
        way = -axes @ ((axes.T @ slope) / sizes)
        way *= min(1.0, FARTHEST / max(np.abs(way).max(), 1e-300))
        promised = -float(slope @ way)
        crossed = abs(value) < COSTLY or np.abs(way).max() > NEAR
        step = np.zeros(len(point))
        step[places] = way
        found = _lower(objective, point, step, value)
        if found is None:
            break
        point = found
        if promised < close * (1 + PER_VALUE * abs(value)):
            break
    return point, curvature


def _lower(objective: Objective, point: Floats, step: Floats, limit: float) -> Floats | None:
    """The first of ever shorter steps that comes below the limit; None where none does."""
    for length in (1.0, 0.25, 0.06, 0.015, 0.004, 0.001):
        tried: Floats = np.where(np.isfinite(point), point + length * step, point)
        if objective(tried[None, :])[0] < limit:
            return tried
    return None


def _differences(
    objective: Objective, point: Floats, places: Ints, *, crossed: bool
) -> tuple[float, Floats, Floats | None]:
    """Value, slope and, where asked for, curvature by differences; all points at once."""
    size = len(places)
    steps = np.zeros((size, len(point)))
    steps[np.arange(size), places] = STEP
    first, second = np.triu_indices(size, 1)
    if not crossed:
        first, second = first[:0], second[:0]
    asked = np.concatenate([[np.zeros(len(point))], steps, -steps, steps[first] + steps[second]])
    values = objective(np.where(np.isfinite(point), point + asked, point))
    here, up, down = values[0], values[1 : 1 + size], values[1 + size : 1 + 2 * size]
    slope: Floats = (up - down) / (2 * STEP)
    if not crossed:
        return float(here), slope, None
    curvature = np.diag((up - 2 * here + down) / STEP**2)
    cross = (values[1 + 2 * size :] - up[first] - up[second] + here) / STEP**2
    curvature[first, second] = cross
    curvature[second, first] = cross
    return float(here), slope, curvature
