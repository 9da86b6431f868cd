"""What we write is opened by LibreOffice in German locale with the values that we meant."""

import io

import openpyxl
import pytest

from lotsen.export.delivery import FileForm, ShortlistChoice, deliver_shortlist
from lotsen.usecases.candidates import EVERYBODY
from tests.libreoffice import converter

pytestmark = pytest.mark.libreoffice

ALL = ShortlistChoice(narrowed=EVERYBODY, only_marked=False)


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    return converter(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture
def opened(town, convert, tmp_path):
    """The shortlist as LibreOffice shows it: one dictionary per person."""

    def opened(form, ending, delimiter=";"):
        path = tmp_path / f"liste.{ending}"
        path.write_bytes(deliver_shortlist(town.application, town.kim, town.round, form, ALL))
        content = convert(path, "xlsx", delimiter)
        header, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
        names = [cell.value for cell in header]
        return {row[3].value: dict(zip(names, row, strict=True)) for row in rows}

    return opened


def test_german_csv_opens_with_numbers_and_no_formula(opened):
    found = opened(FileForm.GERMAN_CSV, "csv")

    ada, ben = found["Ada"], found["Ben"]
    assert ada["Briefanrede"].value == "Sehr geehrte Frau Dr. Yıldız"
    assert (ada["K01_Motivation"].data_type, ada["K01_Motivation"].value) == ("n", 3.5)
    assert ada["Gesamtwert"].value == pytest.approx(4.25, abs=1)
    assert ben["Gesamtwert"].value is None
    assert (ben["Funktion"].data_type, ben["Funktion"].value) == ("s", "'=1+1")


def test_workbook_keeps_zeros_phone_numbers_and_dangerous_texts(opened):
    found = opened(FileForm.XLSX, "xlsx")

    ada, ben = found["Ada"], found["Ben"]
    assert (ada["Personalnummer"].value, ada["Telefon"].value) == ("00417", "+49 7071 204-123")
    assert (ada["K01_Motivation"].data_type, ada["K01_Motivation"].value) == ("n", 3.5)
    assert (ben["Funktion"].data_type, ben["Funktion"].value) == ("s", "=1+1")
