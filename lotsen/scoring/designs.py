"""Who was rated by whom, as index arrays in an order that neither ids nor rows decide.

Candidates, raters and departments are put in order by what their sheets say and whose sheets
these are: every one starts alike, takes up a hash of its sheets' values and of those whom it
shares them with, and that is repeated (colour refinement, Weisfeiler and Leman 1968). So the
same table, shuffled or with other ids, gives the same numbers to the last draw. Those whom no
sheet tells apart keep one colour; whatever is drawn for them is pooled.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lotsen.scoring.plain import score_sheets
from lotsen.scoring.sheets import Bools, Floats, Ints, SheetMatrix

ROUNDS = 4
DIGITS = 9
"""Values that agree to so many digits of their range are the same value for the order."""

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetTable:
    """n sheets, each with one score; the form in which the fair score reads a round.

    Attributes:
        candidates: shape (n,), ids; `raters` likewise.
        departments: shape (n,), the department of the sheet's candidate; all alike for none.
        scores: shape (n,), finite.
    """

    candidates: Ints
    raters: Ints
    departments: Ints
    scores: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """The sheets in canonical order, with m candidates, r raters and d departments.

    Attributes:
        candidate: shape (n,), the place of the sheet's candidate; `rater` likewise.
        home: shape (m,), the place of each candidate's department.
        scores: shape (n,).
        candidate_ids: shape (m,), by place; `rater_ids` and `department_ids` likewise.
        twins: shape (m,), candidates whom no sheet tells apart have the same number.
        rows: shape (n,), the row of the table in which each sheet stands.
    """

    candidate: Ints
    rater: Ints
    home: Ints
    scores: Floats
    candidate_ids: Ints
    rater_ids: Ints
    department_ids: Ints
    twins: Ints
    rows: Ints

    @property
    def per_candidate(self) -> Ints:
        """How many sheets each candidate has."""
        return np.bincount(self.candidate, minlength=len(self.candidate_ids)).astype(np.int64)

    @property
    def per_rater(self) -> Ints:
        """How many sheets each rater has."""
        return np.bincount(self.rater, minlength=len(self.rater_ids)).astype(np.int64)

    def mean_of_candidate(self, values: Floats) -> Floats:
        """The mean of a sheet's value over the sheets of each candidate."""
        sums = np.bincount(self.candidate, weights=values, minlength=len(self.candidate_ids))
        means: Floats = sums / self.per_candidate
        return means


def table_of(matrix: SheetMatrix, homes: Mapping[int, int], weights: Floats) -> SheetTable:
    """The counted sheets of a round; those of candidates without a home are left out.

    Args:
        matrix: all sheets of the round.
        homes: the department of each candidate who counts, by candidate id.
        weights: shape (k,), not negative.
    """
    return counted(matrix, homes, weights)[0]


def counted(
    matrix: SheetMatrix, homes: Mapping[int, int], weights: Floats
) -> tuple[SheetTable, Ints]:
    """The same, with the row of the matrix in which each sheet stands."""
    known = np.isin(matrix.candidate_ids, np.fromiter(homes, dtype=np.int64, count=len(homes)))
    rows = np.flatnonzero(matrix.handed_in & known)
    marks = matrix.marks[rows]
    scores = score_sheets(np.maximum(marks, 0).astype(np.float64), marks > 0, weights)
    scored = ~np.isnan(scores)
    rows = rows[scored]
    candidates = matrix.candidate_ids[rows]
    table = SheetTable(
        candidates=candidates,
        raters=matrix.rater_ids[rows],
        departments=np.array([homes[int(key)] for key in candidates], dtype=np.int64),
        scores=scores[scored],
    )
    return table, rows


def design_of(table: SheetTable) -> Design:
    """Put a table in canonical order.

    Raises:
        ValueError: a candidate stands in two departments.
    """
    candidate_ids, candidate = np.unique(table.candidates, return_inverse=True)
    rater_ids, rater = np.unique(table.raters, return_inverse=True)
    department_ids, department = np.unique(table.departments, return_inverse=True)
    home = np.zeros(len(candidate_ids), dtype=np.int64)
    home[candidate] = department
    if (home[candidate] != department).any():
        raise ValueError("a candidate stands in two departments")
    colours = _colours(candidate, rater, home, level(table.scores))
    orders = [np.argsort(each, kind="stable") for each in colours]
    places = [_inverse(order) for order in orders]
    new_candidate, new_rater = places[0][candidate], places[1][rater]
    rows = np.lexsort((table.scores, new_rater, new_candidate))
    return Design(
        candidate=new_candidate[rows],
        rater=new_rater[rows],
        home=places[2][home][orders[0]],
        scores=table.scores[rows].astype(np.float64),
        candidate_ids=candidate_ids[orders[0]],
        rater_ids=rater_ids[orders[1]],
        department_ids=department_ids[orders[2]],
        twins=np.unique(colours[0][orders[0]], return_inverse=True)[1].astype(np.int64),
        rows=rows,
    )


def first_people(design: Design, people: int) -> Design:
    """The design of its first candidates alone: a sample that no id and no row decides."""
    kept = design.candidate < people
    raters, rater = np.unique(design.rater[kept], return_inverse=True)
    departments, home = np.unique(design.home[:people], return_inverse=True)
    return Design(
        candidate=design.candidate[kept],
        rater=rater,
        home=home,
        scores=design.scores[kept],
        candidate_ids=design.candidate_ids[:people],
        rater_ids=design.rater_ids[raters],
        department_ids=design.department_ids[departments],
        twins=design.twins[:people],
        rows=design.rows[kept],
    )


def level(values: Floats) -> Ints:
    """Values as whole numbers that sums in another order do not change."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    low, span = values.min(), np.ptp(values)
    shares = (values - low) / span if span > 0 else np.zeros_like(values)
    return np.round(shares * 10.0**DIGITS).astype(np.int64)


def _colours(candidate: Ints, rater: Ints, home: Ints, levels: Ints) -> tuple[Hashes, ...]:
    value = mixed(levels.astype(np.uint64))
    sizes = (len(home), int(rater.max(initial=-1)) + 1, int(home.max(initial=-1)) + 1)
    people, raters, departments = (np.zeros(size, dtype=np.uint64) for size in sizes)
    for _turn in range(ROUNDS):
        edge = mixed(value ^ mixed(people[candidate]) + mixed(mixed(raters[rater])))
        people = mixed(people + gathered(candidate, edge, sizes[0]))
        raters = mixed(raters + gathered(rater, edge, sizes[1]))
        departments = mixed(departments + gathered(home, mixed(people), sizes[2]))
        people = mixed(people + mixed(departments[home]))
    return people, raters, departments


def gathered(places: Ints, hashes: Hashes, size: int) -> Hashes:
    """Sums of hashes by place; the order in which they come does not matter."""
    sums = np.zeros(size, dtype=np.uint64)
    np.add.at(sums, places, hashes)
    return sums


def mixed(values: Hashes) -> Hashes:
    """Hash whole numbers (splitmix64, Steele, Lea and Flood 2014)."""
    hashes: Hashes = values + np.uint64(0x9E3779B97F4A7C15)
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def _inverse(order: Ints) -> Ints:
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places


def replicated(design: Design) -> Bools:
    """Whether each candidate was rated by two raters or more; shape (m,)."""
    pairs = np.unique(np.stack([design.candidate, design.rater]), axis=1)
    counts: Bools = np.bincount(pairs[0], minlength=len(design.candidate_ids)) > 1
    return counts
