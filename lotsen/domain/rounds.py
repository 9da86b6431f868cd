"""A round of the selection, and the installation that it runs in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import RoundId
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.domain.texts import check_signs

LONGEST_REFERENCE = 80


class InstallationKind(StrEnum):
    """Whether real people are in the records; the values are stored."""

    PRODUCTION = "production"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Round:
    """What every page knows of the round; `revision` rises with every change of its data.

    `reference` is the file reference of the selection, "" where there is none yet; `closed`: its
    decisions are closed.
    """

    id: RoundId
    town: str
    title: str
    phase: Phase
    places: int
    dates: Sequence[PhaseDates]
    kind: InstallationKind
    today: date
    revision: int
    version: int
    reference: str = ""
    closed: bool = False

    def dates_of(self, phase: Phase) -> PhaseDates | None:
        """When a phase is planned, where it is."""
        return next((dates for dates in self.dates if dates.phase == phase), None)


def check_reference(reference: str) -> str:
    """Give a file reference back without the blanks around it.

    Raises:
        BadInput: it is too long for a line.
    """
    text = reference.strip()
    if len(text) > LONGEST_REFERENCE:
        raise BadInput("reason.too_long", longest=LONGEST_REFERENCE)
    check_signs(text)
    return text
