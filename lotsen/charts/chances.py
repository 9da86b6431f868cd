"""How often each person is in the proposal: twenty dots in a row, filled for each such case."""

import math
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import palette
from lotsen.charts.letters import SECOND_LINE, tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.usecases.proposal_view import Proposal

CASES = 20
MOST_OTHERS = 10
ROW, HEAD, FOOT = 42, 8, 4
_PEOPLE, _CASES = "people", "cases"
_LENGTHS = {
    "plot_left": "grow * (narrow ? min(150, wide * 0.4) : clamp(wide * 0.3, 220, 400))",
    "plot_right": "width - grow * (narrow ? 76 : 230)",
}


def cases_of(share: float) -> int:
    """In how many of twenty cases; who was in any is never shown as being in none, and so on."""
    if 0 < share < 1:
        return min(CASES - 1, max(1, round(share * CASES)))
    return round(share * CASES)


def spoken(share: float) -> str:
    """The share in words."""
    return _("in {cases} von {all} Fällen", cases=cases_of(share), all=CASES)


def shown(proposal: Proposal) -> pd.DataFrame:
    """Who is in the picture: the proposed, and of the others those who come nearest."""
    frame = proposal.people
    near = frame.loc[~frame["proposed"] & (frame["share"] >= 1 / CASES)]
    near = near.sort_values("share", ascending=False, kind="stable").head(MOST_OTHERS)
    return pd.concat([frame.loc[frame["proposed"]], near], ignore_index=True)


def chances(people: pd.DataFrame) -> Picture:
    """One row for each of `shown`, in its order."""
    lines = lines_of(people)
    rows = [_row(place, line) for place, line in enumerate(lines)]
    cases = [
        {"centre": row["centre"], "case": case, "filled": case < cases_of(line.share)}
        for row, line in zip(rows, lines, strict=True)
        for case in range(CASES)
    ]
    return Picture(
        form=form,
        height=HEAD + len(rows) * ROW + FOOT,
        lengths={},
        data={_PEOPLE: pd.DataFrame(rows), _CASES: pd.DataFrame(cases)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers; a hollow dot is a case without the person."""
    ring = {
        "shape": "circle",
        "size": by("narrow ? 24 : 130 * grow"),
        "stroke": palette.INK,
        "strokeWidth": 1.4,
        "opacity": 1,
    }
    place = {"x": _along(), "y": down("centre")}
    filled = ring | {"fill": palette.PERSON}
    hollow = ring | {"fill": "transparent", "opacity": 0.55}
    layers = [
        layer("point", _CASES, hollow, place, only="!datum.filled"),
        layer("point", _CASES, filled, place, only="datum.filled"),
        *_texts(),
    ]
    return palette.dressed(layers, _LENGTHS)


def _texts() -> list[alt.Chart]:
    """What is written beside the dots; each text is the data's column of that name."""
    limit = {"x": 0, "limit": by("plot_left - 16")}
    texts: dict[str, dict[str, Any]] = {
        "label": limit | {"dy": tall(-9), "fontWeight": by("datum.proposed ? 600 : 400")},
        "second": limit | {"dy": tall(10), "fontSize": SECOND_LINE, "opacity": palette.SOFT},
        "cases": {"x": by("plot_right + 14"), "fontWeight": 600},
    }
    state = {
        "align": "left",
        "x": by("plot_right + 92 * grow"),
        "fontSize": SECOND_LINE,
        "opacity": palette.SOFT,
        "text": by("narrow ? '' : datum.state"),
    }
    return [
        layer(
            "text", _PEOPLE, {"align": "left"} | look, {"y": down("centre"), "text": text_of(key)}
        )
        for key, look in texts.items()
    ] + [layer("text", _PEOPLE, state, {"y": down("centre")})]


def _row(place: int, line: Any) -> dict[str, object]:
    known = not math.isnan(line.share)
    return {
        "centre": HEAD + (place + 0.5) * ROW,
        "label": line.name,
        "second": line.department,
        "cases": _("{cases} von {all}", cases=cases_of(line.share), all=CASES) if known else "",
        "state": _("im Vorschlag") if line.proposed else _("nicht im Vorschlag"),
        "proposed": line.proposed,
    }


def _along() -> alt.X:
    scale = alt.Scale(
        domain=[-0.5, CASES - 0.5],
        range=[by("plot_left"), by("plot_right")],
        nice=False,
        zero=False,
    )
    return alt.X(field="case", type="quantitative", scale=scale, axis=None)
