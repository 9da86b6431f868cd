"""The fair scores in the record: in the document, and as columns of the workbook."""

from collections.abc import Sequence
from typing import Any

from lotsen.charts import comparison_readings as readings
from lotsen.export.fair_columns import fair_columns, fair_note
from lotsen.export.tables import Column
from lotsen.i18n import formats
from lotsen.usecases.dossier_views import CandidateFile, Dossier
from lotsen.usecases.fair_record import FairOfRecord


def fair_data(dossier: Dossier) -> dict[str, Any] | None:
    """Whether people could be compared, and everybody's fair score; None where none was kept."""
    found = dossier.fair
    if found is None:
        return None
    return {
        "comparable": readings.comparability(found.comparable, found.reasons),
        "method": readings.method(found.method),
        "people": [
            [
                each.sorted_name,
                formats.number(each.score, decimals=2),
                formats.number(each.fair.fair, decimals=2),
                str(each.fair.rank),
                f"{each.fair.rank_low} bis {each.fair.rank_high}",
            ]
            for each in dossier.people
            if each.fair is not None
        ],
    }


def notes_of(found: FairOfRecord | None) -> Sequence[str]:
    """What the workbook says of comparing."""
    return () if found is None else (fair_note(found.comparable, found.reasons, found.method),)


def columns_of(people: Sequence[CandidateFile]) -> Sequence[Column]:
    """Fair score, rank and its interval of everybody."""
    nothing = float("nan")
    return fair_columns(
        {
            name: [nothing if each.fair is None else getattr(each.fair, name) for each in people]
            for name in ("fair", "rank", "rank_low", "rank_high")
        }
    )
