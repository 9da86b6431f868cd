"""The numbers of the comparison as tables; what people typed stands in them as text."""

import pandas as pd

from lotsen.charts import comparison_readings as readings
from lotsen.charts import waterfall
from lotsen.charts.lines import lines_of
from lotsen.i18n import _
from lotsen.i18n.formats import number, share
from lotsen.ui.notices import as_text
from lotsen.usecases.comparison import Steps
from lotsen.usecases.raters import RaterReport, Verdict


def ranking(frame: pd.DataFrame) -> pd.DataFrame:
    """The people of one page."""
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.name),
                _("Bereich"): as_text(line.department),
                _("Rang"): number(line.rank, decimals=0),
                _("plausibel"): _("{low} bis {high}", low=line.rank_low, high=line.rank_high),
                _("Gruppe"): number(line.group, decimals=0),
                _("Fairer Wert"): number(line.fair, decimals=2),
                _("Einfacher Wert"): number(line.plain, decimals=2),
                _("Streuung"): number(line.spread, decimals=2),
                _("Bögen"): number(line.sheets, decimals=0),
                _("Chance auf einen Platz"): share(round(line.p_top_k, 2)),
            }
            for line in lines_of(frame)
        ]
    )


def crossing(frame: pd.DataFrame) -> pd.DataFrame:
    """The people who cross the line of the places."""
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.name),
                _("Rang nach dem einfachen Wert"): number(line.plain_rank, decimals=0),
                _("Rang nach dem fairen Wert"): number(line.rank, decimals=0),
            }
            for line in lines_of(frame)
        ]
    )


def within(frame: pd.DataFrame) -> pd.DataFrame:
    """The people of one Dezernat, plain scores alone."""
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.name),
                _("Bereich"): as_text(line.department),
                _("Einfacher Wert"): number(line.plain, decimals=2),
                _("Streuung"): number(line.spread, decimals=2),
                _("Bögen"): number(line.sheets, decimals=0),
            }
            for line in lines_of(frame)
        ]
    )


def steps(found: Steps) -> pd.DataFrame:
    """Plain score, every step, fair score."""
    return pd.DataFrame(
        [
            {_("Schritt"): as_text(line["label"]), _("Punkte"): as_text(line["text"])}
            for line in waterfall.lines(found)
        ]
    )


def raters(report: RaterReport) -> pd.DataFrame:
    """All raters, those with few sheets too."""
    assert report.frame is not None
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.name),
                _("Bögen"): number(line.sheets, decimals=0),
                _("Abweichung in Punkten"): number(line.severity, decimals=2),
                _("plausibel"): _(
                    "{low} bis {high}",
                    low=number(line.low, decimals=2),
                    high=number(line.high, decimals=2),
                ),
                _("Aussage"): readings.verdict(Verdict(line.verdict)),
            }
            for line in lines_of(report.frame)
        ]
    )
