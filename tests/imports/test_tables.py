import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.files import guard_text, unguard_text
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import clean_text
from lotsen.imports.encodings import to_utf8
from lotsen.imports.tables import FileFormat
from tests.imports.bringing import CANDIDATES, KAYA, csv_table, texts

UMLAUTS = "Nachname;Vorname;Bemerkung\nMüller-Lüdenscheidt;Björn;Größe: groß – „sehr“\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_usual_encoding_is_read(encoding):
    raw = csv_table(UMLAUTS, encoding)

    assert texts(raw) == [["Müller-Lüdenscheidt", "Björn", "Größe: groß – „sehr“"]]
    assert raw.source.encoding == encoding


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_dos_and_old_macs_are_read_too(encoding):
    raw = csv_table("Nachname;Vorname\nMüller-Lüdenscheidt;Jörg Weiß\n", encoding)

    assert texts(raw) == [["Müller-Lüdenscheidt", "Jörg Weiß"]]
    assert raw.source.encoding == encoding


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_usual_delimiter_is_found(delimiter):
    raw = csv_table("Nachname;Vorname;E-Mail\nKaya;Anna;a@b.example\n".replace(";", delimiter))

    assert raw.headers == ("Nachname", "Vorname", "E-Mail")
    assert texts(raw) == [["Kaya", "Anna", "a@b.example"]]
    assert raw.source.delimiter == delimiter


def test_comma_inside_a_heading_does_not_part_it():
    raw = csv_table("Nachname, Vorname;E-Mail\nKaya, Anna;a@b.example\n")

    assert raw.headers == ("Nachname, Vorname", "E-Mail")


def test_line_that_names_the_delimiter_is_no_row_as_in_excel():
    raw = csv_table("sep=|\r\nNachname|Vorname\r\nKaya; die|Anna\r\n")

    assert texts(raw) == [["Kaya; die", "Anna"]]
    assert raw.row_numbers.tolist() == [2]


def test_headings_are_found_below_a_preamble():
    raw = csv_table(
        "Stadt Musterhausen;;\nKandidaturen, Stand 01.06.2026;;\n;;\n"
        "Nachname;Vorname;E-Mail\nKaya;Anna;a@b.example\n"
    )

    assert raw.headers == ("Nachname", "Vorname", "E-Mail")
    assert raw.source.header_row == 4
    assert raw.row_numbers.tolist() == [5]


def test_unknown_headings_are_headings_all_the_same():
    raw = csv_table("Wer;Was;Wo\nKaya;Anna;7\n")

    assert raw.headers == ("Wer", "Was", "Wo")


def test_blank_rows_are_left_out_and_counted():
    raw = csv_table(CANDIDATES + "\r\n" + KAYA + ";;;\r\n" + KAYA)

    assert raw.row_numbers.tolist() == [3, 5]


@pytest.mark.parametrize("total", ["Summe;;2", ";Gesamt:;2", "Summe;;2\nDurchschnitt;;3,4"])
def test_sums_at_the_end_are_left_out_and_told(total):
    raw = csv_table(f"Nachname;Vorname;Bemerkung\nKaya;Anna;\nBerger;Alex;\n\n{total}\n")

    assert [row[0] for row in texts(raw)] == ["Kaya", "Berger"]
    assert {flaw.code for flaw in raw.flaws} == {FindingCode.ROW_TOTAL}
    assert sorted(flaw.row for flaw in raw.flaws) == [5, 6][: len(total.splitlines())]


@pytest.mark.parametrize("row", ["Summe;Anna;", "Gesamt-Müller;Jo;2", "Kaya;Summe;2"])
def test_rows_with_words_beside_numbers_are_people(row):
    raw = csv_table(f"Nachname;Vorname;Bemerkung\nKaya;Anna;\n{row}\n")

    assert len(raw) == 2
    assert raw.flaws == ()


def test_sum_in_the_middle_is_a_row_like_others():
    raw = csv_table("Nachname;Vorname;Bemerkung\nSumme;;2\nKaya;Anna;\n")

    assert (len(raw), raw.flaws) == (2, ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_break_in_quotes_makes_no_new_row(line_end):
    text = 'Nachname;Vorname\n"Kaya\nvon ""Ort""";Anna\n\nBerger;Alex\n'

    raw = csv_table(text.replace("\n", line_end))

    assert texts(raw) == [['Kaya\nvon "Ort"', "Anna"], ["Berger", "Alex"]]
    assert raw.row_numbers.tolist() == [2, 4]


def test_quote_in_the_middle_of_a_cell_is_a_quote():
    raw = csv_table('Nachname;Bemerkung\nKaya;Monitor 24" da\nBerger;"a;b"\n')

    assert texts(raw) == [["Kaya", 'Monitor 24" da'], ["Berger", "a;b"]]


def test_short_rows_are_filled_up():
    raw = csv_table("Nachname;Vorname;E-Mail\nKaya;Anna\nBerger;Alex;b@c.example;\n")

    assert texts(raw) == [["Kaya", "Anna", ""], ["Berger", "Alex", "b@c.example"]]
    assert raw.flaws == ()


def test_cells_beyond_the_headings_are_told():
    raw = csv_table("Nachname;Vorname;E-Mail\nKaya;Anna;a@b.example;und; mehr\n")

    assert [(flaw.code, flaw.row, flaw.value) for flaw in raw.flaws] == [
        ("row.too_long", 2, "und;mehr")
    ]


def test_blank_columns_at_the_end_are_left_out():
    raw = csv_table("Nachname;Vorname;;\nKaya;Anna;;\n")

    assert raw.headers == ("Nachname", "Vorname")


def test_letters_are_composed_and_odd_blanks_are_plain():
    name = unicodedata.normalize("NFD", "Müller")

    raw = csv_table(f"Nachname;Vorname\n\u00a0{name}\u200b ;Anna\u202fMaria\n")

    assert texts(raw) == [["Müller", "Anna Maria"]]


def test_text_that_looks_like_a_formula_is_text():
    raw = csv_table("Nachname;Vorname\n=1+1;'=1+1\n'Kaya;''@x\n")

    assert texts(raw) == [["=1+1", "=1+1"], ["'Kaya", "'@x"]]


@given(st.text())
def test_guarding_a_text_loses_nothing(text):
    assert unguard_text(guard_text(text)) == text


@given(st.text(alphabet="'=+-@ a\t\r"))
def test_guarded_text_begins_with_no_dangerous_sign(text):
    assert guard_text(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)

    assert clean_text(once) == once or once.startswith("'")


def test_name_of_the_file_is_not_believed():
    raw = csv_table(CANDIDATES + KAYA)

    assert raw.source.format is FileFormat.CSV


def test_text_is_kept_once_however_often_it_occurs():
    raw = csv_table(CANDIDATES + KAYA * 1000)

    assert len(raw) == 1000
    assert [len(raw.frame[place].cat.categories) for place in range(4)] == [1, 1, 1, 1]
    assert raw.row_numbers.tolist() == np.arange(2, 1002).tolist()


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@given(st.text(alphabet="äöüÄÖÜßéa;„“–€ \n", min_size=1))
def test_any_german_text_is_decoded_as_python_decodes_it(encoding, text):
    content = f"Grüße;Müßiggänger\nöäüß;ÄÖÜ{text}".encode(encoding, errors="replace")

    assert to_utf8(content) == (content.decode(encoding).encode(), encoding)
