"""Small problems drawn from a seed, and the slow twin that tries everything."""

from itertools import combinations

import numpy as np

from lotsen.shortlisting.problem import Bound, Problem


def bound(key, *members, least=0, most=None):
    return Bound(key=key, members=np.array(members, dtype=np.int64), least=least, most=most)


def drawn(seed, most_people=14):
    """A problem with as many rules as not; some cannot be solved."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, most_people + 1))
    bounds = []
    for number in range(int(rng.integers(0, 7))):
        members = np.flatnonzero(rng.random(size) < rng.uniform(0.1, 0.9))
        most = None if rng.random() < 0.5 else int(rng.integers(0, size))
        least = int(rng.integers(0, 3))
        bounds.append(Bound(key=f"rule {number}", members=members, least=least, most=most))
    return Problem(
        values=rng.normal(3, 1, size).round(int(rng.integers(0, 3))),
        places=int(rng.integers(0, size + 1)),
        bounds=tuple(bounds),
    )


def sets(problem):
    """Every set that keeps the rules."""
    for ways in combinations(range(problem.size), problem.places):
        chosen = np.array(ways, dtype=np.int64)
        if problem.keeps(chosen):
            yield chosen


def best_by_trying_all(problem):
    return max((problem.value_of(chosen) for chosen in sets(problem)), default=-np.inf)


def large(size, places, seed=1):
    """A town with departments that may send so many, and ten criteria to cover."""
    rng = np.random.default_rng(seed)
    departments = rng.integers(0, 8, size)
    strong = rng.random((size, 10)) < 0.3
    bounds = [
        Bound(key=f"department {each}", members=np.flatnonzero(departments == each), most=2)
        for each in range(8)
    ]
    bounds += [
        Bound(key=f"criterion {each}", members=np.flatnonzero(strong[:, each]), least=places // 3)
        for each in range(10)
    ]
    return Problem(values=rng.normal(3.5, 0.6, size), places=places, bounds=tuple(bounds))
