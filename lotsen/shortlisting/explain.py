"""Why this set: which rules conflict, what each one costs, what comes next, what a swap does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lotsen.shortlisting.problem import Bools, Bound, Floats, Ints, Problem, Side
from lotsen.shortlisting.solve import EQUAL, Optimum, solve

ALIKE = 0.01
"""Sets whose mean scores differ by less than a hundredth of a point are called alike."""

Rule = tuple[str, Side]
"""A bound by its name, and which of its two sides is meant."""
_Half = tuple[Rule, Bound]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Rules that cannot all be kept.

    Attributes:
        rules: no set keeps all of these; without any one of them there is one. Empty where
            there are fewer people than places.
        enough: without any single one of these the whole problem has an answer.
    """

    rules: tuple[Rule, ...]
    enough: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """A set that comes after the best one.

    Attributes:
        behind: how much less its mean score is.
        alike: whether that is too little to speak of.
    """

    optimum: Optimum
    enters: Ints
    leaves: Ints
    behind: float
    alike: bool


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a rule costs of the total, and whom its absence would bring and cost."""

    cost: float
    enters: Ints
    leaves: Ints


@dataclass(frozen=True, kw_only=True)
class OneMore:
    """What one place more brings: the total grows by the gain; None where it cannot be filled."""

    gain: float
    enters: Ints
    leaves: Ints


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A rule that a set breaks: so many instead of the limit."""

    rule: Rule
    count: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class Swap:
    """What changes when one person makes way for another; `change` is that of the total."""

    change: float
    broken: tuple[Breach, ...]


def conflict(problem: Problem) -> Conflict | None:
    """The rules that conflict, as few as possible; None where they can all be kept.

    Each side of a rule is dropped in turn; where there is still no answer, it stays dropped.
    """
    if problem.places > problem.size:
        return Conflict(rules=(), enough=())
    sides = list(_sides(problem.bounds))
    kept = [(rule, bound) for rule, bound in sides if bound.least > len(bound.members)][:1]
    if not kept:
        if _possible(problem, sides):
            return None
        kept = sides
    for side in list(kept):
        rest = _but(kept, side)
        if not _possible(problem, rest):
            kept = rest
    enough = [side[0] for side in kept if _possible(problem, _but(sides, side))]
    return Conflict(rules=tuple(rule for rule, _bound in kept), enough=tuple(enough))


def _but(sides: list[_Half], side: _Half) -> list[_Half]:
    return [each for each in sides if each is not side]


def _sides(bounds: Sequence[Bound]) -> Iterator[_Half]:
    for bound in bounds:
        for side, half in bound.sides():
            yield (bound.name, side), half


def _possible(problem: Problem, sides: Sequence[_Half]) -> bool:
    nothing = replace(problem, values=np.zeros(problem.size))
    return solve(nothing.with_bounds([bound for _rule, bound in sides])).chosen is not None


def alternatives(problem: Problem, best: Optimum, count: int) -> list[Alternative]:
    """The next best sets, one after the other; each forbids those before it (no-good cuts)."""
    found: list[Alternative] = []
    chosen, bounds = best.chosen, list(problem.bounds)
    while chosen is not None and problem.places and len(found) < count:
        cut = Bound(key=f"not again {len(found)}", members=chosen, most=problem.places - 1)
        bounds.append(cut)
        following = solve(problem.with_bounds(bounds))
        chosen = following.chosen
        if chosen is None or best.chosen is None:
            break
        behind = max(0.0, best.value - following.value) / problem.places
        found.append(
            Alternative(
                optimum=following,
                enters=np.setdiff1d(chosen, best.chosen),
                leaves=np.setdiff1d(best.chosen, chosen),
                behind=behind,
                alike=behind < ALIKE,
            )
        )
    return found


def prices(problem: Problem, best: Optimum) -> dict[str, Price]:
    """What each rule costs: the best total without it, minus the best total with it."""
    assert best.chosen is not None
    found: dict[str, Price] = {}
    for key in dict.fromkeys(bound.key for bound in problem.bounds):
        found[key] = _price(solve(problem.without(key)), best.value, best.chosen)
    return found


def price_of_all(problem: Problem, best: Optimum) -> Price:
    """What all rules together cost: two that ask for the same cost nothing each, and yet both."""
    assert best.chosen is not None
    return _price(solve(problem.with_bounds([])), best.value, best.chosen)


def _price(free: Optimum, value: float, chosen: Ints) -> Price:
    cost = max(0.0, free.value - value)
    # another set of the same value tells nothing
    other = chosen if free.chosen is None or cost <= EQUAL else free.chosen
    return Price(
        cost=cost if cost > EQUAL else 0.0,
        enters=np.setdiff1d(other, chosen),
        leaves=np.setdiff1d(chosen, other),
    )


def one_more(problem: Problem, best: Optimum) -> OneMore | None:
    """What one place more would bring under the same rules."""
    wider = solve(replace(problem, places=problem.places + 1))
    if wider.chosen is None or best.chosen is None:
        return None
    return OneMore(
        gain=wider.value - best.value,
        enters=np.setdiff1d(wider.chosen, best.chosen),
        leaves=np.setdiff1d(best.chosen, wider.chosen),
    )


def coverage(strong: Bools, chosen: Ints) -> Ints:
    """How many of the chosen are strong on each criterion; shapes (n, c) -> (c,)."""
    counts: Ints = strong[chosen].sum(axis=0).astype(np.int64)
    return counts


def breaches(problem: Problem, chosen: Ints) -> tuple[Breach, ...]:
    """The rules that a set breaks."""
    broken = []
    for bound, count in zip(problem.bounds, problem.counts(chosen), strict=True):
        if count < bound.least:
            broken.append(Breach(rule=(bound.name, Side.LEAST), count=count, limit=bound.least))
        elif bound.most is not None and count > bound.most:
            broken.append(Breach(rule=(bound.name, Side.MOST), count=count, limit=bound.most))
    return tuple(broken)


def swap(problem: Problem, chosen: Ints, *, leaves: int, enters: int) -> Swap:
    """What changes when one of the chosen makes way for somebody else.

    Raises:
        ValueError: who leaves is not chosen, or who enters is chosen already.
    """
    if leaves not in chosen or enters in chosen:
        raise ValueError("only one of the chosen can make way for one of the others")
    changed = np.sort(np.append(chosen[chosen != leaves], enters))
    values: Floats = problem.values
    return Swap(change=float(values[enters] - values[leaves]), broken=breaches(problem, changed))
