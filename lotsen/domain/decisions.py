"""Decisions: what the leadership takes, never what a number takes for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import CandidateId, DecisionId


class Outcome(StrEnum):
    """What was decided about a candidate; the values are stored."""

    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that stands, with the human who took it and the reason."""

    id: DecisionId
    candidate_id: CandidateId
    outcome: Outcome
    reserve_order: int | None
    reason: str
    decided_by: str
    decided_at: datetime
    version: int


def check_outcome(outcome: Outcome, reserve_order: int | None) -> None:
    """Refuse a reserve without an order, and an order without a reserve."""
    if outcome == Outcome.RESERVE and (reserve_order is None or reserve_order < 1):
        raise BadInput("decision.reserve_needs_order")
    if outcome != Outcome.RESERVE and reserve_order is not None:
        raise BadInput("decision.order_without_reserve")
