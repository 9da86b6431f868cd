"""The heart of the house: departments by criteria, the town on top."""

import math
from collections.abc import Collection, Mapping, Sequence

import altair as alt

from lotsen.charts import cells, grid, headings, palette
from lotsen.charts.grid import Grid
from lotsen.charts.letters import GLYPH, SECOND_LARGE
from lotsen.charts.marks import down, layer
from lotsen.charts.picture import Picture
from lotsen.charts.titles import widest_line
from lotsen.domain.ids import DepartmentId
from lotsen.usecases.scores import DepartmentScores

CHOICE = cells.CHOICE
CHOSEN = "chosen"
"""The data that outline the chosen cell; they alone change with a choice."""

SMALLEST_HEADING = 10.5
SINE, COSINE = math.sin(math.radians(headings.SLANT)), math.cos(math.radians(headings.SLANT))


def departments(
    scores: DepartmentScores,
    rows: Sequence[DepartmentId],
    titles: Mapping[str, str],
    hatched: Collection[DepartmentId] = (),
) -> Picture:
    """The scores of `rows`, in that order; the columns are those of `titles`.

    `hatched` are the departments that cannot safely be compared.
    """
    shape = Grid(departments=len(rows), columns=len(titles))
    return Picture(
        form=form,
        height=shape.height,
        lengths={
            "row_height": shape.row,
            "two_lines": shape.lines > 1,
            "units": shape.units,
            "widest": widest_line(titles.values()),
            "longest": widest_line(titles.values(), lines=headings.LINES),
        },
        data={
            cells.DATA: cells.data(scores, rows, titles, shape, hatched),
            headings.ROWS: headings.row_data(scores, rows, shape),
            headings.COLUMNS: headings.column_data(titles, shape),
            headings.SLANTED: headings.slanted_data(titles, shape),
            CHOSEN: grid.outline(rows, titles, None, None),
        },
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    layers = [
        *cells.layers(),
        *headings.rows(),
        *headings.columns(),
        *headings.legend(),
        _outline(),
    ]
    return palette.dressed(layers, LENGTHS)


LENGTHS = {
    "narrow": "wide < 700",
    "beside_cells": "clamp(wide * (0.23 + 0.035 * grown), 190 + 40 * grown, 400)",
    "label_width": "grow * (narrow ? 92 : beside_cells)",
    "row": "row_height * grow",
    "row_size": "min(letters, row * (0.58 + 0.08 * grown))",
    "room": "(width - label_width) / units",
    "slanted": (
        f"grown > 0 && room < widest * {GLYPH} * second"
        f" && room > letters * {headings.LINES * headings.LEADING / SINE:.3f}"
    ),
    "beside": f"slanted ? max(0, longest * {GLYPH * COSINE:.3f} * letters - room / 2) : 0",
    "step": "(width - label_width - beside) / units",
    "cell_size": "clamp(step * 0.4, 11, min(30, row * 0.6))",
    "detail_size": (
        f"{cells.CRAMPED} ? 12 + 8 * grown"
        " : clamp(step * (0.15 + 0.06 * grown), 10, 17 + 3 * grown)"
    ),
    "head_size": f"slanted ? letters : min(19 + 5 * grown, step / (widest * {GLYPH}))",
    "titled": f"head_size >= {SMALLEST_HEADING} + grown * {SECOND_LARGE - SMALLEST_HEADING}",
    "above": (
        f"slanted ? max(0, letters * (longest * {GLYPH * SINE:.3f} + 1.4)"
        f" - {headings.BOTTOM} * grow) : 0"
    ),
}


def _outline() -> alt.Chart:
    look = {"fillOpacity": 0, "stroke": palette.INK, "strokeWidth": 4, "cornerRadius": 3}
    return layer(
        "rect",
        CHOSEN,
        look,
        {
            "x": grid.across("left"),
            "x2": alt.X2(field="right"),
            "y": down("top"),
            "y2": alt.Y2(field="bottom"),
        },
    )
