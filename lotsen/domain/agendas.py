"""In which order candidates are spoken about."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from lotsen.domain.ids import CandidateId
from lotsen.domain.texts import folded

MOST_EXACT = 10
"""So many different groups of biased people are ordered by trying everything."""


class AgendaOrder(StrEnum):
    """By what an agenda is ordered; by hand is what comes after."""

    DEPARTMENT = "department"
    NAME = "name"
    DISAGREEMENT = "disagreement"
    LEAVING = "leaving"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One candidate for the agenda.

    Attributes:
        place: where the department stands in the tree of the town.
        disagreement: how far the raters are apart, in steps of the scale; more comes first.
        biased: the members who leave the room for this candidate.
    """

    candidate_id: CandidateId
    sorted_name: str
    place: int
    disagreement: float
    biased: frozenset[int]


def arranged(proposals: Sequence[Proposal], order: AgendaOrder) -> list[Proposal]:
    """The candidates in an order; equal ones stand in the order of their names."""
    by_name = sorted(proposals, key=lambda each: folded(each.sorted_name))
    match order:
        case AgendaOrder.NAME:
            return by_name
        case AgendaOrder.DEPARTMENT:
            return sorted(by_name, key=lambda each: each.place)
        case AgendaOrder.DISAGREEMENT:
            return sorted(by_name, key=lambda each: -each.disagreement)
        case AgendaOrder.LEAVING:
            groups = _fewest(list(dict.fromkeys(each.biased for each in by_name)))
            return sorted(by_name, key=lambda each: groups.index(each.biased))


def leavings(groups: Sequence[frozenset[int]]) -> int:
    """How often somebody has to get up and leave, over a whole agenda."""
    return sum(len(after - before) for before, after in pairwise([frozenset(), *groups]))


def _fewest(groups: list[frozenset[int]]) -> list[frozenset[int]]:
    """Those groups in the order in which people leave as seldom as possible."""
    if len(groups) <= MOST_EXACT:
        return _exact(groups)
    best = min((_nearest(groups, first) for first in range(len(groups))), key=leavings)
    return _improved(best)


def _exact(groups: list[frozenset[int]]) -> list[frozenset[int]]:
    """Every order tried, each set of groups once per last group (Held and Karp 1962)."""

    @cache
    def best(left: frozenset[int], before: frozenset[int]) -> tuple[int, tuple[int, ...]]:
        if not left:
            return 0, ()
        return min(
            (len(groups[key] - before) + cost, (key, *order))
            for key in left
            for cost, order in [best(left - {key}, groups[key])]
        )

    _cost, order = best(frozenset(range(len(groups))), frozenset())
    return [groups[key] for key in order]


def _nearest(groups: list[frozenset[int]], first: int) -> list[frozenset[int]]:
    """From one group to that for which the fewest leave, and so on."""
    left = [group for place, group in enumerate(groups) if place != first]
    order = [groups[first]]
    while left:
        here = order[-1]
        following = min(left, key=lambda each: (len(each - here), len(here - each)))
        left.remove(following)
        order.append(following)
    return order


def _improved(order: list[frozenset[int]]) -> list[frozenset[int]]:
    """Turn stretches round as long as that helps; each turn saves one leaving, so it ends."""
    cost = leavings(order)
    for first in range(len(order)):
        for last in range(first + 2, len(order) + 1):
            turned = [*order[:first], *reversed(order[first:last]), *order[last:]]
            if leavings(turned) < cost:
                return _improved(turned)
    return order
