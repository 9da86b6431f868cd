"""One person from the plain to the fair score, step by step, on the scale from 1 to 5."""

from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import dots, palette
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.i18n.formats import number, signed
from lotsen.usecases.comparison import Steps

STEPS = "steps"
START, STEP, END = "start", "step", "end"
LENGTHS = {**dots.LENGTHS, "plot_right": "width - grow * (narrow ? 74 : 110)"}


def waterfall(steps: Steps) -> Picture:
    """Plain score, every step, fair score."""
    rows = lines(steps)
    for place, row in enumerate(rows):
        row["centre"] = dots.HEAD + (place + 0.5) * dots.ROW
        row["below"] = dots.HEAD + (place + 1.5) * dots.ROW
    return Picture(
        form=form,
        height=dots.height(len(rows)),
        lengths={},
        data={STEPS: pd.DataFrame(rows)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    return palette.dressed([*dots.scale_lines(), *_way(), _dots(), *_texts()], LENGTHS)


def _way() -> list[alt.Chart]:
    """Steps as pieces of a line, and what joins one with the next."""
    step = {"strokeWidth": 12, "stroke": palette.PERSON, "opacity": 0.9}
    joint = {"strokeDash": [3, 3], "opacity": palette.SOFT}
    along = {"x": dots.along("begin"), "x2": alt.X2(field="end"), "y": down("centre")}
    on = {"x": dots.along("end"), "y": down("centre"), "y2": alt.Y2(field="below")}
    return [
        layer("rule", STEPS, step, along, only=f"datum.kind === '{STEP}'"),
        layer("rule", STEPS, joint, on, only=f"datum.kind !== '{END}'"),
    ]


def _dots() -> alt.Chart:
    look = dots.DOT | {
        "size": by("230 * grow"),
        "opacity": by(f"datum.kind === '{STEP}' ? 0 : 1"),
        "ariaRoleDescription": _("Datenpunkt"),
    }
    told = alt.Description(field="description", type="nominal")
    place = {"x": dots.along("end"), "y": down("centre"), "description": told}
    return layer("circle", STEPS, look, place, silent=False)


def lines(steps: Steps) -> list[dict[str, Any]]:
    """What stands in the picture and in the table beside it."""
    rows = [_line(START, _("Einfacher Wert"), steps.plain, steps.plain)]
    now = steps.plain
    for name, amount in zip(steps.names, steps.amounts, strict=True):
        title = name or _("Strenge und Milde")
        rows.append(_line(STEP, title, now, now + amount))
        now += amount
    rows.append(_line(END, _("Fairer Wert"), steps.fair, steps.fair))
    return rows


def _line(kind: str, label: str, begin: float, end: float) -> dict[str, Any]:
    text = signed(end - begin) if kind == STEP else number(end, decimals=2)
    return {
        "kind": kind,
        "label": label,
        "begin": begin,
        "end": end,
        "text": text,
        "description": f"{label}: {text}",
    }


def _texts() -> list[alt.Chart]:
    place: dict[str, Any] = {"y": down("centre")}
    label = {
        "x": 0,
        "align": "left",
        "fontWeight": by(f"datum.kind === '{STEP}' ? 400 : 600"),
        "limit": by("plot_left - 14"),
    }
    value = {
        "x": by("plot_right + 12"),
        "align": "left",
        "fontWeight": 600,
    }
    return [
        layer("text", STEPS, label, place | {"text": text_of("label")}),
        layer("text", STEPS, value, place | {"text": text_of("text")}),
    ]
