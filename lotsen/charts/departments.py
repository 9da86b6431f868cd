"""The heart of the house: departments by criteria, the town on top."""

from collections.abc import Mapping, Sequence
from functools import partial

import altair as alt

from lotsen.charts import cells, grid, headings, palette
from lotsen.charts.grid import Grid
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
    widest = widest_line(titles.values())
    return Picture(
        name="departments",
        shape=(shape, widest),
        form=partial(_form, shape, widest),
        data={
            cells.DATA: cells.data(scores, rows, titles, shape),
            headings.ROWS: headings.row_data(scores, rows, shape),
            headings.COLUMNS: headings.column_data(titles, shape),
            CHOSEN: grid.outline(rows, titles, None, None),
        },
    )


def _form(shape: Grid, widest: int) -> alt.LayerChart:
    layers = [
        *cells.layers(shape),
        *headings.rows(shape),
        *headings.columns(shape),
        *headings.legend(),
        _outline(shape),
    ]
    return palette.dressed(layers, _lengths(shape, widest), height=shape.height)


def _lengths(shape: Grid, widest: int) -> list[alt.Parameter]:
    """Lengths that depend on how wide the picture is; the browser works them out."""
    biggest = min(30, shape.row * 0.6)
    return [
        alt.param("narrow", expr="width < 700"),
        alt.param("label_width", expr="narrow ? 92 : clamp(width * 0.21, 190, 400)"),
        alt.param("step", expr=f"(width - label_width) / {shape.units}"),
        alt.param("cell_size", expr=f"clamp(step * 0.4, 11, {biggest})"),
        alt.param("detail_size", expr="clamp(step * 0.15, 10, 17)"),
        alt.param("head_size", expr=f"min(19, step / {widest * 0.53})"),
        alt.param("titled", expr=f"head_size >= {SMALLEST_HEADING}"),
    ]


def _outline(shape: Grid) -> alt.Chart:
    outline: alt.Chart = (
        alt.Chart(alt.NamedData(CHOSEN))
        .mark_rect(fillOpacity=0, stroke=palette.INK, strokeWidth=4, cornerRadius=3, aria=False)
        .encode(
            x=grid.across("left", shape),
            x2="right",
            y=palette.down("top"),
            y2="bottom",
        )
    )
    return outline
