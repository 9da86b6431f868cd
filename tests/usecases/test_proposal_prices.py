"""What rules cost a town, one by one and together."""

import pytest

from lotsen.domain.departments import DepartmentKind, Level
from lotsen.domain.shortlist_rules import CriterionRule, LevelRule, Objective, ShortlistRules
from lotsen.usecases import proposal, shortlist_rules
from tests.makers import COORDINATOR, RATER

OF_EACH = LevelRule(level=Level.DEZERNAT, least=1)
AGILE = CriterionRule(criterion="agil", least=1)


@pytest.fixture
def town(town):
    """Five people, each lower on motivation; Eva alone is from the south, and agile."""
    town.round_id = town.make_round(places=3, criteria=("motivation", "agil"))
    north = town.make_department("Nord", kind=DepartmentKind.DEZERNAT)
    south = town.make_department("Süd", kind=DepartmentKind.DEZERNAT)
    raters = [town.make_person("Rita Roth", RATER), town.make_person("Rolf Rau", RATER)]
    town.names = {}
    for number, name in enumerate(["Ada", "Ben", "Cem", "Dora", "Eva"]):
        key = town.make_candidate(f"{name} Muster", department=south if name == "Eva" else north)
        town.names[key] = name
        for rater, lift in zip(raters, (0, 1), strict=True):
            agile = 4 if name == "Eva" else 3
            motivation = 5 - (number + lift) // 2 - (name == "Eva")
            town.make_sheet(key, rater, motivation=motivation, agil=agile)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def under(town):
    """The proposal on plain scores under some rules, with the people's scores by name."""

    def ask(**rules):
        wanted = ShortlistRules(places=3, objective=Objective.PLAIN, **rules)
        town.application.execute(town.kim, shortlist_rules.set_rules, town.round_id, wanted, seen=0)
        found = town.application.query(town.kim, proposal.of_round, town.round_id)
        people = found.people.set_index("candidate_id")["score"]
        return found, {town.names[key]: score for key, score in people.items()}

    return ask


def told(town, price):
    return {town.names[key] for key in price.enters}, {town.names[key] for key in price.leaves}


def test_rule_costs_what_the_set_loses_by_it(town, under):
    found, scores = under(levels=(OF_EACH,))

    best = sorted(scores.values(), reverse=True)[:3]
    (price,) = found.prices
    assert price.cost == pytest.approx((sum(best) - sum(best[:2]) - scores["Eva"]) / 3)
    assert price.cost > 0
    assert told(town, price)[1] == {"Eva"}
    assert (found.price_of_all.cost, told(town, found.price_of_all)) == (
        pytest.approx(price.cost),
        told(town, price),
    )


def test_rules_that_ask_for_the_same_cost_nothing_each_and_yet_together(town, under):
    alone, _scores = under(levels=(OF_EACH,), criteria=(AGILE,))

    assert [each.cost for each in alone.prices] == [0, 0]
    assert told(town, alone.price_of_all)[1] == {"Eva"}
    assert alone.price_of_all.cost > 0


def test_rules_that_are_kept_anyway_cost_nothing(town, under):
    found, _scores = under(levels=(LevelRule(level=Level.DEZERNAT, most=3),))

    assert [each.cost for each in found.prices] == [0]
    assert (found.price_of_all.cost, told(town, found.price_of_all)) == (0, (set(), set()))
