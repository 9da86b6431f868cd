import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.shortlisting import relaxation
from lotsen.shortlisting import solve as solving
from lotsen.shortlisting.problem import Problem
from lotsen.shortlisting.solve import Programme, solve
from tests.shortlisting.towns import best_by_trying_all, bound, drawn, large


@pytest.mark.parametrize("seed", range(100))
def test_optimum_is_that_of_trying_everything(seed):
    problem = drawn(seed)

    found = solve(problem)

    assert found.value == pytest.approx(best_by_trying_all(problem))
    assert found.proven
    assert found.chosen is None or problem.keeps(found.chosen)


def test_drawn_problems_are_both_with_and_without_an_answer():
    answers = [solve(drawn(seed)).chosen is not None for seed in range(100)]

    assert 25 <= sum(answers) <= 75


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(100, 10**6), draws=st.integers(1, 8))
def test_programme_kept_hot_finds_what_a_new_one_finds(seed, draws):
    problem = drawn(seed)
    hot = Programme(problem)
    for values in np.random.default_rng(seed).normal(3, 1, (draws, problem.size)):
        fresh = Problem(values=values, places=problem.places, bounds=problem.bounds)

        assert hot.solve(values).value == pytest.approx(best_by_trying_all(fresh))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(100, 10**6))
def test_order_of_the_people_does_not_matter(seed):
    problem = drawn(seed)
    order = np.random.default_rng(seed).permutation(problem.size)
    place = np.argsort(order)
    shuffled = Problem(
        values=problem.values[order],
        places=problem.places,
        bounds=tuple(
            bound(each.key, *sorted(place[each.members]), least=each.least, most=each.most)
            for each in problem.bounds
        ),
    )

    assert solve(shuffled).value == pytest.approx(solve(problem).value)


@pytest.mark.parametrize("seed", range(20))
def test_large_town_settles_people_and_finds_the_same(seed, monkeypatch):
    problem = large(60, 12, seed)
    expected = solve(problem)
    monkeypatch.setattr(relaxation, "SMALL", 10)
    monkeypatch.setattr(solving, "SMALL", 10)
    monkeypatch.setattr(solving, "FIRST_FREE", 5)

    found = solve(problem)

    assert found.value == pytest.approx(expected.value)
    assert found.proven


def test_two_runs_choose_the_same_people():
    problem = large(300, 15)

    assert solve(problem).chosen.tolist() == solve(problem).chosen.tolist()


def test_search_that_is_given_up_tells_the_gap(monkeypatch):
    problem = next(each for each in (large(60, 12, seed) for seed in range(50)) if branches(each))
    monkeypatch.setattr(solving, "MOST_NODES", 0)

    found = solve(problem)

    assert found.gap >= 0
    assert found.most >= best_known(problem) - 1e-6


def branches(problem):
    programme = Programme(problem)
    return programme._whole(programme._relaxation.solve(problem.values)) is None


def best_known(problem):
    return solve(problem).value


def test_person_who_must_be_in_is_in_and_who_must_be_out_is_out():
    problem = Problem(
        values=np.array([5.0, 4.0, 3.0, 2.0]),
        places=2,
        bounds=(bound("in", 3, least=1), bound("out", 0, most=0)),
    )

    assert solve(problem).chosen.tolist() == [1, 3]


def test_person_who_must_be_in_and_out_makes_it_impossible():
    problem = Problem(
        values=np.ones(3), places=1, bounds=(bound("in", 0, least=1), bound("out", 0, most=0))
    )

    assert solve(problem).chosen is None
    assert solve(problem).proven


def test_no_places_is_the_empty_set():
    found = solve(Problem(values=np.ones(3), places=0))

    assert found.chosen.tolist() == []


def test_nobody_to_choose_from_has_no_answer():
    assert solve(Problem(values=np.zeros(0), places=1)).chosen is None
    assert solve(Problem(values=np.zeros(0), places=0)).chosen.tolist() == []


def test_person_without_a_value_is_refused():
    with pytest.raises(ValueError, match="without a value"):
        Problem(values=np.array([1.0, np.nan]), places=1)
