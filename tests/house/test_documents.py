"""Documents that could contradict the code do not."""

import re
import tomllib

import numpy as np
import pytest
from babel.messages.pofile import read_po

from lotsen import settings
from lotsen.db.tables import metadata
from lotsen.scoring.board import score_groups
from lotsen.scoring.plain import score_candidates
from lotsen.scoring.sheets import MISSING, NOT_OBSERVABLE, SheetMatrix
from lotsen.ui import menu
from tests.house.sources import ROOT
from tools import documents
from tools.catalog import TEMPLATE

NAME = re.compile(r"`([\w.]+)`")
QUOTED = re.compile(r"„([^„“]+)“")
INNER_SIGNS = str.maketrans("\u201a\u2018", "„“")  # quotation marks inside a quotation
GAP = re.compile(r"\\{\w+\\}")
WORDS = r"\S+(?: \S+){0,2}"
FEWEST_LETTERS = 4  # „{what} und {why}“ would be anything
PAGES = (
    *("start", "uebersicht", "abteilungen", "kandidaturen", "bewerten", "bewertungsstand"),
    *("vergleich", "engere-wahl", "sitzung", "absprache", "entscheidung", "abschluss"),
    *("auswahlrunde", "beteiligte", "posteingang", "mitteilungen", "protokoll", "umfrage"),
    *("so-rechnet-lotsen", "wer-sieht-was"),
)


def read(path):
    return (ROOT / "docs" / path).read_text(encoding="utf-8")


def section(text, heading):
    """What stands under a heading, up to the next one."""
    _before, _heading, rest = text.partition(f"\n{heading}\n")
    return rest.partition("\n## ")[0]


def cells(text):
    """The tables of a text: rows of cells, without the headings."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    plain = [[cell.strip() for cell in row] for row in rows]
    headings = {place - 1 for place, row in enumerate(plain) if set(row[0]) == {"-"}}
    return [
        row for place, row in enumerate(plain) if place not in headings and set(row[0]) != {"-"}
    ]


def test_every_page_has_a_page_of_the_handbook():
    files = dict(
        re.findall(r"^\| \[([^\]]+)\]\(([\w-]+\.md)\) \|", read("handbuch/start.md"), re.MULTILINE)
    )

    assert {*files} == {*menu.titles().values()}
    assert {title: read(f"handbuch/{name}").splitlines()[0] for title, name in files.items()} == {
        title: f"# {title}" for title in files
    }


def test_generated_tables_are_those_of_the_code():
    assert documents.check() == []


def is_firm(sentence):
    """Whether a sentence says something of its own around its gaps."""
    rest = GAP.sub("", sentence)
    return rest == sentence or len(re.findall(r"\w", rest)) >= FEWEST_LETTERS


def said():
    """What the program says, with a few words in each gap."""
    with TEMPLATE.open("rb") as file:
        sentences = [re.escape(message.id) for message in read_po(file) if message.id]
    firm = [each for each in sentences if is_firm(each)]
    return [re.compile(GAP.sub(lambda _gap: WORDS, each)) for each in firm]


@pytest.mark.parametrize("page", PAGES)
def test_handbook_quotes_what_the_program_says(page):
    quoted = {words.translate(INNER_SIGNS) for words in QUOTED.findall(read(f"handbuch/{page}.md"))}

    known = said()
    assert [words for words in quoted if not any(each.fullmatch(words) for each in known)] == []


@pytest.mark.parametrize("table", metadata.tables.values(), ids=lambda table: table.name)
def test_data_model_has_every_field(table):
    told = {
        name
        for field, *_meaning in cells(section(read("reference/data-model.md"), f"## {table.name}"))
        for name in NAME.findall(field)
    }

    assert told == {column.name for column in table.columns}


def test_processing_record_has_every_field():
    told = {name for name in NAME.findall(read("datenschutz/vvt.md")) if "." in name}

    assert told == {str(column) for table in metadata.sorted_tables for column in table.columns}


def test_settings_are_those_that_are_read():
    source = (ROOT / "lotsen/settings.py").read_text(encoding="utf-8")
    read_there = set(re.findall(r'"(LOTSEN_[A-Z_]+)"', source))
    told = {name for row in cells(read("reference/settings.md")) for name in NAME.findall(row[0])}

    assert {name for name in told if name.startswith("LOTSEN_")} == read_there
    assert all(f"`{mode}`" in read("reference/settings.md") for mode in settings.Mode)


@pytest.mark.parametrize("line", cells(read("reference/settings.md")), ids=lambda row: row[0])
def test_settings_of_streamlit_are_told_as_they_are(line):
    name = line[0].strip("`")
    if not name.startswith("STREAMLIT_SERVER_"):
        return
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    words = name.removeprefix("STREAMLIT_SERVER_").lower().split("_")
    key = words[0] + "".join(word.title() for word in words[1:])

    value = config["server"].get(key)
    assert line[1] == (f"`{value}`" if value is not None else line[1])
    assert line[1].startswith("not set") == (value is None)


def test_every_library_is_accounted_for():
    wishes = re.findall(
        r"^([a-z][a-z0-9-]*)", (ROOT / "requirements.in").read_text(), flags=re.MULTILINE
    )
    accounted = {row[0] for row in cells(read("adr/0008-libraries.md"))}

    assert set(wishes) - accounted == set()


def example():
    """The sheets of the worked example as a matrix, with its candidates."""
    marks = {"n. b.": NOT_OBSERVABLE, "": MISSING}
    sheets = cells(section(read("reference/methods.md"), "## An example"))[:4]
    people = list(dict.fromkeys(row[0] for row in sheets))
    return people, SheetMatrix(
        sheet_ids=np.arange(len(sheets)),
        candidate_ids=np.array([people.index(row[0]) for row in sheets]),
        rater_ids=np.array([int(row[1][-1]) for row in sheets]),
        handed_in=np.ones(len(sheets), dtype=np.bool_),
        marks=np.array([[marks.get(cell) or int(cell or 0) for cell in row[2:]] for row in sheets]),
    )


def test_worked_example_of_the_methods_is_what_lotsen_computes():
    people, matrix = example()
    weights = np.array([2.0, 1.0, 1.0])

    scores = score_candidates(matrix, np.arange(len(people)), weights)

    told = cells(section(read("reference/methods.md"), "## An example"))[-3:]
    assert [row[0] for row in told] == people
    assert scores.score == pytest.approx([float(row[1]) for row in told], abs=5e-4)
    assert scores.spread[0] == pytest.approx(float(told[0][2]), abs=5e-4)
    assert np.isnan(scores.spread[1:]).all()
    assert scores.sheets.tolist() == [int(row[3]) for row in told]


def test_worked_example_of_a_department_is_what_lotsen_computes():
    people, matrix = example()
    scores = score_candidates(matrix, np.arange(len(people)), np.array([2.0, 1.0, 1.0]))

    group = score_groups(scores, np.array([0, 1]), np.array([0, 0]), 1)

    assert group.mean[0, -1] == pytest.approx(3.25)
    assert group.spread[0, -1] == pytest.approx(0.707, abs=5e-4)
    assert group.candidates[0, -1] == 2
