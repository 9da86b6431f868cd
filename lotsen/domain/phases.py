"""The five phases of a round, what follows them, and the ways between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lotsen.domain.errors import BadInput, WrongPhase


class Phase(StrEnum):
    """Where a round stands; the values are stored, so they never change."""

    CONCEPT_REVIEW = "concept_review"
    APPROACH = "approach"
    INTEREST = "interest"
    PRESENTATION = "presentation"
    NOTIFICATION = "notification"
    CLOSED = "closed"


NEXT_PHASES: dict[Phase, frozenset[Phase]] = {
    Phase.CONCEPT_REVIEW: frozenset({Phase.APPROACH}),
    Phase.APPROACH: frozenset({Phase.CONCEPT_REVIEW, Phase.INTEREST}),
    Phase.INTEREST: frozenset({Phase.APPROACH, Phase.PRESENTATION}),
    Phase.PRESENTATION: frozenset({Phase.INTEREST, Phase.NOTIFICATION}),
    Phase.NOTIFICATION: frozenset({Phase.PRESENTATION, Phase.CLOSED}),
    Phase.CLOSED: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class PhaseDates:
    """When a phase is planned to begin and to end, both days included."""

    phase: Phase
    starts_on: date
    ends_on: date


def check_move(current: Phase, wanted: Phase) -> None:
    """Refuse a way that the rules of procedure do not know."""
    if wanted not in NEXT_PHASES[current]:
        raise WrongPhase("phase.no_such_way", current=current, wanted=wanted)


def check_dates(dates: Sequence[PhaseDates]) -> None:
    """Refuse a phase that ends before it begins, or begins before the one that comes first."""
    order = list(Phase)
    for each in dates:
        if each.ends_on < each.starts_on:
            raise BadInput("round.ends_before_start", phase=each.phase)
    planned = sorted(dates, key=lambda each: order.index(each.phase))
    for earlier, later in pairwise(planned):
        if later.starts_on < earlier.starts_on:
            raise BadInput("round.begins_too_early", phase=later.phase, earlier=earlier.phase)


def has_begun(current: Phase, dates: PhaseDates, today: date) -> bool:
    """Whether people already act on the days of a phase, as they were planned."""
    order = list(Phase)
    return order.index(dates.phase) <= order.index(current) or dates.starts_on <= today
