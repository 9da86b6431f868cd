"""Rows of dots on the scale from 1 to 5: one row a mean, with its spread and its number."""

import math
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette, values
from lotsen.charts.letters import SECOND_LINE, tall
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.i18n import _
from lotsen.usecases.scores import CellState

DATA = "dots"
HEAD, ROW = 72, 40
TICKS = pd.DataFrame({"score": range(LOWEST, HIGHEST + 1)})

DOT: dict[str, Any] = {
    "fill": palette.PERSON,
    "stroke": palette.INK,
    "strokeWidth": 1.5,
    "opacity": 1,
}


def row_of(  # noqa: PLR0913  # a row is all of this
    position: int,
    *,
    label: str,
    second: str = "",
    score: float,
    spread: float,
    n: int,
    not_observable: int,
    strong: bool = False,
) -> dict[str, object]:
    """One row as the picture needs it; what is not known is None."""
    state = values.state_of(n, not_observable)
    known = state == CellState.RATED
    spread_known = known and not math.isnan(spread)
    return {
        "centre": HEAD + (position + 0.5) * ROW,
        "label": label,
        "second": second,
        "score": score if known else None,
        "low": max(LOWEST, score - spread) if spread_known else None,
        "high": min(HIGHEST, score + spread) if spread_known else None,
        "value": values.written(state, score) if known else "",
        "n": values.founded(n, spread),
        "missing": "" if known else values.spoken(state, score),
        "description": f"{label}: {values.spoken(state, score)}",
        "strong": strong,
    }


def height(rows: int) -> float:
    """The height of a picture with so many rows."""
    return HEAD + rows * ROW + 6


LENGTHS = {
    "plot_left": "grow * (narrow ? 166 + 24 * grown : clamp(wide * 0.26, 190 + 32 * grown, 400))",
    "plot_right": "width - grow * (narrow ? 44 : 150)",
}


def along(field: str = "score") -> alt.X:
    """A place on the scale; it is always the whole one, so that pictures can be compared."""
    scale = alt.Scale(
        domain=[LOWEST, HIGHEST],
        range=[by("plot_left"), by("plot_right")],
        nice=False,
        zero=False,
        clamp=True,
    )
    return alt.X(field=field, type="quantitative", scale=scale, axis=None)


def scale_lines() -> list[alt.Chart]:
    """The lines and figures of the scale, 1 to 5."""
    line = {"y": tall(HEAD), "y2": by("height"), "opacity": palette.FAINT * 0.6}
    figure = {
        "y": tall(HEAD - 10),
        "fontSize": SECOND_LINE,
        "opacity": palette.SOFT,
        "text": by("datum.score"),
    }
    return [
        layer("rule", TICKS, line, {"x": along()}),
        layer("text", TICKS, figure, {"x": along()}),
    ]


def dots(select: alt.Parameter | None = None) -> list[alt.Chart]:
    """Names on the left, dots with their spread, numbers on the right."""
    spread = {"stroke": palette.PERSON, "strokeWidth": 7, "strokeCap": "round", "opacity": 0.55}
    look = DOT | {
        "size": by("210 * grow"),
        "cursor": "default" if select is None else "pointer",
    }
    dot = layer("circle", DATA, look, {"x": along(), "y": down("centre")})
    return [
        layer(
            "rule",
            DATA,
            spread,
            {"x": along("low"), "x2": alt.X2(field="high"), "y": down("centre")},
        ),
        dot if select is None else dot.add_params(select),
        *_texts(),
    ]


def _texts() -> list[alt.Chart]:
    """What is written beside a row; each text is the data's column of that name.

    The label tells the whole row: a dot could not, for a row without a number has none.
    """
    limit = by("plot_left - 14")
    looks: dict[str, dict[str, Any]] = {
        "label": {
            "x": 0,
            "dy": tall("datum.second ? -9 : 0"),
            "fontWeight": by("datum.strong ? 600 : 400"),
            "limit": limit,
        },
        "second": {
            "x": 0,
            "dy": tall(10),
            "fontSize": SECOND_LINE,
            "opacity": palette.SOFT,
            "limit": limit,
        },
        "missing": {"x": by("plot_left + 4"), "fontStyle": "italic", "opacity": palette.SOFT},
        "value": {"x": by("plot_right + 14"), "fontWeight": 600},
        "n": {
            "x": by("narrow ? plot_left : plot_right + 52 * grow"),  # unseen, but not outside
            "fontSize": SECOND_LINE,
            "opacity": by(f"narrow ? 0 : {palette.SOFT}"),
        },
    }
    return [_text(column, look) for column, look in looks.items()]


def _text(column: str, look: dict[str, Any]) -> alt.Chart:
    told = {"description": alt.Description(field="description", type="nominal")}
    return layer(
        "text",
        DATA,
        {"align": "left", "ariaRoleDescription": _("Zeile")} | look,
        {"y": down("centre"), "text": text_of(column)} | (told if column == "label" else {}),
        silent=column != "label",
    )
