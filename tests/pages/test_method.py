"""So rechnet Lotsen: for everybody who is signed in, with the example and the limits."""

import pytest

from lotsen.settings import DATA
from lotsen.usecases.example_file import read_example
from tests.makers import AUDITOR, COORDINATOR, RATER
from tests.pages.shown import words


@pytest.mark.parametrize("role", [COORDINATOR, RATER, AUDITOR])
def test_everybody_can_read_how_lotsen_computes(town, open_as, role):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", role), "method")

    assert not page.exception
    said = words(page)
    assert "Wann Lotsen nicht vergleicht" in said
    assert "Was die Zahlen nicht können" in said


def test_example_shows_every_sheet_and_the_fair_score(town, open_as):
    town.make_round()
    example = read_example(DATA / "example.yaml")

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "method")

    table = page.table[0].value
    assert len(table) == len(example.sheets) + 1
    fair = f"{example.fair:.3f}".replace(".", ",")
    assert table.iloc[-1]["fairer Wert"] == fair


def test_assumptions_are_those_that_the_numbers_are_made_with(town, open_as):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "method")

    assert page.table[1].value["Punkte"].str.replace("\\", "").tolist() == [
        "0,40",
        "0,50",
        "0,50",
        "0,25",
    ]


def test_stranger_reads_nothing(town, open_as):
    town.make_round()

    assert "Startwert" not in words(open_as(None, "method"))
