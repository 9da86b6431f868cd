"""The people of one department on one criterion, against the means of department and town."""

import math
from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import dots, palette
from lotsen.charts.letters import tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import by, layer, text_of
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
        form=form,
        height=dots.height(len(rows)),
        lengths={},
        data={dots.DATA: pd.DataFrame(rows), _MEANS: _means(cell)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    choice = alt.selection_point(name=PERSON, fields=["candidate_id"])
    layers = [*dots.scale_lines(), *_mean_lines(), *dots.dots(choice)]
    return palette.dressed(layers, dots.LENGTHS)


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


def _mean_lines() -> list[alt.Chart]:
    """The department's mean in one stroke, the town's in dashes, each with its name."""
    line = {"y": tall(dots.HEAD - 48), "y2": by("height"), "strokeWidth": 2.5}
    name = {
        "y": tall(dots.HEAD - 39),
        "fontWeight": 600,
        "align": by("datum.side"),
        "dx": by("datum.side === 'left' ? 7 : -7"),
    }
    place: dict[str, Any] = {"x": dots.along()}
    return [
        layer("rule", _MEANS, line, place, only=f"datum.which === '{_OWN}'"),
        layer(
            "rule",
            _MEANS,
            line | {"strokeDash": [6, 5]},
            place,
            only=f"datum.which === '{_TOWN}'",
        ),
        layer("text", _MEANS, name, place | {"text": text_of("text")}),
    ]
