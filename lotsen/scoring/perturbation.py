"""Joint draws without the inverse of a system: perturb and solve.

Draw effects and noise from the model, b* and y*; then b* plus what the model makes of y - y* is an
exact draw of the effects given y (Papandreou and Yuille 2010). It costs one solution a draw and
serves any number of raters.
"""

from dataclasses import dataclass

import numpy as np

from lotsen.scoring.cells import CellEquations, Solved
from lotsen.scoring.sheets import Floats
from lotsen.scoring.uncertainty import Effects

ROOM = 4_000_000
"""So many numbers are drawn at once."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What the model makes of responses; s of them at once.

    Attributes:
        effects: shape (q, s), raters, departments, criteria.
        own: shape (m, s), theta; `profile`: shape (m, c, s), gamma.
    """

    effects: Floats
    own: Floats
    profile: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Effects as the fair score needs them, and the candidates' profiles.

    Attributes:
        profile: shape (m, c), posterior means of criteria; `profile_error`: their errors.
    """

    effects: Effects
    profile: Floats
    profile_error: Floats


def answer(equations: CellEquations, solved: Solved, responses: Floats) -> Answer:
    """Predict everything from responses of shape (n, c, s)."""
    raters, departments, criteria = equations.sizes
    right, _square = equations.right(solved, responses)
    effects = solved.factor.solve(right) * solved.scale[:, None]
    means = effects[raters + departments :]
    people, count = len(equations.design.candidate_ids), responses.shape[2]
    own, profile = np.empty((people, count)), np.empty((people, criteria, count))
    for block, each in zip(equations.blocks, solved.reduced, strict=True):
        _told, totals, shrunk = equations.told(block, each, responses)
        rater = effects[equations.design.rater[block.sheets]]
        offset = rater + effects[raters + equations.design.home[block.people]][:, None]
        left = shrunk - each.pairs[block.which] @ offset - each.means[block.which] @ means
        own[block.people] = each.own[0] * left.sum(axis=1)
        whole = offset + each.offsets(left)
        seen = block.seen[block.which]
        rest = totals - np.einsum("nkc,nks->ncs", seen, whole)
        rest -= seen.sum(axis=1)[:, :, None] * means
        profile[block.people] = each.gain[block.which][:, :, None] * rest
    return Answer(effects=effects, own=own, profile=profile)


def perturbed(
    equations: CellEquations, noise: float, ratios: Floats, draws: int, seed: int
) -> Drawn:
    """Means and joint draws, the variances given."""
    raters, departments, criteria = equations.sizes
    solved = equations.solved(ratios)
    told = answer(equations, solved, equations.centred[:, :, None])
    profile = _levels(equations, told)[:, :, 0]
    random = np.random.default_rng(seed)
    size, people = 1 + raters + departments, len(equations.design.candidate_ids)
    drawn, values = np.empty((draws, size)), np.empty((draws, people), dtype=np.float32)
    squares = np.zeros((people, criteria))
    room = max(1, ROOM // equations.centred.size)
    for at in range(0, draws, room):
        count = min(room, draws - at)
        found = _draw(equations, solved, (noise, ratios), random, count)
        levels = _levels(equations, found)
        rows = slice(at, at + count)
        drawn[rows] = _columns(equations, found.effects).T
        values[rows] = levels.mean(axis=1).T
        squares += ((levels - profile[:, :, None]) ** 2).sum(axis=2)
    mean = _columns(equations, told.effects)[:, 0]
    error = np.sqrt(((drawn - mean) ** 2).mean(axis=0)) if draws else np.zeros(size)
    effects = Effects(mean=mean, error=error, drawn=drawn, values=values)
    return Drawn(effects=effects, profile=profile, profile_error=np.sqrt(squares / max(1, draws)))


def _draw(
    equations: CellEquations,
    solved: Solved,
    variances: tuple[float, Floats],
    random: np.random.Generator,
    count: int,
) -> Answer:
    noise, ratios = variances
    common, severity, department, by_criterion, single = noise * np.array((*ratios, 0.0, 0.0)[:5])
    raters, departments, criteria = equations.sizes
    design = equations.design
    effects = np.zeros((raters + departments + criteria, count))
    effects[:raters] = severity * random.standard_normal((raters, count))
    homes = slice(raters, raters + departments)
    effects[homes] = department * random.standard_normal((departments, count))
    own = common * random.standard_normal((len(design.candidate_ids), count))
    whole = effects[design.rater] + effects[raters + design.home[design.candidate]]
    whole += own[design.candidate] + single * random.standard_normal(whole.shape)
    profile = np.zeros((len(own), criteria, count))
    if by_criterion:
        profile = by_criterion * random.standard_normal(profile.shape)
    responses = whole[:, None, :] + profile[design.candidate]
    responses += noise * random.standard_normal(responses.shape)
    responses = equations.centred[:, :, None] - responses * equations.seen[:, :, None]
    rest = answer(equations, solved, responses)
    return Answer(
        effects=effects + rest.effects, own=own + rest.own, profile=profile + rest.profile
    )


def _levels(equations: CellEquations, found: Answer) -> Floats:
    """The level of each candidate on each criterion. Shape (m, c, s)."""
    raters, departments, _criteria = equations.sizes
    home = found.effects[raters + equations.design.home] + found.own
    means = found.effects[raters + departments :] + equations.centres[:, None]
    levels: Floats = home[:, None, :] + means + found.profile
    return levels


def _columns(equations: CellEquations, effects: Floats) -> Floats:
    """Mean level, raters, departments, as `Effects` has them. Shape (q', s)."""
    raters, departments, _criteria = equations.sizes
    means = effects[raters + departments :] + equations.centres[:, None]
    return np.concatenate([means.mean(axis=0, keepdims=True), effects[: raters + departments]])
