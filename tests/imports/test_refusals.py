"""Hostile and broken files: each ends in one clear sentence."""

import io
import random
import zipfile

import msoffcrypto
import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.i18n.files import file_refusal
from lotsen.imports.limits import MEGABYTE, Limits
from lotsen.imports.tables import check_size, read_table
from tests.imports.bringing import CANDIDATES, KAYA, refused, workbook_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
SHEET = "xl/worksheets/sheet1.xml"


def good_workbook() -> bytes:
    return workbook_of(["Nachname", "Vorname"], ["Kaya", "Anna"])


def encrypted_workbook() -> bytes:
    content = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(good_workbook())).encrypt("geheim", content)
    return content.getvalue()


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(good_workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(**parts | {SHEET: xml})


def sheet_of(cells: str) -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()


def noise() -> bytes:
    return random.Random(1).randbytes(4000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FileRefusal.EMPTY),
        (b"\xef\xbb\xbf", FileRefusal.EMPTY),
        (b" \r\n\r\n\t", FileRefusal.EMPTY),
        (noise(), FileRefusal.BINARY),
        (b"%PDF-1.7\n1 0 obj", FileRefusal.WRONG_KIND),
        (b"\x89PNG\r\n\x1a\n" + noise(), FileRefusal.WRONG_KIND),
        (b"\xff\xd8\xff\xe0" + noise(), FileRefusal.WRONG_KIND),
        (b"{\\rtf1\\ansi Nachname}", FileRefusal.WRONG_KIND),
        (b"<!DOCTYPE html><table><tr><td>Nachname</td></tr></table>", FileRefusal.WRONG_KIND),
        (b"<?xml version='1.0'?><Workbook/>", FileRefusal.WRONG_KIND),
        (b"SQLite format 3\x00" + bytes(100), FileRefusal.WRONG_KIND),
        (OLE + "WordDocument".encode("utf-16-le"), FileRefusal.WRONG_KIND),
        (OLE + "Workbook".encode("utf-16-le"), FileRefusal.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileRefusal.ENCRYPTED),
        (encrypted_workbook(), FileRefusal.ENCRYPTED),
        (b"\x1f\x8b\x08\x00" + noise(), FileRefusal.ARCHIVE),
        (zipped(**{"liste.csv": b"Nachname;Vorname\n"}), FileRefusal.ARCHIVE),
        (zipped(**{"bombe.zip": zipped(x=bytes(10_000))}), FileRefusal.ARCHIVE),
        (zipped(**{"word/document.xml": b"<w/>"}), FileRefusal.WRONG_KIND),
        (zipped(**{"mimetype": b"x", "content.xml": b"<o/>"}), FileRefusal.OPEN_DOCUMENT),
        (zipped(**{"xl/workbook.bin": b"x"}), FileRefusal.BINARY_EXCEL),
        (zipped(**{"xl/workbook.xml": b"<w/>"}), FileRefusal.BROKEN),
        (good_workbook()[:-200], FileRefusal.BROKEN),
        (good_workbook()[:300], FileRefusal.BROKEN),
        (with_sheet(b"<worksheet"), FileRefusal.BROKEN),
        (with_sheet(sheet_of("").decode().encode("utf-16")), FileRefusal.BROKEN),
        (with_sheet(sheet_of("")), FileRefusal.NO_HEADER),
        (workbook_of(["Nachname", "Vorname"]), FileRefusal.NO_ROWS),
        ("Grüße\n".encode() + b"M\xfcller\n", FileRefusal.ENCODING),
        (b"\xff\xfeN\x00a\x00\x00\xd8;\x00", FileRefusal.ENCODING),
        (b"Sehr geehrte Damen und Herren\nanbei die Liste\n", FileRefusal.NOT_A_TABLE),
        (b"Kaya;anna@stadt.example;4\nBerger;alex@stadt.example;5\n", FileRefusal.NO_HEADER),
        (CANDIDATES.encode(), FileRefusal.NO_ROWS),
        (CANDIDATES.encode() + b";;;\r\n\r\n", FileRefusal.NO_ROWS),
        (f'{CANDIDATES}"Kaya;Anna\n{KAYA}'.encode(), FileRefusal.BROKEN_QUOTES),
        (f'{CANDIDATES}"Kaya" die;Anna\n'.encode(), FileRefusal.BROKEN_QUOTES),
        (f'{CANDIDATES}"{"x" * 200_000}\n'.encode(), FileRefusal.CELL_TOO_LONG),
        (
            ";".join(f"Frage {number}" for number in range(300)).encode() + b"\nx\n",
            FileRefusal.TOO_MANY_COLUMNS,
        ),
    ],
)
def test_hostile_file_ends_in_a_clear_sentence(content, code):
    error = refused(content)

    assert error.code == code
    assert (file_refusal(error) or "").endswith(".")


def test_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "liste.csv"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)

    with pytest.raises(BadInput) as refusal:
        check_size(path.stat().st_size, path.name)

    assert refusal.value.code == FileRefusal.TOO_LARGE
    assert refusal.value.facts == {"size": 200, "limit": 100}


def test_workbook_may_be_half_as_large_as_a_text():
    with pytest.raises(BadInput) as refusal:
        check_size(51 * MEGABYTE, "Liste.XLSX")

    assert refusal.value.facts == {"size": 51, "limit": 50}


def test_workbook_under_another_name_has_the_limit_of_a_workbook():
    limits = Limits(workbook_bytes=1000)

    assert refused(good_workbook(), "liste.csv", limits=limits).code == FileRefusal.TOO_LARGE


def test_too_many_rows_are_refused():
    content = (CANDIDATES + KAYA * 11).encode()

    assert refused(content, limits=Limits(rows=10)).code == FileRefusal.TOO_MANY_ROWS
    assert refused(content + b'"', limits=Limits(rows=5)).code == FileRefusal.TOO_MANY_ROWS


def test_zip_bomb_is_refused_by_what_it_declares():
    bomb = with_sheet(bytes(300 * MEGABYTE))

    assert len(bomb) < MEGABYTE
    assert refused(bomb, "liste.xlsx").code == FileRefusal.ZIP_BOMB


def test_dense_zip_bomb_within_the_limit_is_refused_too():
    assert refused(with_sheet(bytes(30 * MEGABYTE))).code == FileRefusal.ZIP_BOMB


def test_zip_bomb_that_lies_about_its_size_is_never_unpacked_in_full():
    honest = with_sheet(bytes(300 * MEGABYTE))
    lying = honest.replace((300 * MEGABYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    assert refused(lying).code == FileRefusal.BROKEN


def test_archive_with_thousands_of_parts_is_refused():
    parts = {f"xl/{number}.xml": b"" for number in range(3000)}

    assert refused(zipped(**parts)).code == FileRefusal.ZIP_BOMB


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<row r="1"><c r="A999999"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "columns"),
        ('<row r="1"><c r="A1048576"><v>1</v></c></row>', "rows"),
        ('<row r="1"><c r="A900000"><v>1</v></c><c r="CV1"><v>1</v></c></row>', "rows"),
        ('<row r="1"><c x=">" r="XFD1048576"><v>1</v></c></row>', "broken"),
        ("<row r=\"1\"><c r='XFD1048576'><v>1</v></c></row>", "broken"),
        ('<row r="1"><c a=" r=&quot;A1&quot;" r="XFD1048576"><v>1</v></c></row>', "broken"),
        ('<x:row r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>', "columns"),
    ],
)
def test_cells_in_far_corners_cost_no_memory(cells, code):
    expected = {
        "columns": FileRefusal.TOO_MANY_COLUMNS,
        "rows": FileRefusal.TOO_MANY_ROWS,
        "broken": FileRefusal.BROKEN,
    }

    assert refused(with_sheet(sheet_of(cells))).code == expected[code]


def test_any_damage_to_a_workbook_is_refused_or_harmless():
    good = good_workbook()
    dice = random.Random(3)
    for _ in range(300):
        bad = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            bad[dice.randrange(len(bad))] = dice.randrange(256)
        try:
            raw = read_table(bytes(bad), "liste.xlsx")
        except BadInput:
            continue
        assert len(raw) >= 1


def test_damaged_sheets_are_refused_or_harmless():
    with zipfile.ZipFile(io.BytesIO(good_workbook())) as archive:
        xml = archive.read(SHEET)
    dice = random.Random(4)
    for _ in range(300):
        bad = bytearray(xml)
        for _ in range(dice.randint(1, 6)):
            bad[dice.randrange(len(bad))] = dice.randrange(32, 127)
        try:
            read_table(with_sheet(bytes(bad)), "liste.xlsx")
        except BadInput:
            continue


def test_encoding_refusal_names_the_row():
    error = refused("Nachname;Vorname\nGrüße;Anna\n".encode() + b"M\xfcller;Eva\n")

    assert error.facts == {"row": 3}


def test_refusal_that_is_no_file_has_no_sentence_here():
    assert file_refusal(BadInput("reason.too_short")) is None
