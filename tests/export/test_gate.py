"""Where the gate says „nicht vergleichbar“ no file that leaves the house has a fair score."""

import io
import json
import re
import zipfile

import openpyxl
import pytest

from lotsen.db.engine import open_engine
from lotsen.domain.decisions import Outcome
from lotsen.export.delivery import FileForm, ShortlistChoice, deliver_shortlist
from lotsen.export.record import deliver_record
from lotsen.scoring.fair import Comparable
from lotsen.usecases import rounds
from lotsen.usecases.candidates import EVERYBODY
from tests.export.test_record import text
from tests.makers import LEADERSHIP, Town
from tests.usecases.closing_steps import decide
from tests.usecases.two_dezernate import fair_numbers, link_by_turns, link_weakly, make_apart


@pytest.fixture
def apart(sqlite_url):
    engine = open_engine(sqlite_url)
    town = make_apart(Town(engine))
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.round = town.application.query(town.kim, rounds.current)
    yield town
    engine.dispose()


@pytest.fixture(params=[link_weakly, link_by_turns], ids=["refused", "compared"])
def town(apart, request):
    """Once the gate refuses; once it does not, so that the numbers would be found."""
    town = request.param(apart)
    decide(town, town.north[0])
    decide(town, town.south[0], Outcome.NOT_SELECTED)
    town.numbers, comparable = fair_numbers(town)
    town.refused = comparable == Comparable.NO
    assert len(town.numbers) > 6
    return town


def printed(town, said):
    """Which numbers stand in a text, with a point or with a comma, of two decimals at least."""
    forms = {each: f"{each:.2f}" for each in town.numbers}
    return [each for each, form in forms.items() if form in said or form.replace(".", ",") in said]


def stored(town, values):
    """Which numbers are cells, with all digits or with the two that are shown."""
    cells = {f"{value:.2f}" for value in values}
    return [each for each in town.numbers if f"{each:.2f}" in cells]


def numbers_of(book):
    sheets = openpyxl.load_workbook(io.BytesIO(book), data_only=True).worksheets
    cells = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    said = "\n".join(each for each in cells if isinstance(each, str))
    return [float(each) for each in cells if isinstance(each, int | float)], said


def leaves(node):
    if isinstance(node, dict | list):
        inside = node.values() if isinstance(node, dict) else node
        return [each for part in inside for each in leaves(part)]
    return [float(node)] if isinstance(node, int | float) else []


@pytest.mark.parametrize("form", [FileForm.CSV, FileForm.GERMAN_CSV])
def test_list_as_csv(town, form):
    choice = ShortlistChoice(narrowed=EVERYBODY, only_marked=False)

    content = deliver_shortlist(town.application, town.kim, town.round, form, choice)

    said = content.decode("utf-8-sig")
    assert bool(printed(town, said)) != town.refused
    assert "Verfahren" in said
    refused = re.search(r"[,;]nein[,;]\"?(Zu wenige|Niemand|Es )[^\n]*Verfahren", said)
    assert bool(refused) == town.refused


def test_list_as_workbook(town):
    choice = ShortlistChoice(narrowed=EVERYBODY, only_marked=False)

    content = deliver_shortlist(town.application, town.kim, town.round, FileForm.XLSX, choice)

    values, said = numbers_of(content)
    assert bool(stored(town, values)) != town.refused
    assert ("Nicht vergleichbar" in said) == town.refused


def test_record_in_all_its_forms(town, tmp_path):
    archive = zipfile.ZipFile(
        io.BytesIO(deliver_record(town.application, town.chief, town.round).archive)
    )
    names = archive.namelist()

    (book,) = [archive.read(each) for each in names if each.endswith(".xlsx")]
    (data,) = [json.loads(archive.read(each)) for each in names if each.endswith(".json")]
    (document,) = [archive.read(each) for each in names if each.endswith(".pdf")]

    values, _said = numbers_of(book)
    assert bool(stored(town, values)) != town.refused
    assert bool(stored(town, leaves(data))) != town.refused
    said = text(document, tmp_path)
    assert bool(printed(town, said)) != town.refused
    assert ("Nicht vergleichbar" in said) == town.refused
