"""Which of the proposed are strong on which criterion: criteria by people, with counts."""

from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette
from lotsen.charts.letters import tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.usecases.proposal_view import Proposal

ROW, HEAD, FOOT = 36, 34, 4
_ROWS, _COLUMNS, _CELLS = "criteria", "people", "cells"
_LENGTHS = {
    "plot_left": "grow * (narrow ? min(128, wide * 0.36) : clamp(wide * 0.26, 210, 380))",
    "plot_right": "width - grow * (narrow ? 34 : 250)",
    "dot": "min(190 * grow, pow((plot_right - plot_left) / count * 0.62, 2))",
}


def coverage(proposal: Proposal) -> Picture:
    """One row per criterion, one column per proposed person, numbered as in the table."""
    people = lines_of(proposal.people.loc[proposal.people["proposed"]])
    lines = lines_of(proposal.coverage)
    centres = [HEAD + (row + 0.5) * ROW for row in range(len(lines))]
    cells = [
        {"centre": centre, "number": number, "strong": line.criterion in person.strong}
        for centre, line in zip(centres, lines, strict=True)
        for number, person in enumerate(people, start=1)
    ]
    rows = [_row(line, centre) for line, centre in zip(lines, centres, strict=True)]
    numbers = range(1, len(people) + 1)
    columns = {"number": list(numbers), "text": [str(number) for number in numbers]}
    return Picture(
        form=form,
        height=HEAD + len(rows) * ROW + FOOT,
        lengths={"count": max(1, len(people))},
        data={
            _ROWS: pd.DataFrame(rows),
            _COLUMNS: pd.DataFrame(columns),
            _CELLS: pd.DataFrame(cells, columns=["centre", "number", "strong"]),
        },
    )


def form() -> alt.LayerChart:
    """The picture without its numbers; a small ring is somebody who is not strong there."""
    place = {"x": _along(), "y": down("centre")}
    ring = {"shape": "circle", "stroke": palette.INK, "strokeWidth": 1.4}
    dot = ring | {"fill": palette.PERSON, "size": by("dot"), "opacity": 1}
    small = ring | {"fill": "transparent", "size": by("dot * 0.12"), "opacity": 0.6}
    numbers = {"y": tall(HEAD / 2), "fontSize": by("narrow ? 10 : second"), "align": "center"}
    layers = [
        layer("text", _COLUMNS, numbers, {"x": _along(), "text": text_of("text")}),
        layer("rule", _ROWS, {"x": 0, "x2": by("width"), "opacity": 0.16}, {"y": down("line")}),
        layer("point", _CELLS, small, place, only="!datum.strong"),
        layer("point", _CELLS, dot, place, only="datum.strong"),
        *_texts(),
    ]
    return palette.dressed(layers, _LENGTHS)


def _texts() -> list[alt.Chart]:
    """What is written beside a row; each text is the data's column of that name."""
    texts: dict[str, dict[str, Any]] = {
        "label": {"x": 0, "limit": by("plot_left - 16")},
        "text": {
            "x": by("plot_right + 14"),
            "fontWeight": 600,
        },
    }
    asked = {
        "align": "left",
        "x": by("plot_right + 48 * grow"),
        "fontWeight": by("datum.missing ? 600 : 400"),
        "text": by("narrow ? '' : datum.asked"),
    }
    return [
        layer("text", _ROWS, {"align": "left"} | look, {"y": down("centre"), "text": text_of(key)})
        for key, look in texts.items()
    ] + [layer("text", _ROWS, asked, {"y": down("centre")})]


def asked(count: int, least: int) -> str:
    """What a rule asks of the criterion, and whether it is kept."""
    if not least:
        return _("keine Vorgabe")
    if count < least:
        return _("zu wenig: mindestens {least}", least=least)
    return _("erfüllt: mindestens {least}", least=least)


def _row(line: Any, centre: float) -> dict[str, object]:
    return {
        "centre": centre,
        "line": centre + ROW / 2,
        "label": line.title,
        "text": str(line.count),
        "asked": asked(line.count, line.least),
        "missing": line.count < line.least,
    }


def _along() -> alt.X:
    scale = alt.Scale(
        domain=[0.5, by("count + 0.5")],
        range=[by("plot_left"), by("plot_right")],
        nice=False,
        zero=False,
    )
    return alt.X(field="number", type="quantitative", scale=scale, axis=None)
