"""Rows of dots on the scale from 1 to 5: one row a mean, with its spread and its number."""

import math

import altair as alt
import pandas as pd

from lotsen.charts import palette, values
from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.i18n import _
from lotsen.usecases.scores import CellState

DATA = "dots"
HEAD, ROW = 66, 40
TICKS = pd.DataFrame({"score": range(LOWEST, HIGHEST + 1)})

LEFT, RIGHT = "plot_left", "plot_right"


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


def lengths() -> list[alt.Parameter]:
    """Lengths that depend on how wide the picture is; the browser works them out."""
    return [
        alt.param("narrow", expr="width < 620"),
        alt.param(LEFT, expr="narrow ? 146 : clamp(width * 0.26, 190, 400)"),
        alt.param(RIGHT, expr="width - (narrow ? 44 : 150)"),
    ]


def along(field: str = "score") -> alt.X:
    """Place a mark on the scale."""
    return palette.score_axis(field, left=LEFT, right=RIGHT)


def scale_lines(rows: int) -> list[alt.Chart]:
    """The lines and figures of the scale, 1 to 5."""
    base = alt.Chart(TICKS).encode(x=along())
    lines = base.mark_rule(opacity=palette.FAINT * 0.6, aria=False).encode(
        y=alt.value(HEAD), y2=alt.value(height(rows))
    )
    figures = base.mark_text(fontSize=15, opacity=palette.SOFT, aria=False).encode(
        y=alt.value(HEAD - 10), text="score:Q"
    )
    return [lines, figures]


def dots(select: alt.Parameter | None = None) -> list[alt.Chart]:
    """Names on the left, dots with their spread, numbers on the right."""
    base = alt.Chart(alt.NamedData(DATA)).encode(y=palette.down("centre"))
    spread = base.mark_rule(
        stroke=palette.PERSON, strokeWidth=7, strokeCap="round", opacity=0.55, aria=False
    ).encode(x=along("low"), x2="high")
    dot = base.mark_circle(
        color=palette.PERSON,
        stroke=palette.INK,
        strokeWidth=1.5,
        size=210,
        opacity=1,
        cursor="default" if select is None else "pointer",
        ariaRoleDescription=_("Punkt"),
    ).encode(x=along(), description="description:N")
    if select is not None:
        dot = dot.add_params(select)
    missing = base.mark_text(
        align="left", fontStyle="italic", opacity=palette.SOFT, aria=False
    ).encode(x=alt.value({"expr": f"{LEFT} + 4"}), text="missing:N")
    return [spread, dot, missing, *_labels(base)]


def _labels(base: alt.Chart) -> list[alt.Chart]:
    weight = {"expr": "datum.strong ? 600 : 400"}
    label = base.mark_text(
        align="left",
        aria=False,
        dy={"expr": "datum.second ? -8 : 0"},
        fontSize={"expr": "narrow ? 13 : 16"},
        fontWeight=weight,
        limit={"expr": f"{LEFT} - 14"},
    ).encode(x=alt.value(0), text="label:N")
    second = base.mark_text(
        align="left",
        aria=False,
        dy=9,
        fontSize=12.5,
        opacity=palette.SOFT,
        limit={"expr": f"{LEFT} - 14"},
    ).encode(x=alt.value(0), text="second:N")
    value = base.mark_text(align="left", aria=False, fontSize=18, fontWeight=600).encode(
        x=alt.value({"expr": f"{RIGHT} + 14"}), text="value:N"
    )
    n = base.mark_text(
        align="left", aria=False, opacity={"expr": f"narrow ? 0 : {palette.SOFT}"}
    ).encode(x=alt.value({"expr": f"{RIGHT} + 52"}), text="n:N")
    return [label, second, value, n]
