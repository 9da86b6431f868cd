"""The best shortlist under the rules, proven; or what is known of it, with the gap.

"LP first": where the linear programme chooses nobody in parts, its optimum is the optimum.
Elsewhere one person who is chosen in parts is held in, then out, and the hot programme solved
again, until no branch can be better than the set that is known (branch and bound). In a large
town most people are settled first by their reduced costs: whoever would have to give up more
than the gap between the linear programme and a set that is known cannot change sides. Where
the branches become too many, the integer programme of HiGHS takes over.
"""

from dataclasses import dataclass, replace

import numpy as np

from lotsen.shortlisting.problem import Bools, Bound, Floats, Ints, Problem
from lotsen.shortlisting.relaxation import SMALL, Relaxation, Relaxed, solver

EQUAL = 1e-6
"""Totals that differ by less are the same; the arithmetic is not finer."""
MOST_NODES = 20_000
"""The search ends by a count, not by a clock, so that two runs give the same answer."""
MOST_KNOWN = 40
FIRST_FREE = 400
HALF = 0.5
SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """The best set that was found.

    Attributes:
        chosen: rows, ascending; None where no set keeps the rules, or none was found.
        value: the set's total; minus infinity without a set.
        most: no set has more than this total.
    """

    chosen: Ints | None
    value: float
    most: float

    @property
    def gap(self) -> float:
        """By how much a set that nobody has found could at most be better."""
        return max(0.0, self.most - self.value) if self.most > -np.inf else 0.0

    @property
    def proven(self) -> bool:
        """Whether it is certain: this is the best set, or there is none."""
        return self.gap <= EQUAL


NONE = Optimum(chosen=None, value=-np.inf, most=-np.inf)
_NOBODY_CHOSEN: Ints = np.zeros(0, dtype=np.int64)
_NOBODY = Optimum(chosen=_NOBODY_CHOSEN, value=0.0, most=0.0)


class Programme:
    """One problem, solved for one set of values after the other; one thread only."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._relaxation = Relaxation(problem)
        self._known: list[Ints] = []

    def solve(self, values: Floats | None = None) -> Optimum:
        """The best set, for the problem's own values or for others."""
        worth = self._problem.values if values is None else values
        if not self._problem.size:
            return _NOBODY if self._problem.keeps(_NOBODY_CHOSEN) else NONE
        relaxed = self._relaxation.solve(worth)
        if relaxed is None:
            return NONE
        whole = self._whole(relaxed)
        if whole is not None:
            value = float(worth[whole].sum())
            return Optimum(chosen=whole, value=value, most=max(value, relaxed.value))
        if not self._relaxation.small:
            return self._settle(worth, relaxed)
        found = self._branch(worth, relaxed)
        self._relaxation.hold({})
        if found is None:
            return _integer(replace(self._problem, values=worth))
        if found.chosen is not None:
            self._known = [found.chosen, *self._known[: MOST_KNOWN - 1]]
        return found

    def _whole(self, relaxed: Relaxed) -> Ints | None:
        """The set, where the linear programme chooses nobody in parts."""
        nearest = np.round(relaxed.x)
        if np.abs(relaxed.x - nearest).max(initial=0.0) >= EQUAL:
            return None
        whole = np.flatnonzero(nearest)
        return whole if self._problem.keeps(whole) else None

    def _best_known(self, values: Floats) -> Optimum:
        """The best of the sets that were optimal for other values: they keep the rules too."""
        if not self._known:
            return NONE
        totals = values[np.array(self._known)].sum(axis=1)
        value = float(totals.max())
        return Optimum(chosen=self._known[int(totals.argmax())], value=value, most=value)

    def _branch(self, values: Floats, root: Relaxed) -> Optimum | None:
        """Hold one person in, then out, and so on, the nearer side first; None: gave up."""
        best = self._best_known(values)
        waiting: list[tuple[dict[int, int], Relaxed | None, float]] = [({}, root, root.value)]
        for _node in range(MOST_NODES):
            if not waiting:
                return best
            held, relaxed, most = waiting.pop()
            if most <= best.value + SAME:
                continue
            if relaxed is None:
                self._relaxation.hold(held)
                relaxed = self._relaxation.solve(values)
            if relaxed is None or relaxed.value <= best.value + SAME:
                continue
            whole = self._whole(relaxed)
            if whole is not None:
                value = float(values[whole].sum())
                best = Optimum(chosen=whole, value=value, most=value)
                continue
            person = int(np.abs(relaxed.x - HALF).argmin())
            nearer = int(relaxed.x[person] > HALF)
            waiting.append(({**held, person: 1 - nearer}, None, relaxed.value))
            waiting.append(({**held, person: nearer}, None, relaxed.value))
        return None

    def _settle(self, values: Floats, relaxed: Relaxed) -> Optimum:
        """In a large town, fix whoever cannot change sides, and choose among the others."""
        movable = self._relaxation.lower < self._relaxation.upper
        cost = np.abs(relaxed.reduced)
        steps = np.sort(cost[movable])
        free = FIRST_FREE
        while True:
            within = float(steps[min(free, len(steps)) - 1])
            found = self._choose(values, relaxed, movable & (cost <= within))
            everybody = free >= len(steps)
            if found.chosen is None and not everybody:
                free *= 4
                continue
            lost = relaxed.value - found.value
            if everybody or lost <= within:
                return found
            # the set that is known settles everybody who would cost more than it
            return self._choose(values, relaxed, movable & (cost <= lost + EQUAL))

    def _choose(self, values: Floats, relaxed: Relaxed, free: Bools) -> Optimum:
        """The best set when all but the free people stay where the linear programme has them."""
        rows = np.flatnonzero(free)
        staying = np.flatnonzero((relaxed.x > HALF) & ~free)
        part = _part(self._problem, values, rows, staying)
        if part is None:
            return NONE
        found = solve(part) if part.size <= SMALL else _integer(part)
        if found.chosen is None:
            return found
        chosen = np.sort(np.concatenate([staying, rows[found.chosen]]))
        value = float(values[chosen].sum())
        return Optimum(chosen=chosen, value=value, most=value + found.gap)


def solve(problem: Problem) -> Optimum:
    """The best set of one problem."""
    return Programme(problem).solve()


def _part(problem: Problem, values: Floats, rows: Ints, staying: Ints) -> Problem | None:
    """What is left to choose when some stay; None where that cannot be."""
    places = problem.places - len(staying)
    if places < 0 or places > len(rows):
        return None
    row_of = np.full(problem.size, -1, dtype=np.int64)
    row_of[rows] = np.arange(len(rows))
    bounds = []
    for bound, taken in zip(problem.bounds, problem.counts(staying), strict=True):
        inside = row_of[bound.members]
        members = inside[inside >= 0]
        least = max(0, bound.least - taken)
        most = None if bound.most is None else bound.most - taken
        if least > len(members) or (most is not None and most < least):
            return None
        if len(members) and (least or most is not None):
            bounds.append(Bound(key=bound.key, members=members, least=least, most=most))
    return Problem(values=values[rows], places=places, bounds=tuple(bounds))


def _integer(part: Problem) -> Optimum:
    """The best set by the integer programme of HiGHS; where it gives up, with the gap."""
    import highspy  # noqa: PLC0415  # see relaxation.solver

    highs = solver()
    for name, value in {
        "mip_rel_gap": 0.0,
        "mip_abs_gap": EQUAL / 10,
        "mip_max_nodes": MOST_NODES,
    }.items():
        highs.setOptionValue(name, value)
    ones, columns = np.ones(part.size), np.arange(part.size, dtype=np.int32)
    highs.addVars(part.size, np.zeros(part.size), ones)
    highs.changeColsCost(part.size, columns, -part.values)
    kinds = np.full(part.size, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    highs.changeColsIntegrality(part.size, columns, kinds)
    highs.addRow(float(part.places), float(part.places), part.size, columns, ones)
    for bound in part.bounds:
        most = np.inf if bound.most is None else float(bound.most)
        members = bound.members.astype(np.int32)
        highs.addRow(float(bound.least), most, len(members), members, np.ones(len(members)))
    highs.run()
    if highs.getModelStatus().name == "kInfeasible":
        return NONE
    info = highs.getInfo()
    most = -float(info.mip_dual_bound)
    chosen = np.flatnonzero(np.array(highs.getSolution().col_value) > HALF)
    if not part.keeps(chosen):
        return Optimum(chosen=None, value=-np.inf, most=most)
    value = part.value_of(chosen)
    return Optimum(chosen=chosen, value=value, most=max(value, most))
