"""Which decisions depart from the order of scores, and so ask for a reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lotsen.domain.decisions import (
    Decision,
    OrderKind,
    Outcome,
    OutcomeRank,
    departs,
    passes_over,
    rank_of,
)
from lotsen.domain.ids import CandidateId
from lotsen.usecases.score_order import NOBODY, WHOLE_TOWN, OrderOfScores

Span = tuple[float, float]
"""The lowest and the highest score of those with one outcome."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A decision that stands, and that no reason of a departure explains."""

    candidate_id: CandidateId
    outcome: Outcome
    reserve_order: int | None


@dataclass(frozen=True, kw_only=True)
class Departures:
    """What departs from the order of scores, beside the decisions that stand.

    `spans` has, by group and by how good an outcome is, the scores of those decided on; where
    all are compared without those who are selected, whom the number of places tells of.
    """

    order: OrderOfScores
    places: int
    spans: Mapping[int, Mapping[OutcomeRank, Span]]

    def asks(self, key: CandidateId, outcome: Outcome, reserve_order: int | None = None) -> bool:
        """Whether an outcome departs, and so needs its reason."""
        line = self.order.lines.get(key)
        if line is None:
            return False
        if self.order.kind != OrderKind.WITHIN:
            if departs(outcome, line.place, places=self.places):
                return True
            if outcome == Outcome.SELECTED:
                return False
        mine, spans = rank_of(outcome, reserve_order), self.spans.get(line.group, {})
        return passes_over(
            line.score,
            passed=max(
                (high for rank, (_low, high) in spans.items() if rank > mine), default=NOBODY
            ),
            chosen=min(
                (low for rank, (low, _high) in spans.items() if rank < mine), default=-NOBODY
            ),
        )


def taken_in(decisions: Iterable[Decision]) -> list[Taken]:
    """The decisions without a reason of a departure; the reason of one explains the other."""
    return [
        Taken(
            candidate_id=each.candidate_id, outcome=each.outcome, reserve_order=each.reserve_order
        )
        for each in decisions
        if not each.departure
    ]


def departures_of(order: OrderOfScores, taken: Iterable[Taken], *, places: int) -> Departures:
    """What departs from an order of scores beside decisions that nothing explains yet."""
    spans: dict[int, dict[OutcomeRank, Span]] = defaultdict(dict)
    for each in taken:
        line = order.lines.get(each.candidate_id)
        if line is None or (line.group == WHOLE_TOWN and each.outcome == Outcome.SELECTED):
            continue
        rank = rank_of(each.outcome, each.reserve_order)
        low, high = spans[line.group].get(rank, (line.score, line.score))
        spans[line.group][rank] = min(low, line.score), max(high, line.score)
    return Departures(order=order, places=places, spans=spans)
