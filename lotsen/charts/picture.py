"""A picture in two parts: its form, and its numbers.

The form is the same for other numbers of the same shape. Who shows a picture on a screen
keeps the form and sends the numbers; the browser then moves what changed and draws nothing
anew. Who prints it takes `chart()`, which has both.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`shape` is all that the form depends on, beside the language."""

    name: str
    shape: Hashable
    form: Callable[[], alt.LayerChart]
    data: Mapping[str, pd.DataFrame]

    def chart(self) -> alt.LayerChart:
        """The chart with its numbers in it."""
        records = {name: frame.to_dict("records") for name, frame in self.data.items()}
        return self.form().properties(datasets=records)
