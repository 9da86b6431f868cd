"""What goes with every number: the method with which it can be worked out again."""

from dataclasses import dataclass

from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.scoring.fair import FairScores
from lotsen.usecases.profile_versions import number_of


@dataclass(frozen=True, kw_only=True)
class Method:
    """With what the numbers can be worked out again."""

    name: str
    version: str
    seed: int
    draws: int
    revision: int
    profile: int


def method_of(reader: Reader, round_id: RoundId, fair: FairScores) -> Method:
    """With what the numbers can be worked out again."""
    return Method(
        name=fair.method,
        version=fair.version,
        seed=fair.settings.seed,
        draws=fair.settings.draws,
        revision=fair.settings.revision,
        profile=number_of(reader, round_id),
    )
