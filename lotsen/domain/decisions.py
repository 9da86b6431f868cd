"""Decisions: what the leadership takes, never what a number takes for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import CandidateId, DecisionId
from lotsen.domain.texts import check_reason


class Outcome(StrEnum):
    """What was decided about a candidate, the best first; the values are stored."""

    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"


OutcomeRank = tuple[int, int]
"""How good an outcome is, the lower the better: which one, and the place in the reserve."""


class OrderKind(StrEnum):
    """By which scores people stand in order; the values are stored."""

    FAIR = "fair"
    PLAIN = "plain"
    WITHIN = "within"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that stands, with the human who took it and the reason."""

    id: DecisionId
    candidate_id: CandidateId
    outcome: Outcome
    reserve_order: int | None
    reason: str
    departure: str
    decided_by: str
    decided_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class ScorePlace:
    """Where somebody stands in the order of scores.

    `above` and `level` count the others with a higher and with the same score.
    """

    above: int
    level: int
    scored: bool


def departs(outcome: Outcome, place: ScorePlace, *, places: int) -> bool:
    """Whether an outcome is not what the order of scores alone would have given.

    Where equal scores compete for the last place, either choice follows the order.
    """
    if outcome == Outcome.SELECTED:
        return place.above >= places
    return place.scored and place.above + place.level < places


def rank_of(outcome: Outcome, reserve_order: int | None) -> OutcomeRank:
    """How good an outcome is; within the reserve the one who moves up earlier has the better."""
    return list(Outcome).index(outcome), reserve_order or 0


def passes_over(score: float, *, passed: float, chosen: float) -> bool:
    """Whether somebody passes another over, or is passed over; equal scores never do.

    Args:
        score: minus infinity for whoever has none.
        passed: the highest score of those who were decided on with a worse outcome.
        chosen: the lowest score of those who were decided on with a better one.
    """
    return passed > score or score > chosen


def check_departure(reason: str, *, needed: bool) -> str | None:
    """Give the reason for a departure back, None where there is none; refuse a missing one."""
    text = reason.strip()
    if not needed:
        return None
    if not text:
        raise BadInput("decision.departure_needs_reason")
    return check_reason(text)


def check_outcome(outcome: Outcome, reserve_order: int | None) -> None:
    """Refuse a reserve without an order, and an order without a reserve."""
    if outcome == Outcome.RESERVE and (reserve_order is None or reserve_order < 1):
        raise BadInput("decision.reserve_needs_order")
    if outcome != Outcome.RESERVE and reserve_order is not None:
        raise BadInput("decision.order_without_reserve")
