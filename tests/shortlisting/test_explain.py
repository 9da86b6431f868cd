import numpy as np
import pytest

from lotsen.shortlisting.explain import (
    alternatives,
    breaches,
    conflict,
    coverage,
    one_more,
    price_of_all,
    prices,
    swap,
)
from lotsen.shortlisting.problem import Problem, Side
from lotsen.shortlisting.solve import solve
from tests.shortlisting.towns import best_by_trying_all, bound, drawn, large, sets


def problem(values, places, *bounds):
    return Problem(values=np.array(values, dtype=float), places=places, bounds=bounds)


def test_rules_that_conflict_are_named_and_no_others():
    asked = problem(
        [1, 2, 3, 4],
        2,
        bound("harmless", 0, 1, 2, 3, least=1),
        bound("north", 0, 1, least=2),
        bound("south", 2, 3, least=1),
    )

    found = conflict(asked)

    assert found.rules == (("north", Side.LEAST), ("south", Side.LEAST))
    assert set(found.enough) == set(found.rules)


def test_rule_that_nobody_can_keep_is_named_alone():
    found = conflict(problem([1, 2, 3], 2, bound("many", 0, least=2), bound("few", 1, least=1)))

    assert found.rules == (("many", Side.LEAST),)


def test_too_few_people_is_no_rule():
    assert conflict(problem([1], 2)).rules == ()


def test_two_conflicts_are_not_mended_by_dropping_one_rule():
    asked = problem([1, 2, 3], 1, bound("a", 0, 1, 2, least=2), bound("b", 0, 2, 1, least=3))

    assert conflict(asked).enough == ()


@pytest.mark.parametrize("seed", range(100))
def test_conflict_is_there_where_trying_everything_finds_nothing(seed):
    asked = drawn(seed)
    found = conflict(asked)

    assert (found is None) == (best_by_trying_all(asked) > -np.inf)
    if found is not None and found.rules:
        without = [each for each in asked.bounds if each.key in {key for key, _ in found.rules}]
        assert best_by_trying_all(asked.with_bounds(without)) == -np.inf


@pytest.mark.parametrize("seed", range(30))
def test_next_sets_come_in_the_order_of_trying_everything(seed):
    asked = drawn(seed, most_people=9)
    values = sorted((asked.value_of(each) for each in sets(asked)), reverse=True)
    best = solve(asked)

    found = alternatives(asked, best, 5)

    assert [each.optimum.value for each in found] == pytest.approx(
        values[1:6] if asked.places else []
    )


def test_set_of_the_same_value_is_alike():
    first, second = alternatives(problem([4, 3, 3, 1], 2), solve(problem([4, 3, 3, 1], 2)), 2)

    assert (first.alike, first.behind) == (True, 0)
    assert len(first.enters) == len(first.leaves) == 1
    assert (second.alike, second.behind) == (False, 0.5)


@pytest.mark.parametrize("seed", range(40))
def test_price_is_what_trying_everything_gives_without_the_rule(seed):
    asked = drawn(seed)
    best = solve(asked)
    if best.chosen is None:
        return

    for key, price in prices(asked, best).items():
        assert price.cost == pytest.approx(best_by_trying_all(asked.without(key)) - best.value)


@pytest.mark.parametrize("seed", range(40))
def test_price_of_all_rules_is_what_trying_everything_gives_without_any(seed):
    asked = drawn(seed)
    best = solve(asked)
    if best.chosen is None:
        return

    price = price_of_all(asked, best)

    assert price.cost == pytest.approx(best_by_trying_all(asked.with_bounds([])) - best.value)
    assert price.cost >= max((each.cost for each in prices(asked, best).values()), default=0.0)


def test_two_rules_that_ask_for_the_same_cost_nothing_each_and_yet_both():
    asked = problem([5, 4, 3], 2, bound("north", 0, 1, most=1), bound("south", 2, least=1))
    best = solve(asked)

    each, both = prices(asked, best), price_of_all(asked, best)

    assert {key: price.cost for key, price in each.items()} == {"north": 0.0, "south": 0.0}
    assert (both.cost, both.enters.tolist(), both.leaves.tolist()) == (1.0, [1], [2])


def test_one_place_more_brings_the_next_person():
    found = one_more(problem([5, 4, 3], 1), solve(problem([5, 4, 3], 1)))

    assert (found.gain, found.enters.tolist(), found.leaves.tolist()) == (4.0, [1], [])


def test_one_place_more_that_nobody_can_fill_brings_nothing():
    assert one_more(problem([5], 1), solve(problem([5], 1))) is None


def test_coverage_counts_the_strong_among_the_chosen():
    strong = np.array([[True, False], [True, True], [False, True]])

    assert coverage(strong, np.array([0, 1])).tolist() == [2, 1]


def test_swap_tells_the_change_and_the_broken_rule():
    asked = problem([5, 4, 3], 2, bound("south", 1, 2, most=1), bound("first", 0, least=1))

    found = swap(asked, np.array([0, 1]), leaves=0, enters=2)

    assert found.change == -2
    assert [(each.rule, each.count, each.limit) for each in found.broken] == [
        (("south", Side.MOST), 2, 1),
        (("first", Side.LEAST), 0, 1),
    ]


def test_swap_of_somebody_who_is_not_chosen_is_refused():
    with pytest.raises(ValueError, match="make way"):
        swap(problem([1, 2], 1), np.array([1]), leaves=0, enters=1)


def test_optimum_breaks_no_rule():
    asked = large(60, 12)

    assert breaches(asked, solve(asked).chosen) == ()
