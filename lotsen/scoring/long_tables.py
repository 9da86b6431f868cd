"""Any long table, one row a rating: texts in, index arrays out.

Rows of one rater on one candidate are one sheet; what stands there twice under one criterion
makes a second sheet. Where there is no criterion, each row is a sheet. Ids are kept as texts and
stand for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lotsen.scoring.designs import SheetTable, counted
from lotsen.scoring.plain import score_sheets
from lotsen.scoring.sheets import Floats, Ints, SheetMatrix


class TwoDepartments(ValueError):
    """A candidate stands in two departments; the argument is its id."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LongTable:
    """n ratings of m candidates by r raters on k criteria.

    Attributes:
        candidate: shape (n,), the place of the candidate's name; the others likewise.
        home: shape (m,), the place of each candidate's department.
        ratings: shape (n,), NaN where nothing was observed.
        candidates: names by place; the others likewise.
    """

    candidate: Ints
    rater: Ints
    criterion: Ints
    home: Ints
    ratings: Floats
    candidates: tuple[str, ...]
    raters: tuple[str, ...]
    criteria: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetCells:
    """All sheets with at least one value: n sheets by k criteria.

    Attributes:
        table: who rated whom, with the score of each sheet.
        values: shape (n, k), NaN where nothing was observed.
    """

    table: SheetTable
    values: Floats


def long_table(
    frame: pd.DataFrame,
) -> LongTable:
    """Read a frame with `candidate`, `rater`, `value` and, where there are, two more columns.

    Raises:
        TwoDepartments: a candidate stands in two.
    """
    rows = len(frame)
    places: dict[str, Ints] = {}
    names: dict[str, tuple[str, ...]] = {}
    for column in ("candidate", "rater", "criterion", "department"):
        if column in frame:
            codes, uniques = pd.factorize(frame[column])
            places[column], names[column] = codes.astype(np.int64), tuple(map(str, uniques))
        else:
            places[column], names[column] = np.zeros(rows, dtype=np.int64), ("",)
    home = np.zeros(len(names["candidate"]), dtype=np.int64)
    home[places["candidate"]] = places["department"]
    wrong = np.flatnonzero(home[places["candidate"]] != places["department"])
    if len(wrong):
        raise TwoDepartments(names["candidate"][places["candidate"][wrong[0]]])
    return LongTable(
        candidate=places["candidate"],
        rater=places["rater"],
        criterion=places["criterion"],
        home=home,
        ratings=frame["value"].to_numpy(dtype=np.float64),
        candidates=names["candidate"],
        raters=names["rater"],
        criteria=names["criterion"],
        departments=names["department"],
    )


def cells_of(table: LongTable) -> SheetCells:
    """Put the ratings on their sheets; sheets without any value are left out."""
    seen = ~np.isnan(table.ratings)
    # the lower value first where a cell stands twice, so that the order of the rows says nothing
    seen = np.flatnonzero(seen)[np.argsort(table.ratings[seen], kind="stable")]
    candidate, rater, criterion = (
        part[seen] for part in (table.candidate, table.rater, table.criterion)
    )
    cell = (candidate * len(table.raters) + rater) * len(table.criteria) + criterion
    again = _occurrence(cell)
    sheet = (candidate * len(table.raters) + rater) * (again.max(initial=0) + 1) + again
    _keys, first, place = np.unique(sheet, return_index=True, return_inverse=True)
    values = np.full((len(first), len(table.criteria)), np.nan)
    values[place, criterion] = table.ratings[seen]
    people = candidate[first]
    observed = ~np.isnan(values)
    scores = score_sheets(np.where(observed, values, 0.0), observed, np.ones(len(table.criteria)))
    return SheetCells(
        table=SheetTable(
            candidates=people,
            raters=rater[first],
            departments=table.home[people],
            scores=scores,
        ),
        values=values,
    )


def counted_cells(matrix: SheetMatrix, homes: Mapping[int, int], weights: Floats) -> SheetCells:
    """The counted sheets of a round, as `table_of` takes them, with their single ratings."""
    table, rows = counted(matrix, homes, weights)
    marks = matrix.marks[rows]
    return SheetCells(table=table, values=np.where(marks > 0, marks, np.nan).astype(np.float64))


def _occurrence(keys: Ints) -> Ints:
    """For each row how many rows before it have its key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else ordered
    run = np.repeat(starts, np.diff(np.r_[starts, len(keys)]))
    places = np.empty_like(keys)
    places[order] = np.arange(len(keys)) - run
    return places
