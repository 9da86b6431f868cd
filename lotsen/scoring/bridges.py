"""Candidates and raters without whom the others would fall apart into pieces with raters.

Cut nodes of the graph of sheets by depth first search (Hopcroft and Tarjan 1973). A person whom
one rater alone has rated hangs on that rater without linking anything; only a cut with a rater
on either side counts.
"""

import numpy as np

from lotsen.scoring.sheets import Bools, Ints

MOST_SHEETS = 50_000
"""Larger designs are not asked: their links are many, and the design rule sees to them."""


def cut_nodes(candidate: Ints, rater: Ints) -> tuple[Ints, Ints]:
    """Places of such candidates and raters, each in ascending order."""
    none = np.empty(0, dtype=np.int64)
    if not len(candidate) or len(candidate) > MOST_SHEETS:
        return none, none
    people = int(candidate.max()) + 1
    cut = _cuts(_neighbours(candidate, rater + people), people)
    return np.flatnonzero(cut[:people]), np.flatnonzero(cut[people:])


def _neighbours(one: Ints, other: Ints) -> list[list[int]]:
    near: list[set[int]] = [set() for _node in range(int(other.max()) + 1)]
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        near[a].add(b)
        near[b].add(a)
    return [sorted(each) for each in near]


class _Walk:
    """The search: when a node was met, how far back its branch reaches, raters below it."""

    def __init__(self, near: list[list[int]], people: int) -> None:
        self.near, self.people = near, people
        self.met = [-1] * len(near)
        self.reach = [0] * len(near)
        self.raters = [0] * len(near)
        self.branches: list[list[tuple[int, int]]] = [[] for _node in near]
        self.order: list[int] = []

    def from_root(self, root: int) -> int:
        """Walk a whole piece; gives how many raters it has."""
        stack = [(root, -1, iter(self.near[root]))]
        self._meet(root)
        while stack:
            node, above, rest = stack[-1]
            for to in rest:
                if self.met[to] < 0:
                    self._meet(to)
                    stack.append((to, node, iter(self.near[to])))
                    break
                if to != above:
                    self.reach[node] = min(self.reach[node], self.met[to])
            else:
                stack.pop()
                if above >= 0:
                    self._leave(node, above)
        return self.raters[root]

    def _meet(self, node: int) -> None:
        self.met[node] = self.reach[node] = len(self.order)
        self.order.append(node)
        self.raters[node] = int(node >= self.people)

    def _leave(self, node: int, above: int) -> None:
        self.reach[above] = min(self.reach[above], self.reach[node])
        self.raters[above] += self.raters[node]
        if self.reach[node] >= self.met[above]:
            self.branches[above].append((node, self.raters[node]))


def _cuts(near: list[list[int]], people: int) -> Bools:
    walk = _Walk(near, people)
    cut = np.zeros(len(near), dtype=np.bool_)
    for root in range(len(near)):
        if walk.met[root] >= 0:
            continue
        start = len(walk.order)
        total = walk.from_root(root)
        for node in walk.order[start:]:
            below = [raters for _branch, raters in walk.branches[node]]
            rest = total - sum(below) - int(node >= people)
            sides = [raters for raters in [*below, rest] if raters > 0]
            cut[node] = len(sides) > 1
    return cut
