"""Who should rate whom: enough sheets for everybody, a fair load, and departments linked.

Only raters who judge people of several departments let strict and mild judgements be told from
strong and weak candidates: a rater links all departments of the people on whose sheets that
rater writes. The proposal is made greedily, one sheet at a time, always for a candidate who has
fewest; of the raters the one is taken who (1) is not of the candidate's own department, where
there is another, (2) would link the candidate's department with one that it is not linked with
yet, (3) has fewest sheets, (4) stands first. Nothing is drawn: the same question has the same
answer.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

Pair = tuple[int, int]
"""A candidate and a rater."""


def propose(
    candidates: Mapping[int, int],
    raters: Mapping[int, int],
    known: Collection[Pair],
    each: int,
    barred: Collection[Pair] = (),
) -> Sequence[Pair]:
    """Propose sheets until every candidate has `each`, or no rater is left for it.

    Args:
        candidates: the department of each candidate, by key.
        raters: the department of each rater, by key.
        known: the sheets that there are, those of a bias among them: they are not proposed anew.
        each: how many sheets a candidate should have.
        barred: pairs that must never be, such as somebody with themselves; they count as no sheet.
    """
    state = _State(candidates, known)
    state.taken.update(barred)
    order = {key: place for place, key in enumerate(candidates)}
    waiting = {key for key in candidates if state.sheets[key] < each}
    proposed: list[Pair] = []
    while waiting:
        candidate = min(waiting, key=lambda key: (state.sheets[key], order[key]))
        free = [rater for rater in raters if (candidate, rater) not in state.taken]
        if not free:
            waiting.discard(candidate)
            continue
        rater = min(free, key=lambda key: state.rank(key, raters[key], candidates[candidate]))
        proposed.append((candidate, rater))
        state.take(candidate, rater, candidates[candidate])
        if state.sheets[candidate] >= each:
            waiting.discard(candidate)
    return proposed


class _State:
    """What there is so far: sheets, who carries how many, and what hangs together."""

    def __init__(self, candidates: Mapping[int, int], known: Collection[Pair]) -> None:
        self.taken = set(known)
        self.sheets = Counter(candidate for candidate, _rater in known)
        self._load = Counter(rater for _candidate, rater in known)
        self._links = _Links()
        for candidate, rater in known:
            if candidate in candidates:
                self._links.join(rater, candidates[candidate])

    def rank(self, rater: int, home: int, department: int) -> tuple[bool, bool, int]:
        """How well a rater suits a candidate of this department; smaller suits better."""
        links_nothing = not self._links.knows(rater) or self._links.are_joined(rater, department)
        return home == department, links_nothing, self._load[rater]

    def take(self, candidate: int, rater: int, department: int) -> None:
        """Add a sheet."""
        self.taken.add((candidate, rater))
        self.sheets[candidate] += 1
        self._load[rater] += 1
        self._links.join(rater, department)


def components(candidates: Mapping[int, int], pairs: Collection[Pair]) -> int:
    """How many groups of departments there are between which no rater is a link."""
    links = _Links()
    for candidate, rater in pairs:
        if candidate in candidates:
            links.join(rater, candidates[candidate])
    rated = {candidates[candidate] for candidate, _rater in pairs if candidate in candidates}
    return len({links.root(("department", department)) for department in rated})


Node = tuple[str, int]


class _Links:
    """Raters and departments that hang together: a forest of what was joined (union-find)."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}

    def join(self, rater: int, department: int) -> None:
        """Let a rater and a department hang together, with all that hangs on either."""
        self._above[self.root(("rater", rater))] = self.root(("department", department))

    def are_joined(self, rater: int, department: int) -> bool:
        """Whether both hang together already."""
        return self.root(("rater", rater)) == self.root(("department", department))

    def knows(self, rater: int) -> bool:
        """Whether the rater has a sheet at all."""
        return ("rater", rater) in self._above

    def root(self, node: Node) -> Node:
        """What stands for all that hangs together with this."""
        while (above := self._above.get(node, node)) != node:
            node = above
        return node
