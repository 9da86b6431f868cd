"""Departments left and right of the town's mean; hatched where they cannot be compared."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import intervals, palette, values
from lotsen.charts.intervals import DATA, HEAD, ROW, TICKS, along
from lotsen.charts.letters import tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.charts.titles import full_title
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import signed
from lotsen.usecases.distances import Distances

TOWN = "town"
LEAST = 0.5
"""Points to each side that the scale always has."""


def distances(found: Distances, rows: Sequence[DepartmentId], *, fair: bool) -> Picture:
    """The departments of `rows`, in that order, by the plain or by the fair score."""
    lines = lines_of(found.frame.set_index("department_id", drop=False).loc[list(rows)])
    shown = [_row(place, line, fair=fair) for place, line in enumerate(lines)]
    widest = _widest(found.frame, fair=fair)
    return Picture(
        form=form,
        height=HEAD + len(shown) * ROW + 8,
        lengths=intervals.lengths(shown, -widest, widest),
        data={DATA: pd.DataFrame(shown), TICKS: _ticks(widest), TOWN: _town(found)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    hatch = {
        "x": by("plot_left"),
        "x2": by("plot_right"),
        "strokeWidth": tall(ROW * 0.7),
        "strokeDash": [2, 7],
        "opacity": palette.FAINT,
    }
    line = {"y": tall(22), "y2": by("height"), "strokeWidth": 2.5}
    text = {"y": tall(11), "fontWeight": 600}
    town = {"x": along("place")}
    layers = [
        *intervals.scale_lines(),
        layer("rule", DATA, hatch, {"y": down("centre")}, only="datum.hatched"),
        layer("rule", TOWN, line, town),
        layer("text", TOWN, text, town | {"text": text_of("text")}),
        *intervals.rows(),
    ]
    return palette.dressed(layers, intervals.LENGTHS)


def said(line: Any, *, fair: bool) -> str:
    """One line of the frame, in words."""
    if not line.candidates:
        return _("keine Bewertung")
    value = line.fair if fair else line.plain
    facts = {"distance": signed(value), "founded": values.founded(line.candidates, line.spread)}
    if line.hatched:
        return _("{distance}; {founded}; nicht sicher vergleichbar", **facts)
    return _("{distance}; {founded}", **facts)


def _row(place: int, line: Any, *, fair: bool) -> dict[str, object]:
    known = bool(line.candidates)
    title = full_title(line.number, line.department)
    words = said(line, fair=fair)
    return {
        "centre": HEAD + (place + 0.5) * ROW,
        "place": (line.fair if fair else line.plain) if known else None,
        "low": line.low if fair and known else None,
        "high": line.high if fair and known else None,
        "low_half": None,
        "high_half": None,
        "label": title,
        "title": "",
        "said": words,
        "brief": signed(line.fair if fair else line.plain),
        "hatched": bool(line.hatched),
        "description": f"{title}: {words}",
    }


def _widest(frame: pd.DataFrame, *, fair: bool) -> float:
    """Half points to each side, the same on every page of a level."""
    columns = ["fair", "low", "high"] if fair else ["plain"]
    most = float(frame[columns].abs().max().max()) if len(frame) else 0.0
    return max(LEAST, int((most if most == most else 0.0) * 2 + 0.999) / 2)  # noqa: PLR0124


def _ticks(widest: float) -> pd.DataFrame:
    places = [-widest, -widest / 2, 0.0, widest / 2, widest]
    texts = [signed(place) if place else "" for place in places]
    return pd.DataFrame({"place": places, "text": texts})


def _town(found: Distances) -> pd.DataFrame:
    name = _("Mittelwert Stadt") if found.whole_town else _("Mittelwert Ihrer Bereiche")
    return pd.DataFrame({"place": [0.0], "text": [name]})
