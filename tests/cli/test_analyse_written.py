"""However a table is written: the same numbers, or a sentence that says what is wrong."""

import io
import unicodedata

import pytest


@pytest.mark.parametrize(
    ("text", "arguments", "sentence"),
    [
        ("", (), "Die Datei ist leer."),
        ("candidate,rater,value\n", (), "keine einzige Zeile"),
        ("a,b\n1,2\n", (), "Bitte nennen Sie sie mit --candidate. Es gibt: a, b"),
        ("candidate,b\n1,2\n", (), "Bitte nennen Sie sie mit --value."),
        ("candidate,value\n1,2\n", ("--rater", "who"), "Die Spalte „who“ gibt es nicht."),
        (
            "candidate,value\n1,2\n",
            ("--rater", "value", "--value", "value"),
            "Eine Spalte kann nur",
        ),
        ("candidate,value\n1,2\n1,gut\n", (), "In Zeile 3 steht „gut“."),
        ("candidate,value\n1,inf\n", (), "In Zeile 2 steht „inf“."),
        ("candidate,value\n,2\n", (), "In Zeile 2 ist die Spalte „candidate“ leer."),
        ("candidate,value,department\n1,2,A\n1,3,B\n", (), "„1“ steht in zwei Abteilungen."),
        ("candidate,value\n1,2\n", ("--level", "cell"), "Bitte nennen Sie sie mit --criterion"),
        ("candidate,value\n1,2\n1,2,3,4\n", (), "In Zeile 3 stehen mehr Felder"),
        ("candidate,value\n1,2,3\n1,2,4\n", (), "In Zeile 2 stehen mehr Felder"),
        ("sep=,\ncandidate,value\n1,2\n1,2,\n", (), "In Zeile 4 stehen mehr Felder"),
        ('candidate,value\n1,2\n"2,3\n', (), "keine Tabelle"),
        ("candidate,value,value\n1,2,3\n", (), "„value“ steht zweimal da."),
        ("\n\ncandidate,value\n\n1,gut\n", (), "In Zeile 5 steht „gut“."),
        ("candidate,value\n\n,2\n", (), "In Zeile 3 ist die Spalte „candidate“ leer."),
        ("candidate,value\n,\n,NA\n", (), "keine einzige Zeile"),
        ("candidate,value\n1,1_4\n", (), "„1_4“"),
        ("candidate,value\n1,٣\n", (), "„٣“"),
        ("candidate;value\n1;1.234,5\n", (), "„1.234,5“"),
        ("candidate,value\n1,2e9\n", (), "„2e9“"),
        ("candidate,value\n1,0\n2,2e-31\n", (), "„2e-31“"),
    ],
)
def test_unusable_table_is_refused_with_a_sentence(lotsen, file, text, arguments, sentence):
    code, output, complaint = lotsen("analyse", file(text), *arguments)

    assert (code, output) == (1, "")
    assert sentence in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("places", ["0", "-1", "drei"])
def test_places_are_one_or_more(lotsen, file, places):
    told = lotsen("analyse", file("candidate,value\n1,2\n"), "--places", places)

    assert told[:2] == (2, "")
    assert f"Bei „--places“ ist „{places}“ keine gültige Angabe." in told[2]


WRITTEN = "candidate,rater,value\nÄnne Öz,x,4.5\nÄnne Öz,y,5\nb c,x,-2\nb c,y,3e0\n"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + WRITTEN.replace(",", ";").replace(".", ","),
        WRITTEN.replace("4.5", '"4,5"'),
        "sep=,\r\n" + WRITTEN.replace("\n", "\r\n"),
        "\n" + WRITTEN.replace("\n", "\n\n") + ",,\n  ,x,\n",
        WRITTEN.replace("x,4.5", " x , 4.5 ").replace("b c", '"b c"'),
        WRITTEN.replace("Änne Öz,y", unicodedata.normalize("NFD", "Änne Öz,y")),
        WRITTEN.replace("rater,value", "Bewertet von,Wert"),
    ],
    ids=["Excel", "quoted", "sep", "blank lines", "spaces", "composed", "German"],
)
def test_table_may_be_written_in_many_ways(analyse, file, text):
    told = analyse(file(WRITTEN))

    found = analyse(file(text))

    assert [each["id"] for each in found["candidates"]] == ["Änne Öz", "b c"]
    assert found == told


def test_table_may_come_from_another_program(analyse, file, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRITTEN.encode())))

    assert analyse("-") == analyse(file(WRITTEN))


@pytest.mark.parametrize("factor", [1e-29, 1e-9, 100, 1e6, -25])
def test_numbers_follow_the_scale(analyse, file, factor):
    rows = [(who, by, (who * 7 + by * 5 + who * by) % 5) for who in range(8) for by in range(3)]

    def table(stretch):
        lines = [f"p{who},r{by},{value * stretch!r}" for who, by, value in rows]
        return analyse(file("\n".join(["candidate,rater,value", *lines])), "--places", 8)

    one, other = table(2.0), table(2.0 * factor)

    assert other["agreement"] == pytest.approx(one["agreement"], abs=1e-6)
    assert other["comparable"] == one["comparable"]
    for part, spread in one["sd"].items():
        assert other["sd"][part] == pytest.approx(abs(factor) * spread, rel=1e-5)
    for told, stretched in zip(one["candidates"], other["candidates"], strict=True):
        assert stretched["fair"] == pytest.approx(factor * told["fair"], abs=1e-6 * abs(factor))
        if factor > 0:
            assert stretched["rank"] == told["rank"]


def test_workbook_and_missing_file_are_refused(lotsen, tmp_path):
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04...")

    assert "als .csv" in lotsen("analyse", tmp_path / "table.xlsx")[2]
    assert "gibt es nicht" in lotsen("analyse", tmp_path / "nix.csv")[2]
