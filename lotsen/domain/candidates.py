"""Candidates: who stands for selection, and in which state."""

from enum import StrEnum

from lotsen.domain.errors import WrongPhase


class CandidateState(StrEnum):
    """Where a candidacy stands; the values are stored."""

    PROPOSED = "proposed"
    INTERESTED = "interested"
    WITHDRAWN = "withdrawn"
    EXCLUDED = "excluded"


STANDING = frozenset({CandidateState.INTERESTED})
"""States in which a candidate can be rated, marked and decided on."""


OVER = frozenset({CandidateState.WITHDRAWN, CandidateState.EXCLUDED})
"""States in which a candidacy has come to its end; only who coordinates begins it again."""


def check_is_over(state: CandidateState, *, name: str) -> None:
    """Refuse to say why a candidacy is over that is not."""
    if state not in OVER:
        raise WrongPhase("candidate.is_not_over", state=state, name=name)


def check_can_agree(state: CandidateState, *, name: str) -> None:
    """Refuse to count an agreement as a candidacy where the person's candidacy is over."""
    if state in OVER:
        raise WrongPhase("nomination.candidacy_is_over", state=state, name=name)


def check_stands(state: CandidateState, *, name: str) -> None:
    """Refuse to judge somebody who has not agreed to stand, or no longer stands."""
    if state not in STANDING:
        raise WrongPhase("candidate.does_not_stand", state=state, name=name)
