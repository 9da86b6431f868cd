"""One person's criteria, against the means of the department and the town."""

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import dots, palette
from lotsen.charts.letters import SECOND_LINE
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import Kind, by, down, layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.usecases.profiles import CandidateProfile
from lotsen.usecases.scores import TOTAL

_KEY = "key"
_PERSON, _DEPARTMENT, _TOWN = 10, 28, 46
_ROW: dict[str, Any] = {"y": down("centre")}
_SIGN: dict[str, Any] = {"stroke": palette.INK, "opacity": 1}
_STROKE = _SIGN | {"shape": "stroke", "angle": 90, "strokeWidth": 4}
_DIAMOND = _SIGN | {"shape": "diamond", "strokeWidth": 2.4}


def profile(candidate: CandidateProfile, titles: Mapping[str, str]) -> Picture:
    """One row per criterion, in the order of `titles`; only for who may see the ratings."""
    assert candidate.criteria is not None
    lines = candidate.criteria.set_index("criterion").loc[list(titles)].reset_index()
    rows = [_row(place, line, titles) for place, line in enumerate(lines_of(lines))]
    return Picture(
        form=form,
        height=dots.height(len(rows)),
        lengths={},
        data={dots.DATA: pd.DataFrame(rows), _KEY: _meanings(candidate)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    department = layer(
        "point",
        dots.DATA,
        _STROKE | {"size": 680},
        _ROW | {"x": dots.along("department_mean")},
    )
    town = layer(
        "point", dots.DATA, _DIAMOND | {"size": 210}, _ROW | {"x": dots.along("town_mean")}
    )
    layers = [*dots.scale_lines(), department, *dots.dots(), town, *_key()]
    return palette.dressed(layers, dots.LENGTHS)


def _row(place: int, line: Any, titles: Mapping[str, str]) -> dict[str, object]:
    return dots.row_of(
        place,
        label=titles[line.criterion],
        score=line.score,
        spread=line.spread,
        n=line.n,
        not_observable=line.not_observable,
        strong=line.criterion == TOTAL,
    ) | {
        "department_mean": _or_none(line.department_mean),
        "town_mean": _or_none(line.town_mean),
    }


def _meanings(candidate: CandidateProfile) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": [
                _("{name}, mit Streuung", name=candidate.name),
                _("Mittelwert {department}", department=candidate.department),
                _("Mittelwert Stadt gesamt")
                if candidate.whole_town
                else _("Mittelwert Ihrer Bereiche"),
            ],
            "centre": [_PERSON, _DEPARTMENT, _TOWN],
        }
    )


def _key() -> list[alt.Chart]:
    """What the three marks mean, above the names; shapes, so that no colour has to tell."""
    kinds: list[tuple[Kind, dict[str, Any], int, int]] = [
        ("circle", dots.DOT, 150, _PERSON),
        ("point", _STROKE, 260, _DEPARTMENT),
        ("point", _DIAMOND, 130, _TOWN),
    ]
    signs = [
        layer(kind, _KEY, look | {"x": 10, "size": size}, _ROW, only=f"datum.centre === {centre}")
        for kind, look, size, centre in kinds
    ]
    text = {
        "x": 24,
        "align": "left",
        "fontSize": SECOND_LINE,
        "limit": by("width - 30"),
    }
    return [*signs, layer("text", _KEY, text, _ROW | {"text": text_of("text")})]


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
