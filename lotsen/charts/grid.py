"""Where each row and column of the department picture stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from lotsen.charts.marks import by
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.usecases.scores import DepartmentScores

TOWN = DepartmentId(0)
"""Stands where a department's key stands: all departments together."""

FEW = 3
"""A mean of fewer people than these says little; it is shown, and marked."""

HEAD, GAP = 82, 10
LOWEST_ROW, HIGHEST_ROW, BODY = 26, 78, 560
TWO_LINES_FROM = 54
FIRST_COLUMN, COLUMN_GAP, STRIP_WIDTH = 1.15, 0.1, 0.11
"""The weighted score is a little wider than a criterion and stands a little apart."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The town and `departments` rows below it, by `columns` scores; lengths in pixels.

    Across, the unit is the width of a criterion's column, which only the browser knows.
    """

    departments: int
    columns: int

    @property
    def row(self) -> float:
        """The height of a row."""
        return min(HIGHEST_ROW, max(LOWEST_ROW, BODY // (self.departments + 1)))

    @property
    def lines(self) -> int:
        """How many lines fit into a row."""
        return 2 if self.row >= TWO_LINES_FROM else 1

    @property
    def height(self) -> float:
        """The height of the whole picture."""
        return HEAD + (self.departments + 1) * self.row + GAP

    @property
    def units(self) -> float:
        """The width of all columns."""
        return FIRST_COLUMN + COLUMN_GAP + self.columns - 1

    def top(self, row: int) -> float:
        """The upper edge of a row; the town is row 0."""
        return HEAD + row * self.row + (GAP if row else 0)

    def left(self, column: int) -> float:
        """The left edge of a column; the weighted score is column 0."""
        return FIRST_COLUMN + COLUMN_GAP + column - 1 if column else 0.0

    def right(self, column: int) -> float:
        """The right edge of a column."""
        return self.left(column) + (1.0 if column else FIRST_COLUMN)


def outline(
    rows: Sequence[DepartmentId],
    titles: Mapping[str, str],
    department_id: DepartmentId | None,
    criterion: str | None,
) -> pd.DataFrame:
    """The edges of the chosen cell, or of none."""
    edges = ["left", "right", "top", "bottom"]
    known = department_id in rows and criterion in titles
    if department_id is None or criterion is None or not known:
        return pd.DataFrame(columns=edges, dtype="float64")
    grid = Grid(departments=len(rows), columns=len(titles))
    column, top = list(titles).index(criterion), grid.top(list(rows).index(department_id) + 1)
    line = (grid.left(column), grid.right(column), top, top + grid.row)
    return pd.DataFrame([line], columns=edges, dtype="float64")


def across(field: str) -> alt.X:
    """A place in units of a column."""
    scale = alt.Scale(
        domain=[0, by("units")],
        range=[by("label_width"), by("width - beside")],
        nice=False,
        zero=False,
    )
    return alt.X(field=field, type="quantitative", scale=scale, axis=None)


def town_title(scores: DepartmentScores) -> str:
    """What the row of all departments together is called."""
    return _("Stadt gesamt") if scores.whole_town else _("Ihre Bereiche gesamt")
