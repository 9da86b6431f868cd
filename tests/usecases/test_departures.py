"""A decision that the order of scores alone would not have given asks for its reason."""

import pytest

from lotsen.domain.decisions import Outcome, ScorePlace, departs
from lotsen.domain.errors import BadInput
from lotsen.usecases import decision_board, decisions
from lotsen.usecases.decisions import Wish
from tests.makers import LEADERSHIP, RATER

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
WHY = "Nur so ist der Bauhof vertreten."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    rater = town.make_person("Rita Rat", RATER)
    town.make_sheet(town.ada, rater, motivation=5, vorbild=5, agil=5)
    town.make_sheet(town.ben, rater, motivation=2, vorbild=2, agil=2)
    return town


def decide(town, candidate, outcome, departure=""):
    order = 1 if outcome == Outcome.RESERVE else None
    wish = Wish(outcome=outcome, reason=REASON, reserve_order=order, departure=departure)
    town.application.execute(town.chief, decisions.decide, town.round_id, candidate, wish)


def asked(departures, candidate):
    """The outcomes that ask for a reason; the reserve by its first place."""
    order = {Outcome.RESERVE: 1}
    return {each for each in Outcome if departures.asks(candidate, each, order.get(each))}


def board(town):
    return town.application.query(town.chief, decision_board.board, town.round_id)


@pytest.mark.parametrize(
    ("who", "outcome"),
    [
        ("ben", Outcome.SELECTED),
        ("ada", Outcome.NOT_SELECTED),
        ("ada", Outcome.RESERVE),
    ],
)
def test_departure_needs_its_reason(town, who, outcome):
    candidate = getattr(town, who)
    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(town, candidate, outcome)
    assert board(town).decisions == []

    decide(town, candidate, outcome, departure=WHY)

    assert [each.departure for each in board(town).decisions] == [WHY]


@pytest.mark.parametrize(
    ("who", "outcome"), [("ada", Outcome.SELECTED), ("ben", Outcome.NOT_SELECTED)]
)
def test_what_follows_the_order_asks_for_nothing_and_keeps_nothing(town, who, outcome):
    decide(town, getattr(town, who), outcome, departure="Steht hier nur aus Versehen.")

    assert [each.departure for each in board(town).decisions] == [""]


def test_departure_is_explained_and_not_just_ticked_off(town):
    with pytest.raises(BadInput, match="too_short"):
        decide(town, town.ben, Outcome.SELECTED, departure="darum")


def test_the_board_tells_beforehand_which_outcome_departs(town):
    found = board(town).departures
    assert asked(found, town.ada) == {Outcome.RESERVE, Outcome.NOT_SELECTED}
    assert asked(found, town.ben) == {Outcome.SELECTED}


def test_of_equal_scores_neither_choice_departs():
    place = ScorePlace(above=0, level=1, scored=True)
    for outcome in Outcome:
        assert not departs(outcome, place, places=1)


def test_who_has_no_score_departs_only_where_others_would_fill_the_places():
    assert departs(Outcome.SELECTED, ScorePlace(above=3, level=0, scored=False), places=3)
    last = ScorePlace(above=2, level=0, scored=False)
    assert not departs(Outcome.SELECTED, last, places=3)
    assert not departs(Outcome.NOT_SELECTED, last, places=3)


def test_places_are_counted_by_department(town):
    decide(town, town.ada, Outcome.SELECTED)

    (line,) = board(town).by_department.to_dict("records")
    assert (line["selected"], line["reserve"], line["open"]) == (1, 0, 1)
