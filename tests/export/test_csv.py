"""CSV as a German Excel and as everybody else wants it, byte by byte."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.files import unguard_text
from lotsen.export.csv import GERMAN, INTERNATIONAL, csv_bytes
from lotsen.export.tables import Column, ColumnKind, ExportTable

NAN = float("nan")


def column(name, kind, *cells):
    return Column(name=name, kind=kind, meaning="", cells=cells)


def table(*columns):
    return ExportTable(title="", notes=(), columns=columns)


SMALL = table(
    column("Name", ColumnKind.TEXT, "Groß; Ben", 'sagt "ja"\nund mehr'),
    column("Nummer", ColumnKind.TEXT, "00417", ""),
    column("Tag", ColumnKind.DAY, date(2027, 6, 3), None),
    column("Platz", ColumnKind.WHOLE, 2.0, NAN),
    column("Wert", ColumnKind.DECIMAL, 3.125, NAN),
)


def test_german_csv_to_the_byte():
    assert csv_bytes(SMALL, GERMAN) == (
        b"\xef\xbb\xbfName;Nummer;Tag;Platz;Wert\r\n"
        + '"Groß; Ben";00417;03.06.2027;2;3,12\r\n'.encode()
        + b'"sagt ""ja""\nund mehr";;;;\r\n'
    )


@given(st.integers(min_value=-5_000, max_value=5_000))
def test_numbers_are_rounded_as_everywhere_else(thousandths):
    number = thousandths / 1_000

    content = csv_bytes(table(column("Wert", ColumnKind.DECIMAL, number)), INTERNATIONAL)

    assert content.decode().splitlines()[1] == f"{number:.2f}"


def test_international_csv_to_the_byte():
    assert csv_bytes(SMALL, INTERNATIONAL) == (
        b"Name,Nummer,Tag,Platz,Wert\r\n"
        + "Groß; Ben,00417,2027-06-03,2,3.12\r\n".encode()
        + b'"sagt ""ja""\nund mehr",,,,\r\n'
    )


@pytest.mark.parametrize("form", [GERMAN, INTERNATIONAL])
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 711 1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        '=HYPERLINK("http://x";"y")',
        "'=1",
    ],
)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text, form):
    content = csv_bytes(table(column("Name", ColumnKind.TEXT, text)), form)

    _header, row = csv.reader(
        io.StringIO(content.decode(form.encoding), newline=""), delimiter=form.delimiter
    )
    assert row == [f"'{text}"]


def test_negative_number_stays_a_number():
    content = csv_bytes(table(column("Wert", ColumnKind.DECIMAL, -1.5)), GERMAN)

    assert content.endswith(b"\r\n-1,50\r\n")


def test_names_like_o_neill_are_left_alone():
    content = csv_bytes(table(column("Name", ColumnKind.TEXT, "'t Hooft")), GERMAN)

    assert content.endswith(b"\r\n't Hooft\r\n")


def test_table_without_rows_has_its_header():
    assert csv_bytes(table(column("Name", ColumnKind.TEXT)), GERMAN) == b"\xef\xbb\xbfName\r\n"


def test_no_line_says_what_the_separator_is():
    assert b"sep=" not in csv_bytes(SMALL, GERMAN)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
@pytest.mark.parametrize("form", [GERMAN, INTERNATIONAL])
def test_every_text_comes_back_as_it_was(form, rows):
    first, second = zip(*rows, strict=True)
    content = csv_bytes(
        table(column("A", ColumnKind.TEXT, *first), column("B", ColumnKind.TEXT, *second)), form
    )

    text = io.StringIO(content.decode(form.encoding), newline="")
    _header, *read = csv.reader(text, delimiter=form.delimiter, strict=True)
    assert [tuple(map(unguard_text, row)) for row in read] == rows


@given(st.lists(st.floats(-9, 9) | st.just(NAN), min_size=1, max_size=30))
def test_numbers_are_rounded_like_python_rounds(numbers):
    content = csv_bytes(table(column("Wert", ColumnKind.DECIMAL, *numbers)), INTERNATIONAL)

    lines = content.decode().split("\r\n")[1:-1]
    read = [float(line) if line else NAN for line in lines]
    assert read == pytest.approx([round(number, 2) for number in numbers], abs=0.0051, nan_ok=True)


def test_pandas_reads_both_forms_alike():
    german = pd.read_csv(
        io.BytesIO(csv_bytes(SMALL, GERMAN)),
        sep=";",
        decimal=",",
        encoding="utf-8-sig",
        dtype={"Nummer": str},
    )
    international = pd.read_csv(io.BytesIO(csv_bytes(SMALL, INTERNATIONAL)), dtype={"Nummer": str})

    same = ["Name", "Nummer", "Platz", "Wert"]
    pd.testing.assert_frame_equal(german[same], international[same])
    assert german["Wert"].iloc[0] == 3.12
    assert german["Nummer"].iloc[0] == "00417"
