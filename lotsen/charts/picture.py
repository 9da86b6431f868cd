"""A picture in two parts: its form, and its numbers.

The form is the same for every town and every day. Who shows a picture on a screen keeps the
form and sends the numbers; the browser then moves what changed and draws nothing anew. Who
prints it takes `chart()`, which has both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from lotsen.i18n import language

Form = Callable[[], alt.LayerChart]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`lengths` are what the form calls by name; `data` are its numbers.

    `height` is how high it is before its letters grow; the form calls it `tall`.
    """

    form: Form
    height: float
    lengths: Mapping[str, float]
    data: Mapping[str, pd.DataFrame]

    def spec(self) -> dict[str, Any]:
        """The form in Vega-Lite with this picture's lengths; its numbers go separately."""
        spec = compiled(self.form, language())
        known = {"tall": self.height, **self.lengths}
        lengths = [{"name": name, "value": value} for name, value in known.items()]
        return {**spec, "height": self.height, "params": [*lengths, *spec["params"]]}

    def chart(self) -> alt.LayerChart:
        """The chart with its numbers in it."""
        spec = self.spec()
        records = {name: frame.to_dict("records") for name, frame in self.data.items()}
        whole = {**spec, "datasets": {**spec["datasets"], **records}}
        chart: alt.LayerChart = alt.LayerChart.from_dict(whole)
        return chart


@lru_cache(maxsize=64)
def compiled(form: Form, _language: str) -> dict[str, Any]:
    """A form in Vega-Lite, worked out once per language; not to be changed by who gets it.

    The tests hold every form against the schema of Vega-Lite; here nothing is checked again.
    """
    spec: dict[str, Any] = form().to_dict(validate=False)
    return spec
