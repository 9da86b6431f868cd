"""The linear programme behind a shortlist, kept hot from one set of values to the next.

Only columns that can matter are in it. The others are priced out by their reduced costs
v_j - sum_b y_b A_bj, and enter when one of them is positive (sifting); so a hundred thousand
people need a programme of a few thousand columns. Solver: HiGHS, on one thread.
"""

import os
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from lotsen.shortlisting.problem import Floats, Ints, Problem

SMALL = 2_000
"""Up to so many people the programme has all its columns from the beginning."""
MOST_ENTER = 1_000
TOLERANCE = 1e-7
OPTIMAL = "kOptimal"
IMPOSSIBLE = frozenset({"kInfeasible", "kUnboundedOrInfeasible"})


@dataclass(frozen=True, kw_only=True)
class Relaxed:
    """The optimum when people may be chosen in parts.

    Attributes:
        x: shape (n,), from 0 to 1.
        reduced: shape (n,), what one more of each would add to `value`, prices of the rules paid;
            worked out for large problems only.
        value: no set can have more.
    """

    x: Floats
    reduced: Floats
    value: float


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The rules by candidate: `rows[starts[i]:starts[i + 1]]` are those that candidate i is in."""

    starts: Ints
    rows: Ints

    def take(self, columns: Ints) -> tuple[Ints, Ints]:
        """Starts and rows of some columns only."""
        sizes = self.starts[columns + 1] - self.starts[columns]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        offsets = np.repeat(self.starts[columns] - starts[:-1], sizes)
        return starts[:-1], self.rows[np.arange(starts[-1]) + offsets]


def columns_of(members: list[Ints], size: int) -> Columns:
    """Turn rules with their members into candidates with their rules."""
    whom = np.concatenate([np.zeros(0, dtype=np.int64), *members])
    rules = np.repeat(np.arange(len(members)), [len(each) for each in members])
    order = np.argsort(whom, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(whom, minlength=size))])
    return Columns(starts=starts, rows=rules[order])


def solver() -> Any:
    """A silent HiGHS on one thread; loaded when it is needed, not at the start of Lotsen."""
    import highspy  # noqa: PLC0415  # takes a quarter of a second that no page should wait for

    with _hushed():
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # it brings no type
    options = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 1}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs


@contextmanager
def _hushed() -> Generator[None]:
    """Keep back the line that the first HiGHS of a process prints: a file may go to the output."""
    with _PRINTED.lock:
        if _PRINTED.done:
            yield
            return
        nothing, output = os.open(os.devnull, os.O_WRONLY), os.dup(1)
        os.dup2(nothing, 1)
        try:
            yield
        finally:
            os.dup2(output, 1)
            os.close(output)
            os.close(nothing)
            _PRINTED.done = True


class _Printed:
    """Whether the line is over; threads take turns until it is."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.done = False


_PRINTED = _Printed()


class Relaxation:
    """A linear programme that remembers its last basis; not to be shared between threads."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        single = [bound for bound in problem.bounds if len(bound.members) == 1]
        rules = [bound for bound in problem.bounds if len(bound.members) != 1]
        self._members = [np.arange(problem.size, dtype=np.int64), *(b.members for b in rules)]
        self._columns = columns_of(self._members, problem.size)
        self.lower, self.upper = np.zeros(problem.size), np.ones(problem.size)
        for bound in single:
            row = bound.members[0]
            self.lower[row] = max(self.lower[row], min(bound.least, 2))
            if bound.most is not None:
                self.upper[row] = min(self.upper[row], bound.most)
        places = float(problem.places)
        least = np.array([places, *(float(b.least) for b in rules)])
        most = np.array([places, *(np.inf if b.most is None else float(b.most) for b in rules)])
        self.possible = bool((self.lower <= self.upper).all() and (least <= most).all())
        self._inside = np.zeros(0, dtype=np.int64)
        self._held: dict[int, int] = {}
        if self.possible:
            self._highs = solver()
            self._highs.setOptionValue("presolve", "off")
            nothing = np.zeros(0, dtype=np.int32)
            rows = len(least)
            self._highs.addRows(
                rows, least, most, 0, np.zeros(rows, dtype=np.int32), nothing, np.zeros(0)
            )

    @property
    def small(self) -> bool:
        """Whether everybody is in it from the beginning, so that people can be held in or out."""
        return self._problem.size <= SMALL

    def hold(self, held: Mapping[int, int]) -> None:
        """Hold some people in (1) or out (0), and let go of those held before; small ones only."""
        changed = sorted(held.items() ^ self._held.items())
        for column in dict.fromkeys(column for column, _side in changed):
            low = held.get(column, self.lower[column])
            high = held.get(column, self.upper[column])
            self._highs.changeColBounds(column, float(low), float(high))
        self._held = dict(held)

    def solve(self, values: Floats) -> Relaxed | None:
        """The optimum for these values; None where no choice keeps the rules, not even in parts."""
        if not self.possible:
            return None
        self._start(values)
        self._set_costs(values)
        while True:
            found = self._run(values)
            outside = self._outside()
            if found is None:
                if not len(outside):
                    return None
                self._enter(outside, values)
                continue
            better = outside[found.reduced[outside] > TOLERANCE]
            if not len(better):
                return found
            best = np.argsort(-found.reduced[better], kind="stable")[:MOST_ENTER]
            self._enter(np.sort(better[best]), values)

    def _outside(self) -> Ints:
        """Who is not in the programme and might come in."""
        if len(self._inside) == self._problem.size:
            return self._inside[:0]
        out = self.upper > 0
        out[self._inside] = False
        return np.flatnonzero(out)

    def _start(self, values: Floats) -> None:
        """Choose the first columns: everybody in a small town, else the likely ones."""
        if len(self._inside):
            return
        if self.small:
            self._enter(np.arange(self._problem.size, dtype=np.int64), values)
            return
        likely = [np.flatnonzero(self.lower > 0), _best(values, None, 3 * self._problem.places)]
        likely += [
            _best(values, bound.members, 3 * bound.least + 10)
            for bound in self._problem.bounds
            if bound.least > 0
        ]
        self._enter(np.unique(np.concatenate(likely)), values)

    def _set_costs(self, values: Floats) -> None:
        places = np.arange(len(self._inside), dtype=np.int32)
        self._highs.changeColsCost(len(places), places, -values[self._inside])

    def _enter(self, columns: Ints, values: Floats) -> None:
        starts, rows = self._columns.take(columns)
        self._highs.addCols(
            len(columns),
            -values[columns],
            self.lower[columns],
            self.upper[columns],
            len(rows),
            starts.astype(np.int32),
            rows.astype(np.int32),
            np.ones(len(rows)),
        )
        self._inside = np.concatenate([self._inside, columns])

    def _status(self) -> str:
        self._highs.run()
        status: str = self._highs.getModelStatus().name
        return status

    def _run(self, values: Floats) -> Relaxed | None:
        """Solve with the columns that are in it; HiGHS minimises, so signs turn."""
        status = self._status()
        if status != OPTIMAL and not self._held:  # a warm start may have led astray
            self._highs.clearSolver()
            status = self._status()
        if status in IMPOSSIBLE:
            return None
        if status != OPTIMAL:
            raise RuntimeError(f"the linear programme ended with {status}")
        solution = self._highs.getSolution()
        x = np.zeros(self._problem.size)
        x[self._inside] = solution.col_value
        reduced = values.copy()
        if not self.small:
            for members, price in zip(self._members, solution.row_dual, strict=True):
                if price:
                    reduced[members] += price
        return Relaxed(x=x, reduced=reduced, value=float(values @ x))


def _best(values: Floats, members: Ints | None, count: int) -> Ints:
    """The rows of the highest values among the members, at most so many."""
    pool = np.arange(len(values), dtype=np.int64) if members is None else members
    if len(pool) <= count:
        return pool
    best: Ints = pool[np.argpartition(-values[pool], count)[:count]]
    return best
