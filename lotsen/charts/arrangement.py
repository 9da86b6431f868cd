"""In which order the departments stand, and how many of them at a time."""

from enum import StrEnum

import pandas as pd

from lotsen.domain.ids import DepartmentId
from lotsen.domain.texts import folded
from lotsen.usecases.scores import TOTAL

PAGE_ROWS = 34
"""More rows than these would not fit on a wall."""


class Order(StrEnum):
    """Orders beside those by a score; there the criterion's key stands."""

    OUTLINE = "outline"
    NAME = "name"


def arranged(frame: pd.DataFrame, order: str) -> list[DepartmentId]:
    """The departments of a `DepartmentScores.frame`; by score, those without come last."""
    if order in (Order.OUTLINE, Order.NAME):
        lines = frame.drop_duplicates("department_id")
        if order == Order.NAME:
            lines = lines.sort_values("department", key=_folded, kind="stable")
    else:
        lines = frame[frame["criterion"] == order]
        lines = lines.sort_values("mean", ascending=False, kind="stable", na_position="last")
    return [DepartmentId(int(key)) for key in lines["department_id"]]


def page_of(rows: list[DepartmentId], page: int) -> list[DepartmentId]:
    """The departments of one page."""
    return rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


def pages(rows: list[DepartmentId]) -> int:
    """How many pages there are; at least one."""
    return max(1, -(-len(rows) // PAGE_ROWS))


def orders(criteria: list[str]) -> list[str]:
    """Every order that can be asked for."""
    return [Order.OUTLINE, Order.NAME, TOTAL, *(key for key in criteria if key != TOTAL)]


def _folded(names: pd.Series) -> pd.Series:
    return names.map(folded)
