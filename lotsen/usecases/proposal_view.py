"""The proposal as it is shown: who, why, how sure, at what price, and what else there would be."""

from dataclasses import dataclass

import pandas as pd

from lotsen.domain.ids import CandidateId
from lotsen.domain.shortlist_rules import Objective, SpokenRule
from lotsen.scoring.fair import Comparable
from lotsen.shortlisting.problem import Side
from lotsen.usecases.comparison import Reason

People = tuple[CandidateId, ...]


@dataclass(frozen=True, kw_only=True)
class BrokenRule:
    """A rule that is not kept: so many instead of the limit."""

    rule: SpokenRule
    side: Side
    count: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Rules that cannot all be kept; without one of `enough` alone there is a set."""

    rules: tuple[tuple[SpokenRule, Side], ...]
    enough: tuple[tuple[SpokenRule, Side], ...]


@dataclass(frozen=True, kw_only=True)
class NextSet:
    """A set that comes after the best: who comes and goes, and how much its mean is behind."""

    enters: People
    leaves: People
    behind: float
    alike: bool


@dataclass(frozen=True, kw_only=True)
class RulePrice:
    """What a rule costs: the mean of the best set without it, minus that with it."""

    rule: SpokenRule
    cost: float
    enters: People
    leaves: People


@dataclass(frozen=True, kw_only=True)
class PriceOfAll:
    """What all rules together cost: the mean of the best so many, minus that with the rules."""

    cost: float
    enters: People
    leaves: People


@dataclass(frozen=True, kw_only=True)
class OnePlaceMore:
    """Who would come and go with one place more, and the mean of that set."""

    enters: People
    leaves: People
    mean: float


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """By which scores a set was chosen, with what they can be worked out again from.

    `wanted` is what the town's rules ask for; `objective` is something else only where
    `comparable` is no, and `reasons` say why. Where plain scores are wanted nobody asked
    whether people can be compared: then `comparable` is None.
    """

    objective: Objective
    wanted: Objective
    comparable: Comparable | None
    reasons: tuple[Reason, ...]
    method: str
    version: str
    seed: int


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The best set under the rules, or why there is none.

    `grounds` tells by which scores it was chosen, and `reasons` why not by the fair ones, or why
    with caution.
    `people`, one line for everybody who stands and has a score, those proposed first, then by
    score: candidate_id, sorted_name, name, department, fachbereich, score (that it was chosen
    by), plain, spread and n (of the plain one), proposed, share (NaN where nothing is known),
    strong (keys of criteria), due_to and kept_out_by (`SpokenRule`s that bring the person in,
    or keep out).
    `coverage`, by criterion: criterion, title, count, least.
    """

    people: pd.DataFrame
    coverage: pd.DataFrame
    places: int
    mean: float
    proven: bool
    gap: float
    clash: Clash | None
    prices: tuple[RulePrice, ...]
    price_of_all: PriceOfAll | None
    alternatives: tuple[NextSet, ...]
    one_more: OnePlaceMore | None
    unscored: int
    grounds: Grounds
    draws: int

    @property
    def chosen(self) -> People:
        """Who is proposed, by score."""
        frame = self.people
        return tuple(CandidateId(int(key)) for key in frame.loc[frame["proposed"], "candidate_id"])


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A set that people put together: its mean, the rules it breaks, whom it covers.

    `coverage` counts the strong by criterion, in the order of `Proposal.coverage`.
    """

    people: People
    mean: float
    broken: tuple[BrokenRule, ...]
    coverage: tuple[int, ...]
