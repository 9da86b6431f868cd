"""Rows with a dot and its interval: thin for 90 %, thick for 50 %; the skeleton of two pictures.

Which scale stands above them is said by lengths (`lowest`, `highest`), so that one form serves
every town.
"""

from typing import Any

import altair as alt

from lotsen.charts import palette
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.i18n import _

DATA, TICKS = "rows", "ticks"
HEAD, ROW, TITLE = 60, 34, 34
THIN, THICK = 3, 10

LENGTHS = {
    "narrow": "width < 620",
    "plot_left": "narrow ? 150 : clamp(width * 0.27, 200, 420)",
    "plot_right": "width - (narrow ? 66 : clamp(width * 0.34, 250, 360))",
    "letters": "clamp(plot_left * 0.075, 12.5, 18)",
}


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
            "size": 190,
            "ariaRoleDescription": _("Punkt"),
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
    line = {"y": HEAD - 6, "y2": by("height"), "opacity": palette.FAINT * 0.7}
    figure = {"y": HEAD - 18, "opacity": palette.SOFT, "fontSize": by("letters")}
    return [
        layer("rule", TICKS, line, {"x": along("place")}),
        layer("text", TICKS, figure, {"x": along("place"), "text": text_of("text")}),
    ]


def _texts() -> list[alt.Chart]:
    looks: dict[str, dict[str, Any]] = {
        "label": {"x": 0, "fontSize": by("letters"), "limit": by("plot_left - 16")},
        "title": {"x": 0, "fontSize": by("letters"), "fontWeight": 600, "limit": by("width")},
        "said": {
            "x": by("plot_right + 14"),
            "fontSize": by("clamp(letters * 0.95, 12.5, 16)"),
            "opacity": by("narrow ? 0 : 1"),
            "limit": by("width - plot_right - 14"),
        },
        "brief": {
            "x": by("plot_right + 8"),
            "fontSize": 12.5,
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
