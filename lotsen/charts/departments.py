"""The heart of the house: departments by criteria, the town on top."""

from collections.abc import Mapping, Sequence

import altair as alt

from lotsen.charts import cells, grid, headings, palette
from lotsen.charts.grid import Grid
from lotsen.charts.marks import down, layer
from lotsen.charts.picture import Picture
from lotsen.charts.titles import widest_line
from lotsen.domain.ids import DepartmentId
from lotsen.usecases.scores import DepartmentScores

CHOICE = cells.CHOICE
CHOSEN = "chosen"
"""The data that outline the chosen cell; they alone change with a choice."""

SMALLEST_HEADING = 10.5


def departments(
    scores: DepartmentScores, rows: Sequence[DepartmentId], titles: Mapping[str, str]
) -> Picture:
    """The scores of `rows`, in that order; the columns are those of `titles`."""
    shape = Grid(departments=len(rows), columns=len(titles))
    return Picture(
        form=form,
        height=shape.height,
        lengths={
            "row": shape.row,
            "two_lines": shape.lines > 1,
            "units": shape.units,
            "widest": widest_line(titles.values()),
        },
        data={
            cells.DATA: cells.data(scores, rows, titles, shape),
            headings.ROWS: headings.row_data(scores, rows, shape),
            headings.COLUMNS: headings.column_data(titles, shape),
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
    "narrow": "width < 700",
    "label_width": "narrow ? 92 : clamp(width * 0.23, 190, 400)",
    "step": "(width - label_width) / units",
    "cell_size": "clamp(step * 0.4, 11, min(30, row * 0.6))",
    "detail_size": f"step < {cells.BOTH_FROM} ? 12 : clamp(step * 0.15, 10, 17)",
    "head_size": "min(19, step / (widest * 0.53))",
    "titled": f"head_size >= {SMALLEST_HEADING}",
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
