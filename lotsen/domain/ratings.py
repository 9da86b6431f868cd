"""A sheet: the ratings that one rater gives one candidate, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.criteria import HIGHEST, LOWEST, NEEDS_EVIDENCE
from lotsen.domain.errors import BadInput, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.texts import check_signs

LONGEST_EVIDENCE = 1_000


class SheetState(StrEnum):
    """What has become of a sheet; the values are stored."""

    ASSIGNED = "assigned"
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    BIASED = "biased"


OPEN = frozenset({SheetState.ASSIGNED, SheetState.DRAFT})
"""Sheets that still wait for their rater."""

RATED_NO_MORE = frozenset({Phase.NOTIFICATION, Phase.CLOSED})
"""Phases in which nothing can be handed in any more, now or later."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One rating with what was seen; `value` is None for „n. b.“."""

    value: int | None
    evidence: str = ""

    @property
    def lacks_evidence(self) -> bool:
        """Whether this value needs a note of what was observed, and has none."""
        return self.value in NEEDS_EVIDENCE and not self.evidence


def checked(mark: Mark) -> Mark:
    """Give a mark back without the blanks around its evidence.

    Raises:
        BadInput: the value is not on the scale, or the evidence is too long.
    """
    text = mark.evidence.strip()
    if mark.value is not None and not LOWEST <= mark.value <= HIGHEST:
        raise BadInput("rating.not_on_scale", lowest=LOWEST, highest=HIGHEST)
    if len(text) > LONGEST_EVIDENCE:
        raise BadInput("reason.too_long", longest=LONGEST_EVIDENCE)
    check_signs(text)
    return Mark(value=mark.value, evidence=text)


def check_open(state: SheetState) -> None:
    """Refuse to write on a sheet that was handed in, or whose rater is biased."""
    if state == SheetState.BIASED:
        raise WrongPhase("sheet.biased")
    if state not in OPEN:
        raise WrongPhase("sheet.handed_in")


def check_declared(*, declared: bool) -> None:
    """Refuse to open a sheet before its rater has said whether there is a bias."""
    if not declared:
        raise WrongPhase("sheet.not_declared")


def check_handed_in(state: SheetState) -> None:
    """Refuse a change after the talk on a sheet that does not count yet, or never will."""
    if state == SheetState.BIASED:
        raise WrongPhase("sheet.biased")
    if state != SheetState.HANDED_IN:
        raise WrongPhase("talk.not_handed_in")


def check_complete(criteria: Sequence[str], marks: Mapping[str, Mark]) -> None:
    """Refuse to hand in a sheet on which something is missing."""
    unrated = sum(key not in marks for key in criteria)
    without = sum(mark.lacks_evidence for mark in marks.values())
    if unrated or without:
        raise BadInput("sheet.incomplete", unrated=unrated, without=without)


def check_seen(version: int, seen: int, *, own: bool) -> None:
    """Refuse a change of what the rater has not seen; the same tab may be ahead of itself."""
    if version != seen and not own:
        raise Outdated("sheet.outdated")
