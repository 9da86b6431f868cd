"""XLSX with texts that stay texts, read back by openpyxl."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.export.xlsx import xlsx_bytes

DAY = date(2027, 6, 16)
TABLE = ExportTable(
    title="Engere Wahl",
    notes=("Stadt Musterhausen", "Personen: 2"),
    columns=[
        Column(name="Name", kind=ColumnKind.TEXT, meaning="Wer.", cells=["=1+1", "Ada Yıldız"]),
        Column(name="Nummer", kind=ColumnKind.TEXT, meaning="Nr.", cells=["00417", ""]),
        Column(name="Tag", kind=ColumnKind.DAY, meaning="Wann.", cells=[date(2027, 6, 3), None]),
        Column(name="Wert", kind=ColumnKind.DECIMAL, meaning="Wie.", cells=[3.126, float("nan")]),
    ],
)


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TABLE, sheet="Engere Wahl", day=DAY)))


def test_texts_stay_texts_and_numbers_stay_numbers(book):
    sheet = book["Engere Wahl"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["Name", "Nummer", "Tag", "Wert"],
        ["=1+1", "00417", "03.06.2027", 3.13],
        ["Ada Yıldız", None, None, None],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s", "n"]
    assert [cell.number_format for cell in sheet[2]] == ["@", "@", "@", "0.00"]


def test_header_stays_and_can_be_filtered(book):
    sheet = book["Engere Wahl"]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"


def test_columns_are_as_wide_as_what_stands_in_them(book):
    widths = {key: cell.width for key, cell in book["Engere Wahl"].column_dimensions.items()}

    assert widths["A"] >= len("Ada Yıldız")
    assert max(widths.values()) <= 50


def test_second_sheet_explains_every_column(book):
    sheet = book["Erläuterung"]

    lines = [(row[0].value, row[1].value) for row in sheet.iter_rows(max_col=2)]
    assert lines[0] == ("Engere Wahl", None)
    assert lines[-4:] == [("Name", "Wer."), ("Nummer", "Nr."), ("Tag", "Wann."), ("Wert", "Wie.")]


def test_same_table_gives_the_same_bytes():
    assert xlsx_bytes(TABLE, sheet="A", day=DAY) == xlsx_bytes(TABLE, sheet="A", day=DAY)


def test_file_names_no_person_and_no_machine(book):
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")


def test_narrow_sheets_are_printed_across_and_as_wide_as_one_page(book):
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, int(sheet.page_setup.fitToHeight)) == (1, 0)
    assert (book["Engere Wahl"].print_title_cols, book["Engere Wahl"].print_title_rows) == (
        "$A:$A",
        "$1:$1",
    )


def test_wide_sheet_takes_more_pages_and_each_begins_with_the_names():
    text = [
        Column(name=name, kind=ColumnKind.TEXT, meaning="", cells=["x" * 38])
        for name in ("Anrede", "Vorname", "Nachname", *(f"K{number}" for number in range(8)))
    ]
    table = replace(TABLE, columns=text, named_by=("Vorname", "Nachname"))

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, sheet="A", day=DAY)))["A"]
    assert sheet.print_title_cols == "$B:$C"
    assert sheet.page_setup.fitToWidth == 5
    assert sheet.page_setup.pageOrder == "overThenDown"
