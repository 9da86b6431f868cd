"""What a shortlist is asked for: so many places, the best total value, and rules to keep.

    max sum_i v_i x_i   over x in {0, 1}^n
    sum_i x_i = k,   least_b <= sum_{i in b} x_i <= most_b   for every bound b

Every rule of a town is such a bound: a department, the people who are strong on a criterion,
a neutral group, and a single person who must be in (least 1) or out (most 0).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Side(StrEnum):
    """The two things that a bound can ask for."""

    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, kw_only=True)
class Bound:
    """At least and at most so many of these people.

    Attributes:
        key: how whoever asks calls the rule.
        part: which part of it this is, where one rule asks the same of many departments.
        members: rows of the candidates that it is about, ascending, none twice.
        most: None where there is no upper limit.
    """

    key: str
    members: Ints
    least: int = 0
    most: int | None = None
    part: str = ""

    @property
    def name(self) -> str:
        """The rule and the part of it."""
        return f"{self.key}/{self.part}" if self.part else self.key

    def keeps(self, count: int) -> bool:
        """Whether so many of its members keep the rule."""
        return count >= self.least and (self.most is None or count <= self.most)

    def sides(self) -> list[tuple[Side, "Bound"]]:
        """The rule taken apart into what it asks at least and at most."""
        least = [(Side.LEAST, replace(self, most=None))] if self.least > 0 else []
        most = [(Side.MOST, replace(self, least=0))] if self.most is not None else []
        return [*least, *most]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Candidates with their values, the places and the rules.

    Attributes:
        values: shape (n,), finite; the objective is their sum over the chosen.
        places: how many are chosen, exactly.
    """

    values: Floats
    places: int
    bounds: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what nobody can compute with."""
        if not np.isfinite(self.values).all():
            raise ValueError("a candidate without a value cannot be weighed")
        if self.places < 0:
            raise ValueError("places cannot be negative")

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return len(self.values)

    def value_of(self, chosen: Ints) -> float:
        """The value of a set."""
        return float(self.values[chosen].sum())

    def counts(self, chosen: Ints) -> list[int]:
        """How many of the chosen each bound has; shape (bounds,)."""
        inside = np.zeros(self.size, dtype=bool)
        inside[chosen] = True
        return [int(np.count_nonzero(inside[bound.members])) for bound in self.bounds]

    def keeps(self, chosen: Ints) -> bool:
        """Whether a set fills the places and keeps every rule."""
        return len(chosen) == self.places and all(
            bound.keeps(count)
            for bound, count in zip(self.bounds, self.counts(chosen), strict=True)
        )

    def with_bounds(self, bounds: Sequence[Bound]) -> "Problem":
        """The same people and places under other rules."""
        return replace(self, bounds=tuple(bounds))

    def without(self, key: str) -> "Problem":
        """The same problem without one rule, in all its parts."""
        return self.with_bounds([bound for bound in self.bounds if bound.key != key])


def members_of(mask: Bools) -> Ints:
    """The rows where the mask holds."""
    return np.flatnonzero(mask).astype(np.int64)
