"""Abschluss: the lists that are read before and after closing, in an order that people expect."""

import pytest

from lotsen.domain.closings import Answer
from lotsen.domain.decisions import Outcome
from tests.makers import COORDINATOR, RATER
from tests.pages.deciding import furnish
from tests.usecases.closing_steps import REASON, ask, close_everything, decide


@pytest.fixture
def people(town):
    furnish(town, places=1)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def test_closed_list_has_the_selected_then_the_reserve_in_order_then_others_by_family(
    people, open_as
):
    second, first = people.make_candidate("Ada Zorn"), people.make_candidate("Zoe Berg")
    decide(people, people.ada, Outcome.NOT_SELECTED)  # Yıldız
    decide(people, people.ben, Outcome.NOT_SELECTED)  # Groß
    decide(people, first, Outcome.RESERVE, order=2)
    decide(people, second, Outcome.RESERVE, order=1)
    decide(people, people.make_candidate("Max Zander"))
    decide(people, people.make_candidate("Vera Abel"))

    close_everything(people)

    page = open_as(people.chief, "closing")
    assert page.subheader[-1].value == "Entscheidungen, wie sie abgeschlossen wurden"
    kept = page.table[0].value
    assert [*kept["Person"]] == [
        *("Vera Abel", "Max Zander"),
        *("Ada Zorn", "Zoe Berg"),
        *("Ben Groß", "Ada Yıldız"),
    ]


def test_objection_stands_first_and_the_others_by_family(people, open_as):
    cem = people.make_candidate("Cem Alt")
    for candidate in (people.ada, people.ben, cem):
        decide(people, candidate)
    ask(people, cem)
    ask(people, people.ada, Answer.OBJECTS, "Wird im Bürgerbüro bis Herbst ganz gebraucht.")

    answers = open_as(people.chief, "closing").table[0].value

    assert [*answers["Person"]] == ["Ada Yıldız", "Cem Alt", "Ben Groß"]
    assert answers["Antwort"][0].startswith("**hat Einwände**")


def test_departure_from_the_order_of_scores_is_called_one_in_the_closed_list(people, open_as):
    rater = people.make_person("Rita Roth", RATER)
    for candidate, value in ((people.ada, 5), (people.ben, 2)):
        people.make_sheet(candidate, rater, motivation=value, vorbild=value, agil=value)
    decide(people, people.ben)
    decide(people, people.ada, Outcome.NOT_SELECTED)

    close_everything(people)

    reason = open_as(people.chief, "closing").table[0].value["Begründung"][0].replace("\\", "")
    assert reason.endswith(f"Abweichung von der Reihenfolge der Werte: {REASON}")
