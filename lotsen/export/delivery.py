"""Files that leave the house: made, written down in the audit log, and only then handed over."""

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from lotsen.application.application import Application
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.export.csv import GERMAN, INTERNATIONAL, csv_bytes
from lotsen.export.ratings import RatingsFile
from lotsen.export.shortlist import shortlist_table
from lotsen.export.tables import ExportTable
from lotsen.export.xlsx import xlsx_bytes
from lotsen.i18n import _
from lotsen.usecases import exporting, shortlist, shortlist_file
from lotsen.usecases.candidates import CandidateFilter


class FileForm(StrEnum):
    """The forms in which the shortlist leaves the house."""

    GERMAN_CSV = "csv-de"
    CSV = "csv"
    XLSX = "xlsx"


MIME: dict[FileForm, str] = {
    FileForm.GERMAN_CSV: "text/csv; charset=utf-8",
    FileForm.CSV: "text/csv; charset=utf-8",
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ENDINGS: dict[FileForm, str] = {
    FileForm.GERMAN_CSV: ".csv",
    FileForm.CSV: "_international.csv",
    FileForm.XLSX: ".xlsx",
}


@dataclass(frozen=True, kw_only=True)
class ShortlistChoice:
    """Whom the file is about."""

    narrowed: CandidateFilter
    only_marked: bool


def shortlist_name(round_: Round, form: FileForm) -> str:
    """The name that the file is offered under: `2027-06-16_Digitallotsen_Shortlist.csv`."""
    return f"{round_.today.isoformat()}_Digitallotsen_Shortlist{_ENDINGS[form]}"


def ratings_name(round_: Round) -> str:
    """The name that the file of all ratings is offered under."""
    return f"{round_.today.isoformat()}_Digitallotsen_Bewertungen.csv"


def deliver_shortlist(
    application: Application, actor: Actor, round_: Round, form: FileForm, choice: ShortlistChoice
) -> bytes:
    """The shortlist as a file; nothing is handed over that is not in the audit log.

    Raises:
        LotsenError: the actor may not have it.
    """
    found = application.query(
        actor, shortlist_file.listing, round_.id, choice.narrowed, only_marked=choice.only_marked
    )
    content = _content(shortlist_table(found, round_), form, round_)
    application.execute(
        actor,
        shortlist.record_export,
        round_.id,
        form=form,
        people=len(found.frame),
        only_marked=choice.only_marked,
    )
    return content


def deliver_ratings(
    application: Application,
    actor: Actor,
    round_: Round,
    file: BinaryIO,
    *,
    with_drafts: bool = False,
) -> int:
    """Write all ratings into a file and tell how many; it may be handed over when this returns.

    Raises:
        LotsenError: the actor may not have them; what was written is to be thrown away.
    """
    count = application.query(
        actor, exporting.ratings, round_.id, RatingsFile(file).take, with_drafts=with_drafts
    )
    application.execute(
        actor, exporting.record_ratings, round_.id, count=count, with_drafts=with_drafts
    )
    return count


def _content(table: ExportTable, form: FileForm, round_: Round) -> bytes:
    match form:
        case FileForm.GERMAN_CSV:
            return csv_bytes(table, GERMAN)
        case FileForm.CSV:
            return csv_bytes(table, INTERNATIONAL)
        case FileForm.XLSX:
            return xlsx_bytes(table, sheet=_("Engere Wahl"), day=round_.today)
