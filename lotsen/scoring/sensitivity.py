"""What the first k hang on: other weights, one rater less, one criterion less.

Every question is answered with the spreads of the fair score itself (`given.py`), so that what
changes comes from what was changed and not from another estimate: a severity is that of the fair
score plus what the change does to it while the spreads are kept. Weights around the committee's
are drawn from a Dirichlet distribution whose mean they are (SMAA, Lahdelma, Hokkanen and Salminen
1998); of equal weights each varies by about three tenths. The seed is fixed.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lotsen.scoring.fair import FairScores
from lotsen.scoring.fitted import ranks_with_ties
from lotsen.scoring.given import Sheets, given
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.plain import score_sheets
from lotsen.scoring.sheets import Bools, Floats, Ints
from lotsen.scoring.threads import one_thread

WEIGHTS = 1000
FIRMNESS = 10
"""So often the number of criteria is the sum of the Dirichlet's parameters."""


class Change(StrEnum):
    """What is done otherwise."""

    EQUAL_WEIGHTS = "equal_weights"
    WITHOUT_RATER = "without_rater"
    WITHOUT_CRITERION = "without_criterion"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The first k if one thing were otherwise.

    Attributes:
        key: the rater's id or the criterion's column; None where neither is meant.
        enters: ids of candidates who come in; `leaves`: of those who drop out.
        unrated: ids of candidates who have no sheet left.
    """

    change: Change
    key: int | None = None
    enters: tuple[int, ...] = ()
    leaves: tuple[int, ...] = ()
    unrated: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Sensitivity:
    """How firm the first k are.

    Attributes:
        candidate_ids: shape (m,), ascending; `first`: shape (m,), whether among the first k.
        acceptance: shape (m,), share of drawn weights with which the candidate is among them.
        draws: how many weights were drawn, with the `seed`.
    """

    candidate_ids: Ints
    first: Bools
    variants: tuple[Variant, ...]
    acceptance: Floats
    draws: int
    seed: int


@one_thread
def sensitivity(cells: SheetCells, weights: Floats, fair: FairScores) -> Sensitivity:
    """Ask all questions.

    Args:
        cells: the sheets that `fair` was fitted to; their departments are those of the fit.
        weights: shape (k,), the committee's.
        fair: the fit, with k in its settings.
    """
    question = _Question(cells, fair)
    first = question.first(weights)
    if not len(first):
        nobody = np.empty(0)
        return Sensitivity(
            candidate_ids=fair.candidate_ids,
            first=first,
            variants=(),
            acceptance=nobody,
            draws=0,
            seed=fair.settings.seed,
        )
    drawn = _around(weights, fair.settings.seed)
    accepted = np.mean([question.first(each) for each in drawn], axis=0)
    return Sensitivity(
        candidate_ids=question.ids,
        first=first,
        variants=tuple(_variants(question, weights, first)),
        acceptance=accepted,
        draws=len(drawn),
        seed=fair.settings.seed,
    )


def _variants(question: "_Question", weights: Floats, first: Bools) -> list[Variant]:
    found = []
    used = weights > 0
    if np.ptp(weights[used]) > 0:
        other = question.first(used.astype(np.float64))
        found.append(question.told(Change.EQUAL_WEIGHTS, None, first, other))
    if len(question.raters) > 1:
        for row, key in enumerate(question.raters.tolist()):
            kept = question.rater != row
            other = question.without(kept, weights)
            found.append(question.told(Change.WITHOUT_RATER, key, first, other, kept))
    for column in np.flatnonzero(used).tolist():
        less = np.where(np.arange(len(weights)) == column, 0.0, weights)
        if less.any():
            other = question.first(less)
            found.append(question.told(Change.WITHOUT_CRITERION, column, first, other))
    return found


class _Question:
    """The sheets, ready to be scored otherwise."""

    def __init__(self, cells: SheetCells, fair: FairScores) -> None:
        table = cells.table
        self.ids, self._candidate = np.unique(table.candidates, return_inverse=True)
        self.raters, self.rater = np.unique(table.raters, return_inverse=True)
        departments, department = np.unique(table.departments, return_inverse=True)
        home = np.zeros(len(self.ids), dtype=np.int64)
        home[self._candidate] = department
        self._all = Sheets(
            candidate=self._candidate,
            rater=self.rater,
            home=home,
            raters=len(self.raters),
            departments=len(departments),
        )
        self._seen = ~np.isnan(cells.values)
        self._values = np.where(self._seen, cells.values, 0.0)
        self._fair, self._unit = fair, fair.settings.unit
        self._model, self._offset = None, np.empty(0)
        if len(self.ids):
            self._model = given(self._all, fair.sd, self._unit)
            told = self._model.severities(table.scores[:, None])[:, 0]
            self._offset = fair.raters.severity - told

    def first(self, weights: Floats) -> Bools:
        """Who is among the first k with other weights. Shape (m,)."""
        if self._model is None:
            return np.empty(0, dtype=np.bool_)
        scores = score_sheets(self._values, self._seen, weights)
        if np.isnan(scores).any():  # sheets on which nothing is left that counts
            return self._first(~np.isnan(scores), scores)
        severity = self._model.severities(scores[:, None])[:, 0]
        return self._chosen(self._all, scores - (severity + self._offset)[self.rater])

    def without(self, kept: Bools, weights: Floats) -> Bools:
        """Who is among the first k by some of the sheets alone. Shape (m,)."""
        scores = np.full(len(kept), np.nan)
        scores[kept] = score_sheets(self._values[kept], self._seen[kept], weights)
        return self._first(~np.isnan(scores), scores)

    def _first(self, kept: Bools, scores: Floats) -> Bools:
        some = Sheets(
            candidate=self._candidate[kept],
            rater=self.rater[kept],
            home=self._all.home,
            raters=self._all.raters,
            departments=self._all.departments,
        )
        severity = given(some, self._fair.sd, self._unit).severities(scores[kept, None])[:, 0]
        return self._chosen(some, scores[kept] - (severity + self._offset)[some.rater])

    def _chosen(self, sheets: Sheets, lifted: Floats) -> Bools:
        counts = sheets.per_candidate
        rated = counts > 0
        totals = np.bincount(sheets.candidate, weights=lifted, minlength=len(counts))
        chosen = np.zeros(len(counts), dtype=np.bool_)
        means = totals[rated] / counts[rated] / self._unit
        chosen[rated] = ranks_with_ties(means) <= self._fair.settings.places
        return chosen

    def told(
        self, change: Change, key: int | None, first: Bools, other: Bools, kept: Bools | None = None
    ) -> Variant:
        """What differs."""
        left = np.zeros(len(first), dtype=np.bool_)
        if kept is not None:
            left = np.bincount(self._candidate[kept], minlength=len(first)) == 0
        return Variant(
            change=change,
            key=key,
            enters=self._named(other & ~first),
            leaves=self._named(first & ~other & ~left),
            unrated=self._named(left),
        )

    def _named(self, rows: Bools) -> tuple[int, ...]:
        return tuple(self.ids[rows].tolist())


def _around(weights: Floats, seed: int) -> Floats:
    """Weights whose mean are the committee's. Shape (draws, k); what has no weight stays so."""
    used = weights > 0
    drawn = np.zeros((WEIGHTS, len(weights)))
    if used.any():
        firmness = FIRMNESS * used.sum() / weights.sum()
        random = np.random.default_rng(seed)
        drawn[:, used] = random.dirichlet(firmness * weights[used], WEIGHTS)
    return drawn
