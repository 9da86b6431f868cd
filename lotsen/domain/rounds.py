"""A round of the selection, and the installation that it runs in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotsen.domain.ids import RoundId
from lotsen.domain.phases import Phase, PhaseDates


class InstallationKind(StrEnum):
    """Whether real people are in the records; the values are stored."""

    PRODUCTION = "production"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Round:
    """What every page knows of the round; `revision` rises with every change of its data."""

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

    def dates_of(self, phase: Phase) -> PhaseDates | None:
        """When a phase is planned, where it is."""
        return next((dates for dates in self.dates if dates.phase == phase), None)
