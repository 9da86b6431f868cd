"""Files that LibreOffice writes in German locale are read with the values that a person sees."""

import datetime as dt

import pandas as pd
import pytest

from lotsen.domain.files import FileKind, guard_text
from lotsen.imports.tables import read_table
from tests.imports.bringing import codes, parsed_table, refused, texts, workbook
from tests.libreoffice import CP1252, UTF8, converter

pytestmark = pytest.mark.libreoffice

EVIDENCE = 'Hat „E-Akte“ eingeführt;\ndanach "gefragt"'


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    return converter(tmp_path_factory.mktemp("libreoffice"))


def csv_form(delimiter: str, encoding: int) -> str:
    """Quote what needs it, cells as they are shown."""
    return f"csv:Text - txt - csv (StarCalc):{ord(delimiter)},34,{encoding},1,,0,false,true,false"


def candidates() -> bytes:
    def write(book, sheet):
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        percent = book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["Stadt Musterhausen"])
        headings = "Personalnummer;Nachname;Vorname;Fachbereich;E-Mail;Umfang;Eingang am;Projekte"
        sheet.write_row(2, 0, headings.split(";"))
        row = ["00471", "Müller-Lüdenscheidt", "Zoë", "Bürgerdienste", "zoe@stadt.example"]
        sheet.write_row(3, 0, row)
        sheet.write_number(3, 5, 0.6, percent)
        sheet.write_datetime(3, 6, dt.datetime(2026, 6, 1), day)  # noqa: DTZ001
        sheet.write_string(3, 7, EVIDENCE)
        sheet.write_row(5, 0, ["00472", "Weiß", "Jo", "Schulen", "jo@stadt.example"])
        sheet.write_number(5, 5, 19.5)

    return workbook(write)


@pytest.mark.parametrize(
    "form",
    [csv_form(";", UTF8), csv_form(";", CP1252), csv_form(",", UTF8), csv_form("\t", UTF8), "xlsx"],
)
def test_list_saved_by_libreoffice_is_read_as_it_is_shown(form, convert, tmp_path):
    path = tmp_path / "kandidaturen.xlsx"
    path.write_bytes(candidates())

    raw = read_table(convert(path, form), "kandidaturen")
    result = parsed_table(FileKind.CANDIDATES, raw)

    assert codes(result) == []
    assert result.frame["personnel_number"].tolist() == ["00471", "00472"]
    assert result.frame["last_name"].tolist() == ["Müller-Lüdenscheidt", "Weiß"]
    assert result.frame["workload"].tolist() == [0.6, 0.5]
    assert result.frame["received_on"].tolist() == [pd.Timestamp("2026-06-01"), pd.NaT]
    assert result.frame["projects"].tolist() == [EVIDENCE, ""]
    assert result.frame["row"].tolist() == [4, 6]


def test_rows_are_counted_as_libreoffice_counts_them(convert, tmp_path):
    path = tmp_path / "liste.csv"
    text = 'Nachname;Vorname\n"Kaya\nvon Ort";Anna\n\nBerger;"Alex"\n;\nWeiß;Jo\n'
    path.write_text(text, encoding="utf-8-sig")

    ours = read_table(path.read_bytes(), path.name)
    theirs = read_table(convert(path, "xlsx"), "liste.xlsx")

    assert ours.row_numbers.tolist() == theirs.row_numbers.tolist() == [2, 4, 6]


def test_formula_of_libreoffice_is_found(convert, tmp_path):
    def write(_book, sheet):
        sheet.write_row(0, 0, ["Nachname", "Vorname", "E-Mail", "Amt"])
        sheet.write_row(1, 0, ["Kaya", "Anna", "kaya@stadt.example"])
        sheet.write_formula(1, 3, '="Standes"&"amt"')

    path = tmp_path / "liste.xlsx"
    path.write_bytes(workbook(write))
    raw = read_table(convert(path, "xlsx"), "liste.xlsx")

    assert codes(parsed_table(FileKind.CANDIDATES, raw)) == ["cell.formula"]


def test_spreadsheet_of_libreoffice_itself_is_refused_with_advice(convert, tmp_path):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(candidates())

    assert refused(convert(path, "ods"), "liste.ods").code == "file.open_document"
    assert refused(convert(path, "xls"), "liste.xls").code == "file.old_excel"
    assert refused(convert(path, "pdf"), "liste.pdf").code == "file.wrong_kind"


def test_guarded_texts_survive_libreoffice(convert, tmp_path):
    dangerous = ["=1+1", "+49 711", "-x", "@here", "'=1", "'Kaya"]
    path = tmp_path / "liste.csv"
    lines = [f"{guard_text(text)};x" for text in dangerous]
    path.write_text("Nachname;Vorname\n" + "\n".join(lines), encoding="utf-8-sig")

    direct = read_table(path.read_bytes(), path.name)
    through = read_table(convert(path, "xlsx"), "liste.xlsx")

    assert [row[0] for row in texts(direct)] == dangerous
    assert [row[0] for row in texts(through)] == dangerous
    assert through.flaws == ()
