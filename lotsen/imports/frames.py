"""Read values as columns of the frame that leaves this floor."""

from typing import Any

import numpy as np
import pandas as pd

from lotsen.imports.cells import Flags
from lotsen.imports.checks import Checks, Values


def text_column(values: Values) -> "pd.Series[Any]":
    """Texts; blank is ""."""
    return pd.Series(values.as_list(), dtype="str")


def number_column(values: Values) -> "pd.Series[Any]":
    """Numbers; blank is NaN."""
    return pd.Series(values.as_array(np.float64))


def day_column(values: Values) -> "pd.Series[Any]":
    """Dates; blank is NaT."""
    return pd.Series(values.as_array("datetime64[s]"))


def object_column(values: Values) -> "pd.Series[Any]":
    """Anything else, as it is."""
    return pd.Series(values.as_list(), dtype=object)


def usable(checks: Checks, frame: pd.DataFrame, *, without: Flags) -> pd.DataFrame:
    """The rows without an error and without those that say nothing new, with their numbers."""
    frame = frame.assign(row=checks.raw.row_numbers)
    return frame.loc[~(checks.spoiled | without)].reset_index(drop=True)
