"""The fair scores as columns of a table that leaves the house, the same in every one."""

from collections.abc import Mapping, Sequence

from lotsen.charts import comparison_readings as readings
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _
from lotsen.scoring.fair import Comparable
from lotsen.usecases.comparison import Reason
from lotsen.usecases.methods import Method


def fair_columns(cells: Mapping[str, Sequence[float]]) -> Sequence[Column]:
    """Fair score, rank and its interval; NaN where people cannot be compared.

    Args:
        cells: fair, rank, rank_low and rank_high, each with one number per row.
    """
    fair = _("Gesamtwert ohne Strenge und Milde der Bewertenden; leer: nicht vergleichbar.")
    ranks = (
        ("Rang", "rank", _("Rang in der Stadt nach dem fairen Wert, 1 ist vorn.")),
        ("RangVon", "rank_low", _("Bester plausibler Rang (90 von 100 Fällen).")),
        ("RangBis", "rank_high", _("Schlechtester plausibler Rang (90 von 100 Fällen).")),
    )
    return (
        Column(name="FairerWert", kind=ColumnKind.DECIMAL, meaning=fair, cells=[*cells["fair"]]),
        *(
            Column(name=name, kind=ColumnKind.WHOLE, meaning=meaning, cells=[*cells[key]])
            for name, key, meaning in ranks
        ),
    )


def fair_note(comparable: Comparable, reasons: Sequence[Reason], method: Method) -> str:
    """What stands beside such a table: whether it holds, and by what it was found."""
    return _(
        "Zu den fairen Werten: {text} {method}.",
        text=readings.comparability(comparable, reasons),
        method=readings.method(method),
    )
