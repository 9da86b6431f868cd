"""The people of one cell, against the means of department and town."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import dots, people, readings
from lotsen.usecases import scores


@pytest.fixture
def cell(town):
    return lambda department, criterion: town.application.query(
        SYSTEM, scores.cell, town.round_id, department, criterion
    )


def test_people_stand_from_high_to_low_with_their_numbers(town, cell):
    found = cell(town.first, "motivation")
    frame = people.arranged(found.frame)

    data = people.people(found, frame).data[dots.DATA]

    assert data["label"].to_list() == ["Ada Yıldız", "Cem Aksoy", "Ben Groß"]
    assert data["score"].to_list() == [5.0, 4.0, 3.0]


def test_means_of_department_and_town_are_told_apart(town, cell):
    found = cell(town.first, "motivation")

    means = people.people(found, found.frame).data["means"]

    assert dict(zip(means["which"], means["text"], strict=True)) == {
        "department": "Bereich 4,0",
        "town": "Stadt 3,5",
    }
    assert sorted(means["side"]) == ["left", "right"]


def test_person_who_could_not_be_observed_has_no_dot_and_says_why(town, cell):
    found = cell(town.second, "vorbild")

    line = people.people(found, found.frame).data[dots.DATA].iloc[0]

    assert line.isna()["score"]
    assert "n. b." in " ".join(map(str, line.to_list()))


def test_text_beside_the_picture_says_the_same(town, cell):
    assert readings.of_people(cell(town.first, "motivation"), "Motivation") == (
        "Motivation in Bürgerdienste: 3 Personen, Werte von 3,0 bis 5,0; Mittelwert des "
        "Bereichs 4,0, zum Vergleich alle Bereiche 3,5; ohne Wert: 0."
    )
