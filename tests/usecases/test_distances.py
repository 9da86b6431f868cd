"""How far departments are from the mean: for whom, and when there is no fair one."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.domain.departments import Level
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState
from lotsen.usecases import comparison, distances
from tests.makers import LEADER, RATER

FAIR = {"fair", "low", "high"}


@pytest.fixture
def rated(town):
    """Two Fachbereiche of three, both rated by the same two people; a third without anybody."""
    town.round_id = town.make_round(places=2)
    town.first = town.make_department("Bürgerdienste")
    town.second = town.make_department("Finanzen")
    town.third = town.make_department("Schulen")
    town.folk = [
        town.make_candidate(f"Person {place}", department=town.first if place < 3 else town.second)
        for place in range(6)
    ]
    for rater, less in (
        (town.make_person("Mia Mild", RATER), 0),
        (town.make_person("Stefan Streng", RATER), 1),
    ):
        for person, value in zip(town.folk, (5, 4, 4, 3, 3, 2), strict=True):
            town.make_sheet(person, rater, motivation=value - less)
    return town


def seen(town, actor=SYSTEM):
    asked = (distances.departments, town.round_id, Level.FACHBEREICH)
    found = town.application.query(actor, *asked)
    return found, found.frame.set_index("department_id")


def test_distances_are_those_of_the_means_of_people(rated):
    frame = seen(rated)[1]
    people = rated.application.query(SYSTEM, comparison.comparison, rated.round_id).frame

    for score in ("plain", "fair"):
        own = people.loc[people["department"] == "Bürgerdienste", score].mean()
        expected = own - people[score].mean()
        assert frame.loc[rated.first, score] == pytest.approx(expected, abs=1e-12)


def test_fair_distance_has_an_interval(rated):
    frame = seen(rated)[1].dropna(subset=["fair"])

    assert (frame["low"] < frame["high"]).all()
    assert frame["candidates"].tolist() == [3, 3]


def test_department_without_a_score_has_no_distance(rated):
    line = seen(rated)[1].loc[rated.third]

    assert line["candidates"] == 0
    assert line.isna()["plain"]


def test_leader_sees_the_own_departments_against_their_own_mean(rated):
    leader = rated.make_actor("Lea Ode", LEADER, leads=[rated.first])

    found, frame = seen(rated, leader)

    assert frame.index.tolist() == [rated.first]
    assert not found.whole_town
    assert frame.loc[rated.first, "plain"] == pytest.approx(0.0, abs=1e-12)


def test_where_nothing_can_be_compared_all_is_hatched_and_nothing_fair(town):
    town.round_id = town.make_round()
    for value, place in ((5, "Bürgerdienste"), (2, "Finanzen")):
        person = town.make_candidate(f"P {value}", department=town.make_department(place))
        town.make_sheet(person, town.make_person(f"R {value}", RATER), motivation=value)

    found, frame = seen(town)

    assert not found.may_compare
    assert FAIR & set(frame.columns) == set()
    assert frame["hatched"].all()


def test_whoever_still_rates_sees_no_distance(rated):
    rater = rated.make_actor("Rita Roth", RATER)
    rated.make_sheet(rated.folk[0], rater.id, state=SheetState.DRAFT, motivation=5)

    with pytest.raises(NotAllowed, match=r"scores\.sealed"):
        seen(rated, rater)
