"""One person's criteria, against the means of the department and the town."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import dots, palette
from lotsen.charts.lines import lines_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.usecases.scores import TOTAL

_KEY = "key"
_PERSON, _DEPARTMENT, _TOWN = 8, 25, 42


def profile(
    name: str, department: str, criteria: pd.DataFrame, titles: Mapping[str, str]
) -> Picture:
    """One row per criterion, in the order of `titles`; `criteria` as in a `CandidateProfile`."""
    lines = criteria.set_index("criterion").loc[list(titles)].reset_index()
    rows = [_row(place, line, titles) for place, line in enumerate(lines_of(lines))]
    return Picture(
        name="profile",
        shape=len(rows),
        form=partial(_form, len(rows)),
        data={dots.DATA: pd.DataFrame(rows), _KEY: _meanings(name, department)},
    )


def _form(rows: int) -> alt.LayerChart:
    layers = [*dots.scale_lines(rows), *_departments(), *dots.dots(), *_towns(), *_key()]
    return palette.dressed(layers, dots.lengths(), height=dots.height(rows))


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


def _departments() -> list[alt.Chart]:
    return [_stroke(_dots(), 680).encode(x=dots.along("department_mean"))]


def _towns() -> list[alt.Chart]:
    return [_diamond(_dots(), 210).encode(x=dots.along("town_mean"))]


def _dots() -> alt.Chart:
    return alt.Chart(alt.NamedData(dots.DATA)).encode(y=palette.down("centre"))


def _stroke(base: alt.Chart, size: int) -> alt.Chart:
    stroke: alt.Chart = base.mark_point(
        shape="stroke",
        angle=90,
        size=size,
        strokeWidth=4,
        stroke=palette.INK,
        opacity=1,
        aria=False,
    )
    return stroke


def _diamond(base: alt.Chart, size: int) -> alt.Chart:
    diamond: alt.Chart = base.mark_point(
        shape="diamond", size=size, strokeWidth=2.4, stroke=palette.INK, opacity=1, aria=False
    )
    return diamond


def _meanings(name: str, department: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": [
                _("{name}, mit Streuung", name=name),
                _("Mittelwert {department}", department=department),
                _("Mittelwert Stadt gesamt"),
            ],
            "centre": [_PERSON, _DEPARTMENT, _TOWN],
        }
    )


def _key() -> list[alt.Chart]:
    """What the three marks mean, above the names; shapes, so that no colour has to tell."""
    base = alt.Chart(alt.NamedData(_KEY)).encode(y=palette.down("centre"))
    texts = base.mark_text(
        align="left",
        fontSize=14,
        aria=False,
        limit={"expr": f"narrow ? width - 30 : {dots.LEFT} - 30"},
    ).encode(x=alt.value(24), text="text:N")
    person, department, town = (
        base.transform_filter(f"datum.centre === {centre}").encode(x=alt.value(10))
        for centre in (_PERSON, _DEPARTMENT, _TOWN)
    )
    dot = person.mark_circle(
        color=palette.PERSON, stroke=palette.INK, strokeWidth=1.5, size=150, opacity=1, aria=False
    )
    return [texts, dot, _stroke(department, 260), _diamond(town, 130)]


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
