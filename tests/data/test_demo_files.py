"""The files of the demo town are what its generator writes, and what a German Excel writes."""

import csv
import io
import subprocess
import sys

import pytest

from lotsen.settings import DATA

FILES = ("abteilungen.csv", "beteiligte.csv", "kandidaturen.csv", "bewertungen.csv")
DEMO = DATA / "demo"


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    target = tmp_path_factory.mktemp("demo")
    program = (
        "import pathlib, sys; sys.path.insert(0, sys.argv[1]); import generate; "
        "generate.generate(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", program, str(DEMO), str(target)], check=True)
    return target


@pytest.mark.parametrize("name", FILES)
def test_generator_writes_the_very_files_that_are_kept(generated, name):
    assert (generated / name).read_bytes() == (DEMO / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_file_looks_as_a_german_excel_saves_it(name):
    content = (DEMO / name).read_bytes()
    text = content.decode("utf-8-sig")

    assert content.startswith(b"\xef\xbb\xbf")
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]


def lines(name):
    text = (DEMO / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_nobody_rates_themselves_and_only_raters_rate():
    ratings = lines("bewertungen.csv")
    raters = {each["E-Mail"] for each in lines("beteiligte.csv") if "Bewertung" in each["Rollen"]}

    assert {each["E-Mail bewertende Person"] for each in ratings} == raters
    assert not [
        each for each in ratings if each["E-Mail bewertende Person"] == each["E-Mail Kandidatur"]
    ]
