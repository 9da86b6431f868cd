"""Files as people bring them, made small."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import xlsxwriter

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.checks import Parsed
from lotsen.imports.columns import match_columns
from lotsen.imports.rows import parse
from lotsen.imports.tables import RawTable, read_table


@dataclass(frozen=True, kw_only=True)
class CriterionWords:
    """The names of a criterion, without all the rest."""

    key: str
    number: int
    title: str
    full_title: str
    title_en: str


CRITERIA = (
    CriterionWords(
        key="motivation",
        number=1,
        title="Motivation",
        full_title="Motiviert",
        title_en="Motivated",
    ),
    CriterionWords(
        key="prozesse",
        number=5,
        title="Prozesse verbessern",
        full_title="Prozesse optimieren und standardisieren",
        title_en="Optimises and standardises processes",
    ),
)

CANDIDATES = "Nachname;Vorname;E-Mail;Abteilung\r\n"
KAYA = "Kaya;Anna;kaya@stadt.example;Standesamt\r\n"
RATINGS = "E-Mail Kandidatur;E-Mail bewertende Person;Kriterium;Bewertung;Beleg;Abgegeben am\r\n"


def csv_table(text: str, encoding: str = "utf-8") -> RawTable:
    return read_table(text.encode(encoding), "liste.csv")


def workbook(write: Callable[..., None], **options: Any) -> bytes:
    """A workbook with one sheet that `write(book, sheet)` fills."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as book:
        write(book, book.add_worksheet("Liste"))
    return content.getvalue()


def workbook_of(*rows: list[Any]) -> bytes:
    def write(_book, sheet):
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)

    return workbook(write)


def texts(raw: RawTable) -> list[list[str]]:
    return raw.frame.astype(object).to_numpy().tolist()


def parsed(kind: FileKind, text: str) -> Parsed:
    return parsed_table(kind, csv_table(text))


def parsed_table(kind: FileKind, raw: RawTable) -> Parsed:
    match = match_columns(kind, raw.headers, CRITERIA)
    return parse(kind, raw, match.mapping, CRITERIA)


def codes(result: Parsed) -> list[FindingCode]:
    return [finding.code for finding in result.findings]


def refused(content: bytes, filename: str = "liste.csv", **options: Any) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        read_table(content, filename, **options)
    return refusal.value
