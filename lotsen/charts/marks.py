"""One layer of a picture, said in one breath: its marks, its data, its look, its channels.

Altair's own chain of calls copies the chart with every word; a picture of twenty layers would
take longer to write than to draw.
"""

from collections.abc import Mapping
from typing import Any, Literal

import altair as alt
import pandas as pd

Kind = Literal["circle", "point", "rect", "rule", "text"]
Said = Mapping[str, Any]


def layer(  # noqa: PLR0913  # a layer is all of this
    kind: Kind,
    data: str | pd.DataFrame,
    look: Said,
    channels: Said,
    *,
    only: str | None = None,
    silent: bool = True,
) -> alt.Chart:
    """Marks of one kind; `only` picks lines of the data, `silent` marks are told to nobody.

    Text has the size of names, where its look says no other.
    """
    told: dict[str, Any] = {"aria": False} if silent else {}
    size: Said = {"fontSize": by("letters")} if kind == "text" else {}
    return alt.Chart(
        alt.NamedData(data) if isinstance(data, str) else data,
        mark=alt.MarkDef(type=kind, **{**told, **size, **look}),
        encoding=alt.FacetedEncoding(**channels),
        transform=[alt.FilterTransform(filter=only)] if only else alt.Undefined,
    )


def by(expression: str) -> dict[str, str]:
    """What the browser works out: from the lengths of the picture, and the line of data."""
    return {"expr": expression}


def text_of(field: str) -> alt.Text:
    """The text in a column of the data."""
    return alt.Text(field=field, type="nominal")


def down(field: str) -> alt.Y:
    """A place by a length from the top; the picture grows with its letters."""
    scale = alt.Scale(
        domain=[0, by("tall")],
        range=[by("above"), by("above + tall * grow")],
        nice=False,
        zero=False,
    )
    return alt.Y(field=field, type="quantitative", scale=scale, axis=None)
