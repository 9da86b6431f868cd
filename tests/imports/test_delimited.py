import csv
import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lotsen.domain.errors import BadInput
from lotsen.imports.delimited import Body, find_records, patient_body, quick_body
from lotsen.imports.layout import Layout
from lotsen.imports.limits import STANDARD
from lotsen.imports.tables import read_table

LAYOUT = Layout(delimiter=";", header=0, headers=("a", "b", "c"))
CELLS = st.text(alphabet='ab;"\n\r ä\x00', max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8)

PIECES = [";", ";", ";", "\n", "\r\n", "a", "ä", " ", '"', '""', '"a;b"', '"x\n"', '"y""z"', "\r"]


def rows_of(body: Body) -> list[tuple[int, list[str]]]:
    """The rows, without the blanks around cells: these are trimmed later in any case."""
    columns = [[column.texts[code].strip() for code in column.codes] for column in body.columns]
    cells = map(list, zip(*columns, strict=True))
    return list(zip(body.rows.tolist(), cells, strict=True))


@given(ROWS)
def test_quick_reader_agrees_with_the_patient_one(rows):
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows([["a", "b", "c"], *rows])
    text = written.getvalue()

    quick = quick_body(text.encode(), LAYOUT)
    assume(quick is not None)

    assert rows_of(quick) == rows_of(patient_body(text, LAYOUT, STANDARD))


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_quick_reader_reads_nothing_that_the_patient_one_reads_otherwise(pieces):
    text = "a;b;c\n" + "".join(pieces)

    quick = quick_body(text.encode(), LAYOUT)

    assert quick is None or rows_of(quick) == rows_of(patient_body(text, LAYOUT, STANDARD))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_well_made_file_is_read_quickly(line_end):
    text = line_end.join(["a;b;c", '1;"x;\n""y""";3', "", "4;;6", ""])

    body = quick_body(text.encode(), LAYOUT)

    assert body is not None
    assert rows_of(body) == [(2, ["1", 'x;\n"y"', "3"]), (4, ["4", "", "6"])]


@pytest.mark.parametrize(
    "text",
    ['a;b"c;d\n', 'a;"b"c;d\n', 'a; "b";c\n', '"a;b;c\n', "a;b\rc;d\n", 'a""b;c;d\n'],
)
def test_odd_quotes_and_line_ends_are_left_to_the_patient_reader(text):
    assert find_records(np.frombuffer(text.encode(), dtype=np.uint8), ord(";")) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        raw = read_table(content, "x.csv")
    except BadInput:
        return

    assert len(raw.row_numbers) == len(raw.frame)
    assert len(raw.headers) == len(raw.frame.columns)
