"""The best shortlist under the rules: a thousand draws, and one optimum of a very large town."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.clock import milliseconds, processor_milliseconds
from bench.figures import Figure
from lotsen.shortlisting.problem import Bound, Problem
from lotsen.shortlisting.robustness import robustness
from lotsen.shortlisting.solve import solve

DRAWS, DRAWS_OF_THE_BASELINE = 1_000, 20
SIZES = ((60, 15, 500.0), (1_000, 30, 2_000.0))
PEOPLE, PLACES, MOST = 100_000, 100, 10_000.0


def run() -> Iterator[Figure]:
    """Measure against `scipy.optimize.milp`, which begins anew with every draw."""
    for size, places, most in SIZES:
        problem = _town(size, places)
        draws = _draws(problem, DRAWS)
        few = draws[:DRAWS_OF_THE_BASELINE]
        baseline = milliseconds(lambda p=problem, d=few: [_milp(p, values) for values in d])
        yield Figure(
            name=f"shortlist: {DRAWS:,} draws, {size:,} people",
            value=milliseconds(lambda p=problem, d=draws: robustness(p, d)),
            most=most,
            baseline=baseline * DRAWS / DRAWS_OF_THE_BASELINE,
            against=f"scipy milp, from {DRAWS_OF_THE_BASELINE} draws",
            errors=_differences(problem, few),
        )
        yield Figure(
            name=f"the same, processor time, {size:,} people",
            value=processor_milliseconds(lambda p=problem, d=draws: robustness(p, d)),
            most=most,
        )
    yield from _large_towns()


def _large_towns() -> Iterator[Figure]:
    middle, large = _town(PEOPLE // 10, PLACES // 2), _town(PEOPLE, PLACES)
    yield Figure(
        name=f"shortlist: one optimum, {middle.size:,} people",
        value=milliseconds(lambda: solve(middle)),
        most=MOST,
        baseline=milliseconds(lambda: _milp(middle, middle.values)),
        against="scipy milp",
    )
    yield Figure(
        name=f"shortlist: one optimum, {large.size:,} people",
        value=milliseconds(lambda: solve(large)),
        most=MOST,
        errors=int(not solve(large).proven),
    )


def _town(size: int, places: int) -> Problem:
    """Units that send at most so many, Dezernate with at least two, ten criteria to cover."""
    rng = np.random.default_rng(size)
    unit = rng.integers(0, max(6, size // 40), size)
    strong = rng.random((size, 10)) < 0.3  # noqa: PLR2004  # three in ten are strong
    bounds = [
        Bound(key=f"unit {each}", members=np.flatnonzero(unit == each), most=max(3, places // 6))
        for each in range(unit.max() + 1)
    ]
    bounds += [
        Bound(key=f"dezernat {each}", members=np.flatnonzero(unit % 5 == each), least=2)
        for each in range(5)
    ]
    bounds += [
        Bound(key=f"criterion {each}", members=np.flatnonzero(strong[:, each]), least=places // 5)
        for each in range(10)
    ]
    return Problem(values=rng.normal(3.5, 0.6, size), places=places, bounds=tuple(bounds))


def _draws(problem: Problem, count: int) -> np.ndarray:
    rng = np.random.default_rng(2)
    return problem.values + rng.normal(0, 0.3, (count, problem.size))


def _milp(problem: Problem, values: np.ndarray) -> float:
    """The best total by scipy, for comparison."""
    matrix = np.zeros((len(problem.bounds) + 1, problem.size))
    matrix[0] = 1.0
    for row, bound in enumerate(problem.bounds, start=1):
        matrix[row, bound.members] = 1.0
    least = [problem.places, *(bound.least for bound in problem.bounds)]
    most = [problem.places, *(np.inf if b.most is None else b.most for b in problem.bounds)]
    found = milp(
        -values,
        integrality=np.ones(problem.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, least, most),
        options={"mip_rel_gap": 0.0},
    )
    return -float(found.fun)


def _differences(problem: Problem, draws: np.ndarray) -> int:
    """In how many draws scipy finds another total."""
    totals = [
        solve(Problem(values=values, places=problem.places, bounds=problem.bounds)).value
        for values in draws
    ]
    others = [_milp(problem, values) for values in draws]
    return int((~np.isclose(totals, others, atol=1e-5)).sum())
