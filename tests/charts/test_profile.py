"""One person's profile, criterion by criterion, against department and town."""

from dataclasses import replace

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import dots, profile
from lotsen.usecases import profiles
from lotsen.usecases.scores import TOTAL


@pytest.fixture
def dora(town):
    return town.application.query(SYSTEM, profiles.profile, town.round_id, town.dora)


def test_criteria_stand_in_their_order_with_the_persons_numbers(dora, titles):
    data = profile.profile(dora, titles).data[dots.DATA]

    assert data["label"].to_list() == ["Gesamtwert", "Motivation", "Vorbild", "Agil"]
    assert data["score"].isna().to_list() == [False, False, True, True]


def said_by_the_key(candidate, titles) -> list[str]:
    return profile.profile(candidate, titles).data["key"]["text"].to_list()


def test_what_is_compared_is_named(dora, titles):
    data = profile.profile(dora, titles).data
    said = " ".join(str(cell) for frame in data.values() for cell in frame.to_numpy().ravel())

    assert "Mittelwert Finanzen" in said
    assert "Mittelwert Stadt gesamt" in said


def test_ring_stands_where_people_can_be_compared(dora, titles):
    assert "fairer Wert" not in said_by_the_key(dora, titles)

    compared = replace(dora, criteria=dora.criteria.assign(fair=[3.4, 2.9, float("nan"), 3.1]))

    assert "fairer Wert" in said_by_the_key(compared, titles)
    places = profile.profile(compared, titles).data[dots.DATA].set_index("label")["fair"]
    assert places["Gesamtwert"] == compared.criteria.set_index("criterion")["fair"][TOTAL]
    assert places.notna().sum() == 3


def test_every_row_is_told_by_its_label_whether_it_has_a_dot_or_not(dora, titles):
    layers = profile.form().to_dict()["layer"]
    told = [layer for layer in layers if layer["mark"].get("aria", True)]
    rows = profile.profile(dora, titles).data[dots.DATA]

    assert [layer["encoding"]["text"]["field"] for layer in told] == ["label"]
    assert rows["description"].to_list()[2:] == [
        "Vorbild: nicht beobachtbar (n. b.)",
        "Agil: keine Bewertung",
    ]
