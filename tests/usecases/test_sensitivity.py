"""What the first places hang on, and who is told which names."""

import pytest

from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState
from lotsen.scoring.fair import Comparable
from lotsen.scoring.raters import RaterFlag
from lotsen.scoring.sensitivity import Change
from lotsen.usecases import comparison, rater_diagnostics, raters, sensitivity
from tests.makers import COORDINATOR, LEADER, LEADERSHIP, RATER


@pytest.fixture
def rated(town):
    """Six people of two departments, everybody rated by three; Ada leads by motivation alone."""
    town.round_id = town.make_round(places=1)
    town.first, town.second = town.make_department(), town.make_department("Finanzen")
    names = ("Ada Yıldız", "Ben Groß", "Cem Aksoy", "Dora Ähren", "Eva Ost", "Finn West")
    town.folk = [
        town.make_candidate(name, department=town.first if place % 2 else town.second)
        for place, name in enumerate(names)
    ]
    town.raters = [town.make_person(name, RATER) for name in ("Mia Mild", "Nils Nah", "Olga Ost")]
    marks = ((5, 3, 3), (3, 3, 4), (2, 2, 3), (3, 2, 2), (2, 3, 3), (2, 2, 2))
    for person, (motivation, vorbild, agil) in zip(town.folk, marks, strict=True):
        for rater in town.raters:
            more = 1 if rater == town.raters[0] and motivation < 5 else 0
            town.make_sheet(person, rater, motivation=motivation, vorbild=vorbild + more, agil=agil)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def seen(town, actor=None):
    return town.application.query(actor or town.kim, sensitivity.sensitivity, town.round_id)


def test_criterion_that_carries_the_first_place_is_named(rated):
    found = seen(rated)

    lines = {(each.change, each.name): each for each in found.what_if}
    without = lines[Change.WITHOUT_CRITERION, "Motivation"]
    assert (without.enters, without.leaves) == (("Ben Groß",), ("Ada Yıldız",))
    assert not lines[Change.WITHOUT_CRITERION, "Vorbild"].changes
    assert {name for change, name in lines if change == Change.WITHOUT_RATER} == {
        "Mia Mild",
        "Nils Nah",
        "Olga Ost",
    }
    assert found.people[0].name == "Ada Yıldız"
    assert found.draws == 1000


def test_raters_are_named_to_the_coordination_alone(rated):
    found = seen(rated, rated.make_actor("Dr. Jana Weiß", LEADERSHIP))

    assert Change.WITHOUT_RATER not in {each.change for each in found.what_if}
    assert found.what_if


def test_leaders_see_their_own_people_alone(rated):
    leader = rated.make_actor("Lara Leit", LEADER, leads=[rated.first])

    found = seen(rated, leader)

    names = {each.name for each in found.people}
    for each in found.what_if:
        names.update(each.enters, each.leaves, each.unrated)
    assert names <= {"Ben Groß", "Dora Ähren", "Finn West"}
    assert not found.whole_town


def test_whoever_has_own_sheets_to_hand_in_sees_nothing(rated):
    both = rated.make_actor("Rita Roth", COORDINATOR, RATER)
    rated.make_sheet(rated.folk[0], both.id, state=SheetState.DRAFT, motivation=3)

    with pytest.raises(NotAllowed):
        seen(rated, both)
    with pytest.raises(NotAllowed):
        habits(rated, both)


def test_where_nobody_is_compared_nothing_is_said(town):
    town.round_id = town.make_round()
    town.make_department()
    ada, rita = town.make_candidate(), town.make_person("Rita Roth", RATER)
    ben, ruth = town.make_candidate("Ben Groß"), town.make_person("Ruth Rau", RATER)
    town.make_sheet(ada, rita, motivation=4)
    town.make_sheet(ben, ruth, motivation=3)
    kim = town.make_actor("Kim Kord", COORDINATOR)

    found = seen(town, kim)

    assert (found.comparable, found.what_if, found.people) == (Comparable.NO, (), ())


def habits(town, actor=None):
    found = town.application.query(
        actor or town.kim, rater_diagnostics.rater_diagnostics, town.round_id
    )
    return {each.name: each.habits for each in found.raters}


def test_habits_of_raters_are_told_by_name(rated):
    person = rated.make_person("Paul Platt", RATER)
    for candidate in rated.folk:
        rated.make_sheet(candidate, person, motivation=3, vorbild=3, agil=3)

    told = habits(rated)

    assert list(told) == ["Mia Mild", "Nils Nah", "Olga Ost", "Paul Platt"]
    assert told["Paul Platt"].straight == 1
    assert {RaterFlag.HALO, RaterFlag.NARROW} <= {*told["Paul Platt"].flags}
    assert told["Nils Nah"].sheets == 6


def test_habits_are_the_coordinations_alone(rated):
    for role in (RATER, LEADERSHIP, LEADER):
        with pytest.raises(NotAllowed):
            habits(rated, rated.make_actor("Olga Ohne", role))


def test_every_view_says_with_which_method_and_data_it_was_worked_out(rated):
    asked = (
        comparison.comparison,
        sensitivity.sensitivity,
        raters.report,
        rater_diagnostics.rater_diagnostics,
    )
    said = [rated.application.query(rated.kim, each, rated.round_id).method for each in asked]

    assert said == [said[0]] * len(asked)
    assert said[0].revision > 0
