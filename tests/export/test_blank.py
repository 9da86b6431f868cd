"""The empty table to fill: what is filled in it is read back, zeros at the front included."""

import io
from datetime import date

import openpyxl
import pytest

from lotsen.domain.files import FileKind
from lotsen.export.blank import blank_bytes
from lotsen.imports.columns import fields_of, match_columns, missing_fields
from lotsen.imports.tables import read_table

DAY = date(2027, 6, 16)


def filled(kind, value):
    """The workbook after somebody wrote this into each cell of the first row."""
    book = openpyxl.load_workbook(io.BytesIO(blank_bytes(kind, title="Tabelle", day=DAY)))
    sheet = book.worksheets[0]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(2, column, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("kind", FileKind)
def test_every_column_of_the_empty_table_is_read(kind):
    raw = read_table(filled(kind, "00417"), "tabelle.xlsx")

    mapping = match_columns(kind, raw.headers).mapping
    assert len(mapping) == len(raw.headers)
    assert {*mapping} == {*fields_of(kind)} - {"full_name"}
    assert missing_fields(kind, mapping) == ()
    assert {*raw.frame.iloc[0]} == {"00417"}


def test_cells_of_the_empty_table_are_text_and_its_columns_explained():
    content = blank_bytes(FileKind.CANDIDATES, title="Kandidaturen", day=DAY)

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, notes = book.worksheets
    assert (sheet.title, notes.title) == ("Kandidaturen", "Erläuterung")
    assert sheet.column_dimensions["A"].width > len("Personalnummer")
    meanings = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert meanings["E-Mail"].startswith("Nötig. Wird auch erkannt als: Mail, ")
    assert meanings["Personalnummer"].startswith("Wird auch erkannt als: Pers.-Nr., ")
