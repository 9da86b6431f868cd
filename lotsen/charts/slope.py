"""Those who cross the line of the places: rank by the plain score, rank by the fair one."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette
from lotsen.charts.letters import tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.usecases.comparison import Comparison

SLOPES, HEADS, LINE = "slopes", "heads", "line"
HEAD, GAP = 30, 30
LENGTHS = {
    "edge": "width * (narrow ? 0.36 + 0.05 * grown : 0.34)",
}


def crossing(found: Comparison) -> pd.DataFrame:
    """The lines of the frame whose people cross the line, in order of the fair rank."""
    frame = found.frame
    before, after = frame["plain_rank"] <= found.places, frame["rank"] <= found.places
    return frame[before != after]


def slope(found: Comparison) -> Picture:
    """A line for everybody who crosses; ranks keep their order, and names their distance."""
    frame = crossing(found)
    up = int((frame["rank"] < frame["plain_rank"]).sum())
    half = GAP * (max(up, len(frame) - up) + 0.5)
    lefts = _heights(frame["plain_rank"].tolist(), found.places, HEAD + half)
    rights = _heights(frame["rank"].tolist(), found.places, HEAD + half)
    rows = [_row(line, lefts[place], rights[place]) for place, line in enumerate(lines_of(frame))]
    text = [_("{count} Plätze", count=found.places)]
    return Picture(
        form=form,
        height=HEAD + 2 * half,
        lengths={},
        data={
            SLOPES: pd.DataFrame(rows),
            HEADS: pd.DataFrame(
                {"text": [_("einfacher Wert"), _("fairer Wert")], "side": ["right", "left"]}
            ),
            LINE: pd.DataFrame({"centre": [HEAD + half], "text": text}),
        },
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    border = {
        "x": by("edge"),
        "x2": by("width - edge"),
        "strokeWidth": 2.5,
        "strokeDash": [7, 5],
        "opacity": 0.9,
    }
    line = {
        "strokeWidth": 3,
        "stroke": palette.PERSON,
        "strokeDash": by("datum.up ? [] : [2, 4]"),
    }
    across: dict[str, Any] = {
        "x": _side(),
        "x2": alt.X2(field="end"),
        "y": down("left"),
        "y2": alt.Y2(field="right"),
    }
    return palette.dressed(
        [
            layer("rule", LINE, border, {"y": down("centre")}),
            layer("rule", SLOPES, line, across),
            *_texts(),
            _told(),
        ],
        LENGTHS,
    )


def _side() -> alt.X:
    """The left column is at 0, the right one at 1."""
    scale = alt.Scale(domain=[0, 1], range=[by("edge"), by("width - edge")], nice=False, zero=False)
    return alt.X(field="begin", type="quantitative", scale=scale, axis=None)


def _texts() -> list[alt.Chart]:
    left = {"x": by("edge - 10"), "align": "right", "limit": by("edge - 12")}
    right = {"x": by("width - edge + 10"), "align": "left", "limit": by("edge - 12")}
    heads = [
        layer(
            "text",
            HEADS,
            side | {"y": tall(14), "fontWeight": 600},
            {"text": text_of("text")},
            only=f"datum.side === '{side['align']}'",
        )
        for side in (left, right)
    ]
    border = left | {"fontWeight": 600}
    return [
        *heads,
        layer("text", LINE, border, {"y": down("centre"), "text": text_of("text")}),
        layer("text", SLOPES, left, {"y": down("left"), "text": text_of("before")}),
        layer("text", SLOPES, right, {"y": down("right"), "text": text_of("after")}),
    ]


def _told() -> alt.Chart:
    look = {
        "x": by("width - edge"),
        "size": by("130 * grow"),
        "fill": palette.PERSON,
        "stroke": palette.INK,
        "opacity": 1,
        "ariaRoleDescription": _("Datenpunkt"),
    }
    told = alt.Description(field="description", type="nominal")
    return layer("circle", SLOPES, look, {"y": down("right"), "description": told}, silent=False)


def _row(line: Any, left: float, right: float) -> dict[str, object]:
    up = line.rank < line.plain_rank
    facts = {"name": line.name, "before": line.plain_rank, "after": line.rank}
    said = (
        _("{name} kommt hinzu: von Rang {before} auf Rang {after}", **facts)
        if up
        else _("{name} fällt heraus: von Rang {before} auf Rang {after}", **facts)
    )
    return {
        "begin": 0,
        "end": 1,
        "left": left,
        "right": right,
        "up": up,
        "before": f"{line.name} {line.plain_rank}",
        "after": _("{after} kommt hinzu", **facts) if up else _("{after} fällt heraus", **facts),
        "description": said,
    }


def _heights(ranks: Sequence[int], places: int, middle: float) -> list[float]:
    """A height for each rank, in their order and evenly apart; who has a place is above."""
    order = sorted(range(len(ranks)), key=lambda place: (ranks[place], place))
    above = sum(rank <= places for rank in ranks)
    heights = [0.0] * len(ranks)
    for position, place in enumerate(order):
        steps = position - above + (position >= above)
        heights[place] = middle + GAP * steps
    return heights
