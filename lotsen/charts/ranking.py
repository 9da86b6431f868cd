"""Everybody by the fair score: a dot at the rank, its interval, and the line of the places.

No bars: a bar says that everything up to its end is true. Who is practically alike stands under
one heading.
"""

from collections.abc import Mapping, Sequence
from itertools import count
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
from lotsen.usecases.comparison import Comparison

PAGE_ROWS = 25
MOST_TICKS = 7
LINE, LINE_PIECES, TICK_PIECES = "line", "line_pieces", "tick_pieces"
BELOW_LINE_TEXT = 22


def pages(found: Comparison) -> int:
    """How many pages there are; at least one."""
    return max(1, -(-len(found.frame) // PAGE_ROWS))


def page_of(found: Comparison, page: int) -> pd.DataFrame:
    """The lines of one page, from the best on."""
    return found.frame.iloc[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


def ranking(found: Comparison, page: int) -> Picture:
    """The people of one page; only where they may be compared."""
    rows, ticks, line = _rows(found, page), _ticks(found.compared), _line(found)
    return Picture(
        form=form,
        height=HEAD + len(rows) * ROW + 8,
        lengths=intervals.lengths(rows, 1, max(2, found.compared)),
        data={
            DATA: pd.DataFrame(rows),
            TICKS: ticks,
            TICK_PIECES: _pieces(ticks, rows, HEAD - 6),
            LINE: line,
            LINE_PIECES: _pieces(line, rows, BELOW_LINE_TEXT),
        },
    )


def form() -> alt.LayerChart:
    """The picture without its numbers."""
    return palette.dressed(
        [
            intervals.broken_lines(TICK_PIECES, {"opacity": intervals.FAINT}),
            intervals.figures(),
            *_places(),
            *intervals.rows(),
        ],
        intervals.LENGTHS,
    )


def _rows(found: Comparison, page: int) -> list[dict[str, object]]:
    """A heading before each group, and before the first line of a page."""
    rows: list[dict[str, object]] = []
    before = _group_before(found, page)
    current = None
    for line in lines_of(page_of(found, page)):
        if line.group != current:
            going_on = current is None and line.group == before
            title = comparison_readings.group_title(found, int(line.group), going_on=going_on)
            rows.append(_heading(title))
            current = line.group
        rows.append(_row(line))
    for place, row in enumerate(rows):
        row["centre"] = HEAD + (place + 0.5) * ROW
    return rows


def _group_before(found: Comparison, page: int) -> int | None:
    start = (page - 1) * PAGE_ROWS
    return int(found.frame["group"].iloc[start - 1]) if start else None


def _heading(title: str) -> dict[str, object]:
    blank = dict.fromkeys(("place", "low", "high", "low_half", "high_half"))
    words = {"label": "", "title": title, "said": "", "brief": "", "description": title}
    return {**blank, **words}


def _row(line: Any) -> dict[str, object]:
    said = comparison_readings.of_rank(line)
    return {
        "place": float(line.rank),
        "low": float(line.rank_low),
        "high": float(line.rank_high),
        "low_half": float(line.rank_low_half),
        "high_half": float(line.rank_high_half),
        "label": line.name,
        "title": "",
        "said": said,
        "brief": f"{line.rank} ({line.rank_low}–{line.rank_high})",
        "description": f"{line.name}: {said}",
    }


def _ticks(compared: int) -> pd.DataFrame:
    """About six ranks, the first and the last among them."""
    sizes = (base * 10**power for power in count() for base in (1, 2, 5))
    step = next(size for size in sizes if compared / size <= MOST_TICKS)
    between = [rank for rank in range(step, compared, step) if 1 < rank <= compared - step * 0.7]
    ranks = [1, *between, max(2, compared)]
    return pd.DataFrame({"place": ranks, "text": [str(rank) for rank in ranks]})


def _line(found: Comparison) -> pd.DataFrame:
    """Where the places end; not drawn where there is one for everybody."""
    if found.places >= found.compared:
        return pd.DataFrame({"place": [], "text": []}).astype({"place": "float64", "text": object})
    text = _("{count} Plätze", count=found.places)
    return pd.DataFrame({"place": [found.places + 0.5], "text": [text]})


def _pieces(places: pd.DataFrame, rows: Sequence[Mapping[str, Any]], first: float) -> pd.DataFrame:
    """Each place as a line from `first` down, left out where a heading stands."""
    tops = [first, *(row["centre"] + ROW / 2 for row in rows if row["title"])]
    bottoms = [*(row["centre"] - ROW / 2 for row in rows if row["title"]), HEAD + len(rows) * ROW]
    return places[["place"]].merge(
        pd.DataFrame({"top": tops, "bottom": bottoms}).query("bottom > top"), how="cross"
    )


def _places() -> list[alt.Chart]:
    line = {"strokeWidth": 2.5, "strokeDash": [7, 5], "opacity": 0.9}
    text = {"y": tall(11), "fontWeight": 600}
    return [
        intervals.broken_lines(LINE_PIECES, line),
        layer("text", LINE, text, {"x": along("place"), "text": text_of("text")}),
    ]
