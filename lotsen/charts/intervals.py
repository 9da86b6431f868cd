"""Rows with a dot and its interval: thin for 90 %, thick for 50 %; the skeleton of two pictures.

Which scale stands above them is said by `lengths`, so that one form serves every town.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from lotsen.charts import palette
from lotsen.charts.letters import SECOND_LINE, SENTENCE, tall
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.i18n import _

DATA, TICKS = "rows", "ticks"
HEAD, ROW, TITLE = 60, 34, 34
THIN, THICK = 3, 10
FAINT = palette.FAINT * 0.7

LENGTHS = {
    "plot_left": "grow * (narrow ? 150 : clamp(wide * 0.27, 200, 420))",
    "plot_right": f"width - (narrow ? 66 * grow : 24 + said * {SENTENCE} * letters)",
}


def lengths(rows: Sequence[Mapping[str, Any]], lowest: float, highest: float) -> dict[str, float]:
    """What the form calls by name: the ends of the scale, and the letters beside a row."""
    said = max((len(str(row["said"])) for row in rows), default=0)
    return {"lowest": lowest, "highest": highest, "said": said}


def along(field: str) -> alt.X:
    """A place on the scale."""
    scale = alt.Scale(
        domain=[by("lowest"), by("highest")],
        range=[by("plot_left"), by("plot_right")],
        nice=False,
        zero=False,
        clamp=True,
    )
    return alt.X(field=field, type="quantitative", scale=scale, axis=None)


def rows() -> list[alt.Chart]:
    """Intervals, dots, and what is written beside them."""
    thin = {"stroke": palette.INK, "strokeWidth": THIN, "opacity": 0.75}
    thick = {"stroke": palette.PERSON, "strokeWidth": THICK, "opacity": 0.75}
    row: dict[str, Any] = {"y": down("centre")}
    dot = layer(
        "circle",
        DATA,
        {
            "fill": palette.PERSON,
            "stroke": palette.INK,
            "strokeWidth": 1.5,
            "opacity": 1,
            "size": by("190 * grow"),
            "ariaRoleDescription": _("Datenpunkt"),
        },
        row
        | {
            "x": along("place"),
            "description": alt.Description(field="description", type="nominal"),
        },
        silent=False,
    )
    return [
        layer("rule", DATA, thin, row | {"x": along("low"), "x2": alt.X2(field="high")}),
        layer("rule", DATA, thick, row | {"x": along("low_half"), "x2": alt.X2(field="high_half")}),
        dot,
        *_texts(),
    ]


def scale_lines() -> list[alt.Chart]:
    """The lines of the scale with their figures."""
    line = {"y": tall(HEAD - 6), "y2": by("height"), "opacity": FAINT}
    return [layer("rule", TICKS, line, {"x": along("place")}), figures()]


def broken_lines(data: str, look: dict[str, Any]) -> alt.Chart:
    """Lines down the picture in pieces, from `top` to `bottom`, so that headings stay free."""
    piece = {"x": along("place"), "y": down("top"), "y2": alt.Y2(field="bottom")}
    return layer("rule", data, look, piece)


def figures() -> alt.Chart:
    """The figures of the scale."""
    figure = {"y": tall(HEAD - 18), "opacity": palette.SOFT, "fontSize": SECOND_LINE}
    return layer("text", TICKS, figure, {"x": along("place"), "text": text_of("text")})


def _texts() -> list[alt.Chart]:
    looks: dict[str, dict[str, Any]] = {
        "label": {"x": 0, "limit": by("plot_left - 16")},
        "title": {"x": 0, "fontWeight": 600, "limit": by("width")},
        "said": {
            "x": by("plot_right + 14"),
            "opacity": by("narrow ? 0 : 1"),
            "limit": by("width - plot_right - 14"),
        },
        "brief": {
            "x": by("plot_right + 8"),
            "opacity": by("narrow ? 1 : 0"),
            "limit": by("width - plot_right - 8"),
        },
    }
    return [
        layer(
            "text", DATA, {"align": "left"} | look, {"y": down("centre"), "text": text_of(column)}
        )
        for column, look in looks.items()
    ]
