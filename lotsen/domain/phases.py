"""The five phases of a round, what follows them, and the ways between them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotsen.domain.errors import WrongPhase


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
