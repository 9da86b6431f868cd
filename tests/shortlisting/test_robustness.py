import numpy as np
import pytest

from lotsen.shortlisting.problem import Problem
from lotsen.shortlisting.robustness import robustness
from tests.shortlisting.towns import best_by_trying_all, bound, drawn, large


def test_share_counts_the_draws_in_which_a_person_is_chosen():
    problem = Problem(values=np.zeros(3), places=1)
    draws = np.array([[3.0, 2, 1], [3, 2, 1], [1, 2, 3], [3, 1, 2]])

    found = robustness(problem, draws)

    assert found.shares.tolist() == [0.75, 0.0, 0.25]
    assert (found.draws, found.proven) == (4, 4)


def test_shares_add_up_to_the_places():
    problem = large(60, 15)
    draws = problem.values + np.random.default_rng(1).normal(0, 0.3, (50, 60))

    assert robustness(problem, draws).shares.sum() == pytest.approx(15)


def test_rules_hold_in_every_draw():
    problem = Problem(values=np.zeros(3), places=1, bounds=(bound("out", 0, most=0),))

    assert robustness(problem, np.array([[9.0, 1, 2]] * 5)).shares.tolist() == [0, 0, 1]


@pytest.mark.parametrize("seed", range(20))
def test_without_an_answer_there_are_no_shares(seed):
    problem = drawn(seed)
    draws = problem.values[None, :]

    assert (robustness(problem, draws) is None) == (best_by_trying_all(problem) == -np.inf)
