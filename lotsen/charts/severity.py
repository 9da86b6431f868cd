"""How strict or mild raters are, each with an interval; for the coordination alone."""

from typing import Any

import altair as alt
import pandas as pd

from lotsen.charts import comparison_readings, intervals, palette
from lotsen.charts.intervals import DATA, HEAD, ROW, TICKS, along
from lotsen.charts.letters import tall
from lotsen.charts.lines import lines_of
from lotsen.charts.marks import layer, text_of
from lotsen.charts.picture import Picture
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.usecases.raters import RaterReport

SIDES = "sides"
LEAST = 1.0
"""Steps to each side that the scale always has."""


def severity(report: RaterReport) -> Picture:
    """The raters with enough sheets, the strictest first."""
    assert report.frame is not None
    known = report.frame.dropna(subset=["severity"])
    rows = [_row(place, line) for place, line in enumerate(lines_of(known))]
    widest = max([LEAST, *known["low"].abs(), *known["high"].abs()])
    widest = int(widest * 2 + 0.999) / 2
    return Picture(
        form=form,
        height=HEAD + len(rows) * ROW + 8,
        lengths=intervals.lengths(rows, -widest, widest),
        data={DATA: pd.DataFrame(rows), TICKS: _ticks(widest), SIDES: _sides(widest)},
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    text = {"y": tall(11), "fontWeight": 600}
    sides = [
        layer(
            "text",
            SIDES,
            text | {"align": align},
            {"x": along("place"), "text": text_of("text")},
            only=f"datum.side === '{align}'",
        )
        for align in ("left", "right")
    ]
    return palette.dressed([*intervals.scale_lines(), *sides, *intervals.rows()], intervals.LENGTHS)


def _row(place: int, line: Any) -> dict[str, object]:
    said = comparison_readings.of_severity(line)
    return {
        "centre": HEAD + (place + 0.5) * ROW,
        "place": line.severity,
        "low": line.low,
        "high": line.high,
        "low_half": None,
        "high_half": None,
        "label": line.name,
        "title": "",
        "said": said,
        "brief": number(line.severity),
        "description": f"{line.name}: {said}",
    }


def _ticks(widest: float) -> pd.DataFrame:
    places = [-widest, -widest / 2, 0.0, widest / 2, widest]
    return pd.DataFrame({"place": places, "text": [number(place, decimals=2) for place in places]})


def _sides(widest: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": [-widest, widest],
            "text": [_("◀ strenger"), _("milder ▶")],
            "side": ["left", "right"],
        }
    )
