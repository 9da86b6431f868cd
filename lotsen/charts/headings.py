"""What stands around the cells of the department picture: rows, columns, the scale."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from lotsen.charts import palette
from lotsen.charts.grid import HEAD, Grid, across, town_title
from lotsen.charts.lines import first_lines
from lotsen.charts.titles import RowTitle, row_title, wrapped
from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.usecases.scores import TOTAL, DepartmentScores

ROWS, COLUMNS = "rows", "columns"
BOTTOM = HEAD - 12
PEOPLE_RIGHT = {"expr": "label_width - 16"}
HIDDEN_WHEN_NARROW = {"expr": f"narrow ? 0 : {palette.SOFT}"}
SWATCH = "clamp(label_width * 0.12, 24, 44)"
BESIDE_SWATCHES = 24 * HIGHEST + 6
"""Right of the narrowest swatches."""


def row_data(scores: DepartmentScores, rows: Sequence[DepartmentId], shape: Grid) -> pd.DataFrame:
    """One line per row, the town's first: what stands left of it."""
    lines = {line.department_id: line for line in first_lines(scores.frame, "department_id")}
    people = int(scores.town["members"].iloc[0])
    titles = [_row(0, shape, row_title("", town_title(scores), "", lines=1), people)]
    for row, line in enumerate((lines[key] for key in rows), 1):
        title = row_title(line.number, line.department, line.above, lines=shape.lines)
        titles.append(_row(row, shape, title, line.members))
    return pd.DataFrame(titles)


def _row(row: int, shape: Grid, title: RowTitle, people: int) -> dict[str, object]:
    return {
        "town": row == 0,
        "empty": not people,
        "centre": shape.top(row) + shape.row / 2,
        "short": title.short,
        "first": title.first,
        "second": title.second,
        "people": number(people, decimals=0),
    }


def column_data(titles: Mapping[str, str], shape: Grid) -> pd.DataFrame:
    """One line per line of a column's title, counted from the bottom."""
    return pd.DataFrame(
        [
            {
                "middle": (shape.left(column) + shape.right(column)) / 2,
                "text": text,
                "line": line,
                "short": "" if line else _short(key, column),
                "total": key == TOTAL,
            }
            for column, (key, title) in enumerate(titles.items())
            for line, text in enumerate(reversed(wrapped(title)))
        ]
    )


def _short(key: str, column: int) -> str:
    """A criterion's number; the weighted score is a mean."""
    return "Ø" if key == TOTAL else str(column)


def rows(shape: Grid) -> list[alt.Chart]:
    """The departments' names, how many people stand there, and where nobody does."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(y=palette.down("centre"))
    shift = -0.15 * shape.row
    people = base.mark_text(
        align="right",
        aria=False,
        dy={"expr": f"datum.second ? {shift} : 0"},
        fontSize=15,
        opacity=HIDDEN_WHEN_NARROW,
    ).encode(x=alt.value(PEOPLE_RIGHT), text="people:N")
    nobody = (
        base.transform_filter("datum.empty")
        .mark_text(align="left", aria=False, dx=10, fontStyle="italic", opacity=palette.SOFT)
        .encode(x=alt.value({"expr": "label_width"}), text=alt.value(_("keine Kandidatur")))
    )
    return [*_names(base, shape, shift), people, nobody]


def _names(base: alt.Chart, shape: Grid, shift: float) -> list[alt.Chart]:
    biggest = min(21.0, shape.row * 0.58)
    first = base.mark_text(
        align="left",
        aria=False,
        dy={"expr": f"datum.second && !narrow ? {shift} : 0"},
        fontSize={"expr": f"narrow ? 13 : clamp(width * 0.0135, 14, {biggest})"},
        fontWeight={"expr": f"datum.town || {shape.lines} > 1 ? 600 : 400"},
        limit={"expr": "narrow ? label_width - 6 : label_width - 58"},
    ).encode(x=alt.value(0), text=alt.value({"expr": "narrow ? datum.short : datum.first"}))
    second = base.mark_text(
        align="left",
        aria=False,
        dy=0.2 * shape.row,
        fontSize={"expr": "clamp(width * 0.0095, 12, 16)"},
        opacity=HIDDEN_WHEN_NARROW,
        limit={"expr": "label_width - 16"},
    ).encode(x=alt.value(0), text="second:N")
    return [first, second]


def columns(shape: Grid) -> list[alt.Chart]:
    """The criteria; on a narrow screen their numbers."""
    titles = (
        alt.Chart(alt.NamedData(COLUMNS))
        .mark_text(
            aria=False,
            baseline="alphabetic",
            fontSize={"expr": "titled ? head_size : 14"},
            fontWeight={"expr": "datum.total ? 600 : 400"},
            dy={"expr": "titled ? -datum.line * head_size * 1.12 : 0"},
        )
        .encode(
            x=across("middle", shape),
            y=alt.value(BOTTOM),
            text=alt.value({"expr": "titled ? datum.text : datum.short"}),
        )
    )
    people = (
        alt.Chart(pd.DataFrame({"text": [_("Personen")]}))
        .mark_text(
            aria=False,
            align="right",
            baseline="alphabetic",
            fontSize=13,
            opacity=HIDDEN_WHEN_NARROW,
        )
        .encode(x=alt.value(PEOPLE_RIGHT), y=alt.value(BOTTOM), text="text:N")
    )
    return [titles, people]


def legend() -> list[alt.Chart]:
    """The five steps of the scale, and what its ends mean."""
    base = alt.Chart(pd.DataFrame({"score": range(LOWEST, HIGHEST + 1)}))
    boxes = base.mark_rect(
        aria=False,
        cornerRadius=3,
        x={"expr": f"(datum.score - {LOWEST}) * {SWATCH}"},
        x2={"expr": f"(datum.score - {LOWEST} + 1) * {SWATCH} - 3"},
        y=2,
        y2=26,
    ).encode(color=palette.score_colour("score"))
    letters = (
        alt.when(f"datum.score >= {palette.LIGHT_LETTERS_FROM}")
        .then(alt.value(palette.LIGHT_LETTERS))
        .otherwise(alt.value(palette.DARK_LETTERS))
    )
    numbers = base.mark_text(
        aria=False,
        x={"expr": f"(datum.score - {LOWEST} + 0.5) * {SWATCH} - 1.5"},
        y=14,
    ).encode(text="score:Q", color=letters)
    return [boxes, numbers, _ends()]


def _ends() -> alt.Chart:
    lowest = _("{score} noch nicht erkennbar", score=LOWEST)
    highest = _("{score} herausragend", score=HIGHEST)
    lines = pd.DataFrame({"text": [lowest, highest], "y": [38, 56]})
    ends: alt.Chart = (
        alt.Chart(lines)
        .mark_text(
            aria=False,
            align="left",
            fontSize=13,
            opacity=palette.SOFT,
            x={"expr": f"narrow ? {BESIDE_SWATCHES} : 0"},
            dy={"expr": "narrow ? -31 : 0"},
            limit={"expr": f"narrow ? width - {BESIDE_SWATCHES} : label_width - 80"},
        )
        .encode(y=palette.down("y"), text="text:N")
    )
    return ends
