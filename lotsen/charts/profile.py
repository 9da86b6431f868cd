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
_BESIDE = "0.6 * width"
"""Where the ring stands in the key, beside the shortest name."""
_ROW: dict[str, Any] = {"y": down("centre")}
_SIGN: dict[str, Any] = {"stroke": palette.INK, "opacity": 1}
_STROKE = _SIGN | {"shape": "stroke", "angle": 90, "strokeWidth": 4}
_RING = _SIGN | {"shape": "circle", "strokeWidth": 2.4}
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
    fair = layer(
        "point",
        dots.DATA,
        _RING | {"size": by("330 * grow")},
        _ROW | {"x": dots.along("fair")},
        only="isValid(datum.fair)",
    )
    layers = [*dots.scale_lines(), department, *dots.dots(), town, fair, *_key()]
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
        "fair": _or_none(line.fair),
    }


def _meanings(candidate: CandidateProfile) -> pd.DataFrame:
    """What the marks mean; the ring only where one is drawn."""
    assert candidate.criteria is not None
    town = _("Mittelwert Stadt gesamt") if candidate.whole_town else _("Mittelwert Ihrer Bereiche")
    meanings = [
        ("person", _PERSON, _("{name}, mit Streuung", name=candidate.name)),
        ("department", _DEPARTMENT, _("Mittelwert {department}", department=candidate.department)),
        ("town", _TOWN, town),
    ]
    if candidate.criteria["fair"].notna().any():
        meanings.append(("fair", _TOWN, _("fairer Wert")))
    return pd.DataFrame(meanings, columns=["sign", "centre", "text"])


def _key() -> list[alt.Chart]:
    """What the marks mean, above the names; shapes, so that no colour has to tell."""
    kinds: list[tuple[str, Kind, dict[str, Any], int]] = [
        ("person", "circle", dots.DOT, 150),
        ("department", "point", _STROKE, 260),
        ("town", "point", _DIAMOND, 130),
        ("fair", "point", _RING, 150),
    ]
    return [
        part
        for sign, kind, look, size in kinds
        for part in _meaning(sign, kind, look | {"size": size})
    ]


def _meaning(sign: str, kind: Kind, look: dict[str, Any]) -> list[alt.Chart]:
    """One mark with its word beside it."""
    left = _BESIDE if sign == "fair" else "0"
    text = {
        "x": by(f"{left} + 24"),
        "align": "left",
        "fontSize": SECOND_LINE,
        "limit": by(f"{_BESIDE} - 24" if sign == "town" else f"width - {left} - 30"),
    }
    only = f"datum.sign === '{sign}'"
    return [
        layer(kind, _KEY, look | {"x": by(f"{left} + 10")}, _ROW, only=only),
        layer("text", _KEY, text, _ROW | {"text": text_of("text")}, only=only),
    ]


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
