"""The people of one department on one criterion, against the means of department and town."""

import math
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import dots, palette
from lotsen.charts.lines import lines_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.usecases.scores import CellScores

PAGE_ROWS = 20
PERSON = "person"
"""The selection: a click on a dot gives its candidate_id."""

_MEANS = "means"
_OWN, _TOWN = "department", "town"


def arranged(frame: pd.DataFrame) -> pd.DataFrame:
    """The people of a `CellScores.frame` from high to low, those without a number last."""
    return frame.sort_values("score", ascending=False, kind="stable", na_position="last")


def people(cell: CellScores, frame: pd.DataFrame) -> Picture:
    """The people of `frame`, in its order, with the two means of the cell as lines."""
    rows = [_row(place, line) for place, line in enumerate(lines_of(frame))]
    return Picture(
        name="people",
        shape=len(rows),
        form=partial(_form, len(rows)),
        data={dots.DATA: pd.DataFrame(rows), _MEANS: _means(cell)},
    )


def _form(rows: int) -> alt.LayerChart:
    choice = alt.selection_point(name=PERSON, fields=["candidate_id"])
    layers = [*dots.scale_lines(rows), *_mean_lines(rows), *dots.dots(choice)]
    return palette.dressed(layers, dots.lengths(), height=dots.height(rows))


def _row(place: int, line: Any) -> dict[str, object]:
    row = dots.row_of(
        place,
        label=line.name,
        second=line.department,
        score=line.score,
        spread=line.spread,
        n=line.n,
        not_observable=line.not_observable,
    )
    return {"candidate_id": line.candidate_id, **row}


def _means(cell: CellScores) -> pd.DataFrame:
    """The two means; the lower one has its name on the left, so that the names never meet."""
    own, town = number(cell.department_mean), number(cell.town_mean)
    everybody = (
        _("Stadt {mean}", mean=town)
        if cell.whole_town
        else _("alle Ihre Bereiche {mean}", mean=town)
    )
    own_side, town_side = "left", "right"
    if cell.department_mean < cell.town_mean:
        own_side, town_side = town_side, own_side
    lines = [
        (_OWN, cell.department_mean, _("Bereich {mean}", mean=own), own_side),
        (_TOWN, cell.town_mean, everybody, town_side),
    ]
    known = [line for line in lines if not math.isnan(line[1])]
    return pd.DataFrame(known, columns=["which", "score", "text", "side"])


def _mean_lines(rows: int) -> list[alt.Chart]:
    """The department's mean in one stroke, the town's in dashes, each with its name."""
    base = alt.Chart(alt.NamedData(_MEANS)).encode(x=dots.along())
    lines = [
        base.transform_filter(f"datum.which === '{which}'")
        .mark_rule(strokeWidth=2.5, strokeDash=dash, aria=False)
        .encode(y=alt.value(dots.HEAD - 48), y2=alt.value(dots.height(rows)))
        for which, dash in ((_OWN, [1, 0]), (_TOWN, [6, 5]))
    ]
    names = base.mark_text(
        fontWeight=600,
        align={"expr": "datum.side"},
        dx={"expr": "datum.side === 'left' ? 7 : -7"},
        aria=False,
    ).encode(y=alt.value(dots.HEAD - 39), text="text:N")
    return [*lines, names]
