"""What candidates are on single criteria, the severity of those who rated them taken out.

The same rule as for the fair score, on the model of single ratings: a mean less the mean severity
behind it. Where people cannot be compared, nothing is taken out and only the means stand.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from lotsen.application.application import requires
from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring.board import ScoreBoard
from lotsen.scoring.fair import CellScores, Comparable, FairSettings
from lotsen.scoring.profiles import fit_cells
from lotsen.scoring.sheets import Floats, Ints
from lotsen.usecases.fair_scores import fair_of, fingerprint, is_fitted, single_ratings
from lotsen.usecases.rounds import criteria_of, revision_of
from lotsen.usecases.sight import actors_sight

_FITS: Final = Memory(capacity=2)
"""Fits by the ratings they are made of, as those of whole sheets are kept."""
_SETTINGS: Final = FairSettings(places=1, draws=0)
"""Nothing is drawn: severities and spreads alone are asked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FairCriteria:
    """Means on single criteria without severity.

    Attributes:
        candidate_ids: shape (m,).
        criteria: the keys of the k criteria.
        score: shape (m, k); NaN where nobody rated.
        halo: the share of what varies within a candidate's sheets that is alike on all criteria.
    """

    method: str
    version: str
    candidate_ids: Ints
    criteria: tuple[str, ...]
    score: Floats
    halo: float | None

    def on(self, board: ScoreBoard) -> Floats:
        """The same in the order of a board. Shape (m, k); NaN where somebody has no rating."""
        rows = pd.Index(self.candidate_ids).get_indexer(pd.Index(board.candidate_ids))
        columns = [self.criteria.index(key) for key in board.criteria]
        padded = np.vstack([self.score, np.full((1, len(self.criteria)), np.nan)])
        found: Floats = padded[rows][:, columns]
        return found


def fair_criteria_of(reader: Reader, round_id: RoundId) -> FairCriteria | None:
    """The means without severity, for the use cases of this floor; None where nothing compares."""
    make = partial(_fit, reader, round_id)
    found: FairCriteria | None = reader.memory.recall(
        _key(round_id), revision_of(reader, round_id), make
    )
    return found


def if_ready(reader: Reader, round_id: RoundId) -> FairCriteria | None:
    """The same, but None where it is not worked out yet."""
    return fair_criteria_of(reader, round_id) if are_fitted(reader, round_id) else None


def are_fitted(reader: Reader, round_id: RoundId) -> bool:
    """Whether `fair_criteria_of` has its answer already, for the use cases of this floor."""
    return reader.memory.holds(_key(round_id), revision_of(reader, round_id))


@requires(Permission.SEE_SCORES)
def is_ready(reader: Reader, round_id: RoundId) -> bool:
    """Whether they are worked out; refused to whoever sees no scores."""
    actors_sight(reader, round_id)
    return is_fitted(reader, round_id) and are_fitted(reader, round_id)


@requires(Permission.SEE_SCORES)
def prepare(reader: Reader, round_id: RoundId) -> None:
    """Work them out, so that the next question finds them."""
    actors_sight(reader, round_id)
    fair_criteria_of(reader, round_id)


def _fit(reader: Reader, round_id: RoundId, _older: FairCriteria | None) -> FairCriteria | None:
    if fair_of(reader, round_id).gate.comparable == Comparable.NO:
        return None
    cells = single_ratings(reader, round_id)
    table = cells.table
    key = fingerprint(table.candidates, table.raters, table.departments, cells.values)
    found: CellScores = _FITS.recall(key, 0, lambda _older: fit_cells(cells, _SETTINGS))
    return FairCriteria(
        method=found.fair.method,
        version=found.fair.version,
        candidate_ids=found.fair.candidate_ids,
        criteria=tuple(criterion.key for criterion in criteria_of(reader, round_id)),
        score=found.criterion,
        halo=found.halo,
    )


def _key(round_id: RoundId) -> tuple[str, RoundId]:
    return ("fair_criteria", round_id)
