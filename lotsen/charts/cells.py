"""The cells of the department picture.

A full cell is coloured and carries its number. A mean of few people is a strip of colour and
a number in italics: so the eye goes to what is well founded. „n. b.“ stands in dashes, no
rating in dots; none of the four needs its colour to be told from the others. What cannot safely be
compared is hatched below its numbers.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette, values
from lotsen.charts.grid import FEW, STRIP_WIDTH, TOWN, Grid, across, town_title
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.titles import full_title
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import NOTHING, number
from lotsen.usecases.scores import CellState, DepartmentScores

DATA = "cells"
CHOICE = "cell"
"""The selection: a click on a cell gives its department_id and criterion."""

RATED = f"datum.state === '{CellState.RATED}'"
SILENT = f"datum.state === '{CellState.NO_RATINGS}'"
FULL = f"{RATED} && !datum.few"
STRIP = f"{RATED} && datum.few"
BOTH_FROM = 58
CRAMPED = f"step < {BOTH_FROM} * grow"
"""In such a column n stands alone: its spread would touch the edges."""

ONLY_N = "'n ' + datum.people_text"
BRIEF = f"{ONLY_N} + (datum.spread_text === '{NOTHING}' ? '' : ' ±' + datum.spread_text)"
"""In large letters: there is no room for the dot between the two."""

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
    hatched: Collection[DepartmentId],
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
            | _told(line, titles[line.criterion], hatched=line.department_id in hatched)
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


def _told(line: Any, title: str, *, hatched: bool) -> dict[str, object]:
    """What the pointer and the screen reader are told."""
    department = full_title(line.number, line.department)
    state = CellState(line.state)
    value = values.spoken(state, line.mean)
    if hatched and state == CellState.RATED:
        value = _("{value}, nicht sicher vergleichbar", value=value)
    return {
        "hatched": hatched and state == CellState.RATED,
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


def layers() -> list[alt.Chart]:
    """Frames that take the click, colours, and numbers."""
    return [_frames(), _colours("right", FULL), _colours("strip", STRIP), _hatch(), *_texts()]


def _frames() -> alt.Chart:
    look = {
        "fill": "transparent",
        "stroke": palette.INK,
        "strokeWidth": 1.2,
        "strokeDash": by(f"{RATED} ? [] : {SILENT} ? [1, 5] : [6, 4]"),
        "strokeOpacity": by(f"{RATED} ? {palette.FAINT} : {palette.SOFT}"),
        "cursor": by(f"datum.department_id === {TOWN} ? 'default' : 'pointer'"),
        "ariaRoleDescription": _("Feld"),
    }
    frames = layer(
        "rect",
        DATA,
        INSET | look,
        {
            **_box("right"),
            "description": alt.Description(field="description", type="nominal"),
            "tooltip": _tooltips(),
        },
        silent=False,
    )
    choice = alt.selection_point(name=CHOICE, fields=["department_id", "criterion"])
    return frames.add_params(choice)


def _colours(edge: str, wanted: str) -> alt.Chart:
    return layer("rect", DATA, INSET, _box(edge) | {"color": palette.score_colour()}, only=wanted)


def _hatch() -> alt.Chart:
    look = {
        "stroke": palette.letters(FULL),
        "strokeWidth": by("6 * grow"),
        "strokeDash": [2, 4],
        "strokeOpacity": palette.SOFT,
        "xOffset": 4,
        "x2Offset": -4,
        "yOffset": by("-6 * grow"),
    }
    place = {"x": across("left"), "x2": alt.X2(field="right"), "y": down("bottom")}
    return layer("rule", DATA, look, place, only="datum.hatched")


def _texts() -> list[alt.Chart]:
    place: dict[str, Any] = {"x": across("middle"), "y": down("centre")}
    number = {
        "fill": palette.letters(FULL),
        "dy": by("datum.detail && two_lines && !narrow ? -0.12 * row : 0"),
        "fontSize": by("cell_size"),
        "fontWeight": by("datum.few ? 400 : 600"),
        "fontStyle": by("datum.few ? 'italic' : 'normal'"),
    }
    detail = {
        "fill": palette.letters(FULL),
        "dy": by("0.28 * row"),
        "fontSize": by("detail_size"),
        "opacity": by("two_lines && !narrow ? 1 : 0"),
        "text": by(
            f"!datum.detail ? '' : {CRAMPED} ? {ONLY_N} : grown > 0 ? {BRIEF} : datum.detail"
        ),
    }
    return [
        layer("text", DATA, number, place | {"text": text_of("text")}),
        layer("text", DATA, detail, place),
    ]


def _box(edge: str) -> dict[str, Any]:
    return {
        "x": across("left"),
        "x2": alt.X2(field=edge),
        "y": down("top"),
        "y2": alt.Y2(field="bottom"),
    }


def _tooltips() -> list[alt.Tooltip]:
    told = {
        "department_title": _("Bereich"),
        "criterion_title": _("Kriterium"),
        "value_text": _("Mittelwert"),
        "people_text": _("bewertete Personen (n)"),
        "spread_text": _("Streuung zwischen Personen (±)"),
        "ratings_text": _("Bewertungen"),
        "nb_text": _("dazu nicht beobachtbar (n. b.)"),
    }
    return [alt.Tooltip(field=field, type="nominal", title=title) for field, title in told.items()]
