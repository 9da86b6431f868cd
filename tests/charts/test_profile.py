"""One person's profile, criterion by criterion, against department and town."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import dots, profile
from lotsen.usecases import profiles


@pytest.fixture
def dora(town):
    return town.application.query(SYSTEM, profiles.profile, town.round_id, town.dora)


def test_criteria_stand_in_their_order_with_the_persons_numbers(dora, titles):
    data = profile.profile(dora, titles).data[dots.DATA]

    assert data["label"].to_list() == ["Gesamtwert", "Motivation", "Vorbild", "Agil"]
    assert data["score"].isna().to_list() == [False, False, True, True]


def test_what_is_compared_is_named(dora, titles):
    data = profile.profile(dora, titles).data
    said = " ".join(str(cell) for frame in data.values() for cell in frame.to_numpy().ravel())

    assert "Mittelwert Finanzen" in said
    assert "Mittelwert Stadt gesamt" in said


def test_every_row_is_told_by_its_label_whether_it_has_a_dot_or_not(dora, titles):
    layers = profile.form().to_dict()["layer"]
    told = [layer for layer in layers if layer["mark"].get("aria", True)]
    rows = profile.profile(dora, titles).data[dots.DATA]

    assert [layer["encoding"]["text"]["field"] for layer in told] == ["label"]
    assert rows["description"].to_list()[2:] == [
        "Vorbild: nicht beobachtbar (n. b.)",
        "Agil: keine Bewertung",
    ]
