"""A table's lines as Python reads them; what a column holds is said where the table is made."""

from typing import Any

import pandas as pd


def lines_of(frame: pd.DataFrame) -> list[Any]:
    """One object per line, with the columns as its attributes."""
    return list(frame.itertuples(index=False))


def first_lines(frame: pd.DataFrame, key: str) -> list[Any]:
    """The first line of each value of `key`, in the table's order."""
    return lines_of(frame.drop_duplicates(key))
