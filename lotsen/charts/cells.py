"""The cells of the department picture.

A full cell is coloured and carries its number. A mean of few people is a strip of colour and
a number in italics: so the eye goes to what is well founded. „n. b.“ stands in dashes, no
rating in dots; none of the four needs its colour to be told from the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette, values
from lotsen.charts.grid import FEW, STRIP_WIDTH, TOWN, Grid, across, town_title
from lotsen.charts.lines import lines_of
from lotsen.charts.titles import full_title
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.usecases.scores import CellState, DepartmentScores

DATA = "cells"
CHOICE = "cell"
"""The selection: a click on a cell gives its department_id and criterion."""

RATED = f"datum.state === '{CellState.RATED}'"
SILENT = f"datum.state === '{CellState.NO_RATINGS}'"
FULL = f"{RATED} && !datum.few"
STRIP = f"{RATED} && datum.few"
INSET: dict[str, Any] = {
    "cornerRadius": 3,
    "xOffset": 1.5,
    "x2Offset": -1.5,
    "yOffset": 1.5,
    "y2Offset": -1.5,
}


def data(
    scores: DepartmentScores,
    rows: Sequence[DepartmentId],
    titles: Mapping[str, str],
    shape: Grid,
) -> pd.DataFrame:
    """One line per cell, the town's first; departments without a candidate have none."""
    frame = scores.frame[scores.frame["department_id"].isin(rows)]
    frame = frame[frame["members"] > 0]
    town = scores.town.assign(department_id=TOWN, department=town_title(scores), number="")
    place = {key: row for row, key in enumerate([TOWN, *rows])}
    column = {key: position for position, key in enumerate(titles)}
    both = pd.concat([town, frame], ignore_index=True)
    return pd.DataFrame(
        [
            _cell(line, shape, place[line.department_id], column[line.criterion])
            | _told(line, titles[line.criterion])
            for line in lines_of(both)
        ]
    )


def _cell(line: Any, shape: Grid, row: int, column: int) -> dict[str, object]:
    state = CellState(line.state)
    top = shape.top(row)
    return {
        "department_id": line.department_id,
        "criterion": line.criterion,
        "state": state.value,
        "score": line.mean if state == CellState.RATED else None,
        "few": state == CellState.RATED and line.candidates < FEW,
        "left": shape.left(column),
        "right": shape.right(column),
        "strip": shape.left(column) + STRIP_WIDTH,
        "middle": (shape.left(column) + shape.right(column)) / 2,
        "top": top,
        "bottom": top + shape.row,
        "centre": top + shape.row / 2,
        "text": values.written(state, line.mean),
        "detail": values.founded(line.candidates, line.spread),
    }


def _told(line: Any, title: str) -> dict[str, object]:
    """What the pointer and the screen reader are told."""
    department = full_title(line.number, line.department)
    value = values.spoken(CellState(line.state), line.mean)
    return {
        "department_title": department,
        "criterion_title": title,
        "value_text": value,
        "people_text": number(line.candidates, decimals=0),
        "ratings_text": number(line.ratings, decimals=0),
        "spread_text": number(line.spread),
        "nb_text": number(line.not_observable, decimals=0),
        "description": _(
            "{department}, {criterion}: {value}, {people} Personen",
            department=department,
            criterion=title,
            value=value,
            people=line.candidates,
        ),
    }


def layers(shape: Grid) -> list[alt.Chart]:
    """Frames that take the click, colours, and numbers."""
    base = alt.Chart(alt.NamedData(DATA))
    return [_frames(base, shape), *_colours(base, shape), *_texts(base, shape)]


def _frames(base: alt.Chart, shape: Grid) -> alt.Chart:
    frames: alt.Chart = (
        _box(base, "right", shape)
        .mark_rect(
            **INSET,
            fill="transparent",
            stroke=palette.INK,
            strokeWidth=1.2,
            strokeDash={"expr": f"{RATED} ? [] : {SILENT} ? [1, 5] : [6, 4]"},
            strokeOpacity={"expr": f"{RATED} ? {palette.FAINT} : {palette.SOFT}"},
            cursor={"expr": f"datum.department_id === {TOWN} ? 'default' : 'pointer'"},
            ariaRoleDescription=_("Feld"),
        )
        .encode(description="description:N", tooltip=_tooltips())
        .add_params(alt.selection_point(name=CHOICE, fields=["department_id", "criterion"]))
    )
    return frames


def _colours(base: alt.Chart, shape: Grid) -> list[alt.Chart]:
    return [
        _box(base, edge, shape)
        .transform_filter(wanted)
        .mark_rect(**INSET, aria=False)
        .encode(color=palette.score_colour("score"))
        for edge, wanted in (("right", FULL), ("strip", STRIP))
    ]


def _texts(base: alt.Chart, shape: Grid) -> list[alt.Chart]:
    letters = (
        alt.when(f"{FULL} && datum.score >= {palette.LIGHT_LETTERS_FROM}")
        .then(alt.value(palette.LIGHT_LETTERS))
        .when(FULL)
        .then(alt.value(palette.DARK_LETTERS))
        .otherwise(alt.value(palette.INK))
    )
    written = base.encode(x=across("middle", shape), y=palette.down("centre"), color=letters)
    up = -0.12 * shape.row if shape.lines > 1 else 0
    number = written.mark_text(
        dy={"expr": f"datum.detail && !narrow ? {up} : 0"},
        fontSize={"expr": "cell_size"},
        fontWeight={"expr": "datum.few ? 400 : 600"},
        fontStyle={"expr": "datum.few ? 'italic' : 'normal'"},
        aria=False,
    ).encode(text="text:N")
    if shape.lines == 1:
        return [number]
    detail = written.mark_text(
        dy=0.28 * shape.row,
        fontSize={"expr": "detail_size"},
        opacity={"expr": "narrow ? 0 : 1"},
        aria=False,
    ).encode(text="detail:N")
    return [number, detail]


def _box(base: alt.Chart, edge: str, shape: Grid) -> alt.Chart:
    box: alt.Chart = base.encode(
        x=across("left", shape), x2=edge, y=palette.down("top"), y2="bottom"
    )
    return box


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("department_title:N", title=_("Bereich")),
        alt.Tooltip("criterion_title:N", title=_("Kriterium")),
        alt.Tooltip("value_text:N", title=_("Mittelwert")),
        alt.Tooltip("people_text:N", title=_("bewertete Personen (n)")),
        alt.Tooltip("spread_text:N", title=_("Streuung zwischen Personen (±)")),
        alt.Tooltip("ratings_text:N", title=_("Bewertungen")),
        alt.Tooltip("nb_text:N", title=_("dazu nicht beobachtbar (n. b.)")),
    ]
