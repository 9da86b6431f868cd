"""Whoever passes another over in the reserve, or for it, says why; equal scores never do."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.rounds import RevisionRow
from lotsen.domain.closings import Gap
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput
from lotsen.usecases import decision_board, decisions, dossier
from lotsen.usecases.decisions import Wish
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, open_list

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
WHY = "Nur so ist der Bauhof vertreten."
BEST, GOOD, LEVEL, LAST = 5, 4, 4, 1


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    rater = town.make_person("Rita Rat", RATER)
    scores = {"Ada Yıldız": BEST, "Ben Groß": GOOD, "Cem Demir": LEVEL, "Dora Elbe": LAST}
    town.ada, town.ben, town.cem, town.dora = map(town.make_candidate, scores)
    for key, mark in zip((town.ada, town.ben, town.cem, town.dora), scores.values(), strict=True):
        town.make_sheet(key, rater, motivation=mark, vorbild=mark, agil=mark)
    decide(town, town.ada, Outcome.SELECTED)
    return town


def decide(town, candidate, outcome, order=None, *, departure=""):
    wish = Wish(outcome=outcome, reason=REASON, reserve_order=order, departure=departure)
    return town.application.execute(town.chief, decisions.decide, town.round_id, candidate, wish)


def board(town):
    return town.application.query(town.chief, decision_board.board, town.round_id)


def passed_over(town):
    people = town.application.query(town.kim, dossier.gather, town.round_id).people
    return {each.name: each.passed_over for each in people if each.passed_over}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("dora", Outcome.RESERVE, 1), ("ben", Outcome.RESERVE, 2)),
        (("ben", Outcome.RESERVE, 2), ("dora", Outcome.RESERVE, 1)),
        (("dora", Outcome.RESERVE, 1), ("ben", Outcome.NOT_SELECTED, None)),
        (("ben", Outcome.NOT_SELECTED, None), ("dora", Outcome.RESERVE, 3)),
    ],
)
def test_the_later_of_two_says_why_one_passes_the_other_over(town, first, then):
    decide(town, getattr(town, first[0]), *first[1:])
    candidate, outcome, order = getattr(town, then[0]), *then[1:]
    assert board(town).departures.asks(candidate, outcome, order)
    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(town, candidate, outcome, order)

    decide(town, candidate, outcome, order, departure=WHY)

    assert Gap.NO_DEPARTURE not in open_list(town).gaps
    assert passed_over(town) == {"Dora Elbe": ("Ben Groß",)}


def test_reserve_in_the_order_of_scores_asks_for_nothing(town):
    decide(town, town.ben, Outcome.RESERVE, 1)
    decide(town, town.cem, Outcome.RESERVE, 2)
    decide(town, town.dora, Outcome.NOT_SELECTED)

    assert [each.departure for each in board(town).decisions] == [""] * 4
    assert passed_over(town) == {}


@pytest.mark.parametrize("outcome", [Outcome.RESERVE, Outcome.NOT_SELECTED])
def test_who_is_level_passes_nobody_over(town, outcome):
    decide(town, town.cem, Outcome.RESERVE, 1)
    order = 2 if outcome == Outcome.RESERVE else None

    decide(town, town.ben, outcome, order)

    assert Gap.NO_DEPARTURE not in open_list(town).gaps
    assert passed_over(town) == {}


def test_a_reason_that_is_there_explains_everybody_it_passes_over(town):
    decide(town, town.ben, Outcome.NOT_SELECTED)
    decide(town, town.dora, Outcome.RESERVE, 1, departure=WHY)

    decide(town, town.cem, Outcome.RESERVE, 2)

    assert Gap.NO_DEPARTURE not in open_list(town).gaps
    assert passed_over(town) == {"Dora Elbe": ("Cem Demir", "Ben Groß")}


def test_reason_that_was_taken_back_explains_nothing_any_more(town):
    decide(town, town.dora, Outcome.RESERVE, 1)
    key = decide(town, town.ben, Outcome.RESERVE, 2, departure=WHY)
    town.application.execute(
        town.chief, decisions.take_back, town.round_id, key, "War die falsche Zeile.", seen=1
    )

    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(town, town.ben, Outcome.RESERVE, 3)


def test_scores_that_change_later_leave_a_gap_in_the_reserve(town):
    decide(town, town.ben, Outcome.RESERVE, 1)
    decide(town, town.dora, Outcome.RESERVE, 2)
    decide(town, town.cem, Outcome.NOT_SELECTED, departure=WHY)
    assert Gap.NO_DEPARTURE not in open_list(town).gaps

    second = town.make_person("Rolf Rau", RATER)
    for mark, key in ((1, town.ben), (5, town.dora)):
        town.make_sheet(key, second, revision=100, motivation=mark, vorbild=mark, agil=mark)
    with Session(town.engine) as session, session.begin():
        session.get_one(RevisionRow, town.round_id).number += 1

    assert open_list(town).gaps[Gap.NO_DEPARTURE] == ["Ben Groß", "Dora Elbe"]


def test_list_with_an_explained_reserve_closes(town):
    decide(town, town.dora, Outcome.RESERVE, 1)
    decide(town, town.ben, Outcome.RESERVE, 2, departure=WHY)
    decide(town, town.cem, Outcome.NOT_SELECTED, departure=WHY)

    assert close_everything(town) == 1
