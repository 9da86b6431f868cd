"""The worked example: the demo town's own numbers, and LibreOffice gets the same."""

import io

import openpyxl
import pytest

from lotsen.export.example import example_bytes
from lotsen.settings import DATA
from lotsen.usecases.example_file import read_example
from tests.libreoffice import converter
from tools import example as tool


@pytest.fixture
def example():
    return read_example(DATA / tool.FILE)


def results(content, *, data_only):
    """What stands in the first two columns below the ratings."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only).worksheets[0]
    return {row[0].value: row[1].value for row in sheet.iter_rows()}


def test_example_is_what_the_demo_town_says(tmp_path, example):
    tool.write(tmp_path / tool.FILE)

    found = read_example(tmp_path / tool.FILE)
    assert found.person == example.person
    assert [each.ratings for each in found.sheets] == [each.ratings for each in example.sheets]
    assert (found.plain, found.fair) == pytest.approx((example.plain, example.fair), abs=1e-6)


def test_fair_score_is_the_plain_one_without_the_mean_severity(example):
    severity = sum(each.severity for each in example.sheets) / len(example.sheets)

    assert example.plain - severity == pytest.approx(example.fair, abs=1e-12)


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same_plain_and_fair_score(tmp_path, tmp_path_factory, example):
    book = openpyxl.load_workbook(io.BytesIO(example_bytes(example)))
    path = tmp_path / "beispiel.xlsx"
    book.save(path)  # the formulas alone, without any value beside them
    assert results(path.read_bytes(), data_only=True)["Fairer Wert"] is None

    content = converter(tmp_path_factory.mktemp("libreoffice"))(path, "xlsx")

    found = results(content, data_only=True)
    assert found["Einfacher Wert"] == pytest.approx(example.plain, abs=1e-9)
    assert found["Fairer Wert"] == pytest.approx(example.fair, abs=1e-9)


def test_scores_of_the_workbook_are_formulas(example):
    found = results(example_bytes(example), data_only=False)

    assert str(found["Einfacher Wert"]).startswith("=AVERAGE(")
    assert str(found["Fairer Wert"]).startswith("=B")
