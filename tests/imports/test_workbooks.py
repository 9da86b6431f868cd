import datetime as dt
import zipfile
from io import BytesIO

import pytest

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.tables import FileFormat, read_table
from lotsen.imports.workbooks import text_of
from tests.imports.bringing import codes, parsed_table, texts, workbook, workbook_of

HEADINGS = ["Nachname", "Vorname", "E-Mail", "Abteilung"]
KAYA = ["Kaya", "Anna", "kaya@stadt.example", "Standesamt"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Text", "Text"),
        (4711.0, "4711"),
        (4.5, "4,5"),
        (0.1 + 0.2, "0,3"),
        (-1234.25, "-1234,25"),
        (1e20, "100000000000000000000"),
        (1e-7, "0,0000001"),
        (float("inf"), "inf"),
        (True, "WAHR"),
        (False, "FALSCH"),
        (dt.date(2026, 6, 1), "01.06.2026"),
        (dt.datetime(2026, 6, 1), "01.06.2026"),  # noqa: DTZ001  cells know no time zone
        (dt.datetime(2026, 6, 1, 9, 5), "01.06.2026 09:05:00"),  # noqa: DTZ001
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05"),
    ],
)
def test_typed_cell_reads_as_a_german_types_it(value, text):
    assert text_of(value) == text


def test_workbook_is_read_with_typed_cells():
    def write(book, sheet):
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["Personalnummer", "Nachname", "Eingang am", "Umfang"])
        sheet.write_row(1, 0, [4711, "Müller"])
        sheet.write_datetime(1, 2, dt.datetime(2026, 6, 1), day)  # noqa: DTZ001
        sheet.write_number(1, 3, 0.5, book.add_format({"num_format": "0%"}))

    raw = read_table(workbook(write), "liste.xlsx")

    assert texts(raw) == [["4711", "Müller", "01.06.2026", "0,5"]]
    assert raw.source.format is FileFormat.XLSX
    assert raw.source.sheet == "Liste"


def test_workbook_is_known_by_its_bytes_and_not_by_its_name():
    raw = read_table(workbook_of(HEADINGS, KAYA), "liste.csv")

    assert texts(raw) == [KAYA]


def test_rows_are_counted_as_excel_counts_them():
    raw = read_table(workbook_of([], ["Stand 01.06."], [], HEADINGS, [], KAYA), "liste.xlsx")

    assert raw.source.header_row == 4
    assert raw.row_numbers.tolist() == [6]


def test_heading_on_two_lines_is_one_heading():
    raw = read_table(workbook_of(["Nachname", "E-Mail\nAdresse"], KAYA[:2]), "liste.xlsx")

    assert raw.headers == ("Nachname", "E-Mail Adresse")


def test_table_may_begin_in_any_column():
    def write(_book, sheet):
        sheet.write_row(2, 3, HEADINGS)
        sheet.write_row(3, 3, KAYA)

    raw = read_table(workbook(write), "liste.xlsx")

    assert raw.headers == ("", "", "", *HEADINGS)
    assert texts(raw) == [["", "", "", *KAYA]]


def test_first_sheet_with_known_headings_is_read():
    def write(book, sheet):
        sheet.write_row(0, 0, ["Spalte", "Bedeutung"])
        sheet.write_row(1, 0, ["Umfang", "Anteil einer vollen Stelle"])
        table = book.add_worksheet("Kandidaturen & mehr")
        table.write_row(0, 0, HEADINGS)
        table.write_row(1, 0, KAYA)

    raw = read_table(workbook(write), "liste.xlsx")

    assert raw.source.sheet == "Kandidaturen & mehr"
    assert raw.flaws == ()


def test_further_sheets_with_tables_are_named_and_hidden_ones_are_not_read():
    def write(book, sheet):
        for table in (book.add_worksheet("Versteckt"), sheet, book.add_worksheet("Alt")):
            table.write_row(0, 0, HEADINGS)
            table.write_row(1, 0, KAYA)
        book.get_worksheet_by_name("Versteckt").hide()

    raw = read_table(workbook(write), "liste.xlsx")

    assert raw.source.sheet == "Liste"
    assert [(flaw.code, flaw.value) for flaw in raw.flaws] == [(FindingCode.SHEET_NOT_READ, "Alt")]


def test_formula_without_a_value_is_not_missing_as_well():
    def write(_book, sheet):
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, KAYA)
        sheet.write_formula(1, 1, '=A2&"x"', None, "")

    result = parsed_table(FileKind.CANDIDATES, read_table(workbook(write), "liste.xlsx"))

    assert [(finding.code, finding.column) for finding in result.findings] == [
        (FindingCode.CELL_FORMULA, "Vorname")
    ]


def test_formula_in_a_column_that_is_read_is_an_error():
    def write(_book, sheet):
        sheet.write_row(0, 0, [*HEADINGS, "Zähler"])
        sheet.write_row(1, 0, KAYA)
        sheet.write_formula(1, 1, '=A2&"x"', None, "Anna")
        sheet.write_formula(1, 4, "=1+1", None, 2)

    raw = read_table(workbook(write), "liste.xlsx")
    result = parsed_table(FileKind.CANDIDATES, raw)

    assert [(finding.code, finding.row, finding.column) for finding in result.findings] == [
        (FindingCode.CELL_FORMULA, 2, "Vorname")
    ]
    assert result.errors == 1
    assert len(result.frame) == 0


def test_error_value_is_an_error():
    def write(_book, sheet):
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, KAYA)

    content = workbook(write)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<c r="D2" t="s"><v>7</v>', b'<c r="D2" t="e"><v>#REF!</v>')
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    raw = read_table(changed.getvalue(), "liste.xlsx")

    assert [(flaw.code, flaw.row, flaw.column) for flaw in raw.flaws] == [
        (FindingCode.CELL_ERROR, 2, 3)
    ]


def test_tall_merged_cell_counts_for_all_its_rows():
    def write(_book, sheet):
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, 4):
            sheet.write_row(row, 0, ["Kaya", f"Anna {row}", f"kaya{row}@stadt.example"])
        sheet.merge_range(1, 3, 3, 3, "Standesamt")

    raw = read_table(workbook(write), "liste.xlsx")
    result = parsed_table(FileKind.CANDIDATES, raw)

    assert result.frame["department"].tolist() == ["Standesamt"] * 3
    assert [(finding.code, finding.row) for finding in result.findings] == [
        (FindingCode.CELL_MERGED, 2)
    ]
    assert result.errors == 0


def test_wide_merged_row_is_a_title_and_left_out():
    def write(_book, sheet):
        sheet.merge_range(0, 0, 0, 3, "Stadt Musterhausen")
        sheet.write_row(1, 0, HEADINGS)
        sheet.merge_range(2, 0, 2, 3, "Dezernat I")
        sheet.write_row(3, 0, KAYA)

    raw = read_table(workbook(write), "liste.xlsx")
    result = parsed_table(FileKind.CANDIDATES, raw)

    assert raw.row_numbers.tolist() == [4]
    assert codes(result) == [FindingCode.ROW_MERGED]


def test_formula_of_a_sum_at_the_end_is_told_as_a_sum():
    def write(_book, sheet):
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, KAYA)
        sheet.write_row(2, 0, ["Summe"])
        sheet.write_formula(2, 2, "=COUNTA(C2:C2)", value=1)

    result = parsed_table(FileKind.CANDIDATES, read_table(workbook(write), "liste.xlsx"))

    assert [(each.code, each.row) for each in result.findings] == [(FindingCode.ROW_TOTAL, 3)]
    assert len(result.frame) == 1


def test_hidden_rows_are_read_and_told():
    def write(_book, sheet):
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, KAYA)
        sheet.write_row(2, 0, ["Berger", "Alex", "berger@stadt.example", "Standesamt"])
        sheet.set_row(2, None, None, {"hidden": True})

    raw = read_table(workbook(write), "liste.xlsx")
    result = parsed_table(FileKind.CANDIDATES, raw)

    assert len(result.frame) == 2
    assert [finding.facts for finding in result.findings] == [{"count": 1}]
    assert codes(result) == [FindingCode.SHEET_HIDDEN_ROWS]


def test_leading_zeros_that_a_number_format_shows_are_kept():
    def write(book, sheet):
        sheet.write_row(0, 0, ["Personalnummer", "Nachname"])
        sheet.write_number(1, 0, 471, book.add_format({"num_format": "00000"}))
        sheet.write_number(2, 0, 471, book.add_format({"num_format": "0.00"}))
        sheet.write_string(3, 0, "00471")

    raw = read_table(workbook(write), "liste.xlsx")

    assert [row[0] for row in texts(raw)] == ["00471", "471", "00471"]


def test_guarded_text_in_a_cell_is_freed():
    raw = read_table(workbook_of(["Nachname", "Vorname"], ["'=1+1", "'Kaya"]), "liste.xlsx")

    assert texts(raw) == [["=1+1", "'Kaya"]]
