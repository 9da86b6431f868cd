"""What stands around the cells of the department picture: rows, columns, the scale."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette
from lotsen.charts.grid import HEAD, Grid, across, town_title
from lotsen.charts.letters import SECOND_LINE, tall
from lotsen.charts.lines import first_lines
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.titles import RowTitle, row_title, wrapped
from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.usecases.scores import TOTAL, DepartmentScores

ROWS, COLUMNS, SLANTED = "rows", "columns", "slanted_columns"
BOTTOM = HEAD - 12
SLANT, LINES, LEADING = 40, 2, 1.12
"""Degrees and lines of large headings of narrow columns, which so stand beside each other; and
from one line to the next, in the height of letters."""

UNDER_HEADINGS = by(f"above + {BOTTOM} * grow")
PEOPLE_RIGHT = by("label_width - 16")
HIDDEN_WHEN_NARROW = by(f"narrow ? 0 : {palette.SOFT}")
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


def slanted_data(titles: Mapping[str, str], shape: Grid) -> pd.DataFrame:
    """The same for headings that stand aslant: in at most two lines."""
    return pd.DataFrame(
        [
            {
                "middle": (shape.left(column) + shape.right(column)) / 2,
                "text": text,
                "line": line,
                "total": key == TOTAL,
            }
            for column, (key, title) in enumerate(titles.items())
            for line, text in enumerate(reversed(wrapped(title, lines=LINES)))
        ]
    )


def _short(key: str, column: int) -> str:
    """A criterion's number; the weighted score is a mean."""
    return "Ø" if key == TOTAL else str(column)


def rows() -> list[alt.Chart]:
    """The departments' names, how many people stand there, and where nobody does."""
    row: dict[str, Any] = {"y": down("centre")}
    first = {
        "align": "left",
        "x": 0,
        "text": by("narrow ? datum.short : datum.first"),
        "dy": by("datum.second && !narrow ? -0.15 * row : 0"),
        "fontSize": by("row_size"),
        "fontWeight": by("datum.town || two_lines ? 600 : 400"),
        "limit": by("narrow ? label_width - 6 : label_width - 46 * grow"),
    }
    second = {
        "align": "left",
        "x": 0,
        "dy": by("0.2 * row"),
        "fontSize": SECOND_LINE,
        "opacity": HIDDEN_WHEN_NARROW,
        "limit": by("label_width - 16"),
    }
    return [
        layer("text", ROWS, first, row),
        layer("text", ROWS, second, row | {"text": text_of("second")}),
        *_people(row),
    ]


def _people(row: dict[str, Any]) -> list[alt.Chart]:
    count = {
        "align": "right",
        "x": PEOPLE_RIGHT,
        "dy": by("datum.second ? -0.15 * row : 0"),
        "fontSize": by("row_size"),
        "opacity": HIDDEN_WHEN_NARROW,
    }
    nobody = {
        "align": "left",
        "x": by("label_width + 10"),
        "text": _("keine Kandidatur"),
        "fontStyle": "italic",
        "opacity": palette.SOFT,
    }
    return [
        layer("text", ROWS, count, row | {"text": text_of("people")}),
        layer("text", ROWS, nobody, row, only="datum.empty"),
    ]


def columns() -> list[alt.Chart]:
    """The criteria; on a narrow screen their numbers."""
    titles = {
        "y": UNDER_HEADINGS,
        "baseline": "alphabetic",
        "text": by("slanted ? '' : titled ? datum.text : datum.short"),
        "fontSize": by("titled ? head_size : 14 + 10 * grown"),
        "fontWeight": by("datum.total ? 600 : 400"),
        "dy": by(f"titled ? -datum.line * head_size * {LEADING} : 0"),
    }
    people = {
        "x": PEOPLE_RIGHT,
        "y": UNDER_HEADINGS,
        "align": "right",
        "baseline": "alphabetic",
        "fontSize": SECOND_LINE,
        "opacity": HIDDEN_WHEN_NARROW,
    }
    heading = pd.DataFrame({"text": [_("Personen")]})
    return [
        layer("text", COLUMNS, titles, {"x": across("middle")}),
        _slanted(),
        layer("text", heading, people, {"text": text_of("text")}),
    ]


def _slanted() -> alt.Chart:
    look = {
        "y": UNDER_HEADINGS,
        "baseline": "alphabetic",
        "align": "left",
        "angle": 360 - SLANT,
        "text": by("slanted ? datum.text : ''"),
        "fontWeight": by("datum.total ? 600 : 400"),
        "dy": by(f"-datum.line * letters * {LEADING}"),
    }
    return layer("text", SLANTED, look, {"x": across("middle")})


def legend() -> list[alt.Chart]:
    """The five steps of the scale, and what its ends mean."""
    steps = pd.DataFrame({"score": range(LOWEST, HIGHEST + 1)})
    left = f"(datum.score - {LOWEST}) * {SWATCH}"
    swatch = {
        "cornerRadius": 3,
        "x": by(left),
        "x2": by(f"{left} + {SWATCH} - 3"),
        "y": tall(2),
        "y2": tall(26),
    }
    number = {
        "x": by(f"{left} + {SWATCH} / 2 - 1.5"),
        "y": tall(14),
        "text": by("datum.score"),
        "fill": palette.letters("true"),
    }
    return [
        layer("rect", steps, swatch, {"color": palette.score_colour()}),
        layer("text", steps, number, {}),
        _ends(),
    ]


def _ends() -> alt.Chart:
    ends = pd.DataFrame(
        {
            "text": [
                _("{score} noch nicht erkennbar", score=LOWEST),
                _("{score} herausragend", score=HIGHEST),
            ],
            "top": [38, 56],
        }
    )
    meaning = {
        "align": "left",
        "fontSize": SECOND_LINE,
        "opacity": palette.SOFT,
        "y": tall("datum.top"),
        "x": by(f"narrow ? {BESIDE_SWATCHES} : 0"),
        "dy": by("narrow ? -31 : 0"),
        "limit": by(f"narrow ? width - {BESIDE_SWATCHES} : label_width - 4"),
    }
    return layer("text", ends, meaning, {"text": text_of("text")})
