"""What the fair score says: frozen results that pages, files and the shortlist read.

Nothing is computed here; `lotsen.scoring.severity.fit_fair` fills these.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lotsen.scoring.sheets import Floats, Ints

METHOD, CELL_METHOD, VERSION = "fair", "fair-cells", "1"
SEED = 2026
DRAWS = 1000

Draws = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class FairSettings:
    """How a fair score is asked for.

    Attributes:
        places: k of the chance to be among the best k.
        unit: one step of a scale from 1 to 5, in the unit of the scores.
        revision: of the data; carried along.
        seed: of the draws; `draws`: how many.
        priors: whether variances are integrated; else those of the restricted likelihood.
    """

    places: int
    unit: float = 1.0
    revision: int = 0
    seed: int = SEED
    draws: int = DRAWS
    priors: bool = True


class Comparable(StrEnum):
    """Whether candidates of different raters may be compared at all."""

    YES = "yes"
    CAUTION = "caution"
    NO = "no"


class GateReason(StrEnum):
    """Why candidates cannot be compared, or only with caution."""

    NO_SHEETS = "no_sheets"
    ONE_CANDIDATE = "one_candidate"
    NO_REPLICATES = "no_replicates"
    DISCONNECTED = "disconnected"
    WEAK_DESIGN = "weak_design"
    ONE_RATER = "one_rater"
    UNSURE_DIFFERENCE = "unsure_difference"
    HANGS_ON_ONE_CANDIDATE = "hangs_on_one_candidate"
    HANGS_ON_ONE_RATER = "hangs_on_one_rater"


REFUSING = frozenset(
    {
        GateReason.NO_SHEETS,
        GateReason.NO_REPLICATES,
        GateReason.DISCONNECTED,
        GateReason.WEAK_DESIGN,
    }
)

UNREPLICATED = frozenset({GateReason.NO_SHEETS, GateReason.NO_REPLICATES})
"""Nobody was rated by two."""


@dataclass(frozen=True, kw_only=True)
class GateFinding:
    """One reason, with the ids of those whom it is about: departments, candidates or raters.

    Attributes:
        ids: department ids, save for the two `HANGS_ON_…`, which name candidates or raters.
        amount: components, or the standard error of a severity difference; where it applies.
    """

    reason: GateReason
    ids: tuple[int, ...] = ()
    amount: float | None = None


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The answer with its reasons; none is needed for a yes."""

    findings: tuple[GateFinding, ...] = ()

    @property
    def comparable(self) -> Comparable:
        """No, where one reason refuses; with caution, where there is any."""
        if any(finding.reason in REFUSING for finding in self.findings):
            return Comparable.NO
        return Comparable.CAUTION if self.findings else Comparable.YES

    @property
    def replicated(self) -> bool:
        """Whether anybody was rated by two; else spreads come from assumptions alone."""
        return not {finding.reason for finding in self.findings} & UNREPLICATED


@dataclass(frozen=True, kw_only=True)
class Spreads:
    """Standard deviations between things, in rating points; None where there is no such part.

    Attributes:
        candidate_criterion: a candidate's own profile; in the model of single ratings only.
        sheet: what a rater says of a candidate on all criteria alike; likewise.
        residual: what is left, of a sheet or of a single rating.
    """

    candidate: float | None = None
    department: float | None = None
    rater: float | None = None
    candidate_criterion: float | None = None
    sheet: float | None = None
    residual: float = 0.0

    def times(self, unit: float) -> "Spreads":
        """The same in another unit."""
        parts = {part: value for part, value in vars(self).items() if value is not None}
        return replace(self, **{part: unit * value for part, value in parts.items()})


@dataclass(frozen=True, kw_only=True, eq=False)
class RaterScores:
    """Severity of r raters, in ascending order of their ids; below zero is strict.

    Attributes:
        severity: shape (r,), how much higher this rater's sheets are than an average rater's.
        error: shape (r,), standard error of it.
        low: shape (r,), lower end of the 90 % interval; `high`: its upper end.
        sheets: shape (r,).
        component: shape (r,), raters with the same number hang together.
    """

    ids: Ints
    severity: Floats
    error: Floats
    low: Floats
    high: Floats
    sheets: Ints
    component: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class FairSheets:
    """Every counted sheet, as the sum of one candidate's fair score is made of them.

    Attributes:
        plain: shape (n,), the sheet's weighted score.
        severity: shape (n,), of its rater; `plain - severity`, averaged, is the fair score.
    """

    candidate_ids: Ints
    rater_ids: Ints
    plain: Floats
    severity: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class FairScores:
    """Fair scores of m candidates, in ascending order of their ids.

    Where `gate.comparable` is no, `fair` and all ranks are to be shown nowhere: only `plain`.

    Attributes:
        plain: shape (m,), mean of the candidate's sheets.
        correction: shape (m,), mean severity of the candidate's raters.
        fair: shape (m,), exactly `plain - correction`.
        error: shape (m,), posterior standard deviation of the candidate's true value.
        rank: shape (m,), 1 is best; equal scores have an equal rank.
        rank_low: shape (m,), best rank of the 90 % interval; `rank_high`: its worst.
        rank_low_half: shape (m,), best rank of the 50 % interval; `rank_high_half`: its worst.
        p_top_k: shape (m,), share of draws in which the candidate is among the best k.
        draws: shape (draws, m), true values drawn jointly, for what is chosen from them.
        component: shape (m,), candidates with the same number hang together by their raters.
        reml_criterion: minus twice the restricted log likelihood at `sd`; None below two sheets.
    """

    method: str = METHOD
    version: str = VERSION
    settings: FairSettings
    candidate_ids: Ints
    department_ids: Ints
    sheets: Ints
    plain: Floats
    correction: Floats
    fair: Floats
    error: Floats
    rank: Ints
    rank_low: Ints
    rank_high: Ints
    rank_low_half: Ints
    rank_high_half: Ints
    p_top_k: Floats
    draws: Draws
    component: Ints
    raters: RaterScores
    rows: FairSheets
    mean: float
    sd: Spreads
    reml_criterion: float | None
    gate: Gate

    def row_of(self, candidate_id: int) -> int:
        """The row of a candidate.

        Raises:
            KeyError: the candidate has no counted sheet.
        """
        found = np.flatnonzero(self.candidate_ids == candidate_id)
        if not len(found):
            raise KeyError(candidate_id)
        return int(found[0])


@dataclass(frozen=True, kw_only=True, eq=False)
class CellScores:
    """The model of single ratings: the same scores, and profiles of the candidates.

    Attributes:
        fair: as on whole sheets; its draws are means over the criteria.
        criterion: shape (m, k), the mean of a candidate's ratings on each criterion less the mean
            severity of those who gave them; NaN where there is none.
        level: shape (m, k), a candidate's level on each criterion, severity taken out.
        level_error: shape (m, k), its standard error.
        halo: the share of what varies within a candidate's sheets that is alike on all criteria.
    """

    fair: FairScores
    criterion: Floats
    level: Floats
    level_error: Floats
    halo: float | None
