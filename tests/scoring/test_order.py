"""The order of scores: what is equal on paper is equal, and no score stands last."""

import numpy as np

from lotsen.scoring.order import order_of


def test_higher_scores_are_counted_for_each_person():
    order = order_of(np.array([3.0, 5.0, 4.0]))

    assert order.above.tolist() == [2, 0, 1]
    assert order.level.tolist() == [0, 0, 0]


def test_scores_that_read_the_same_are_level():
    order = order_of(np.array([3.82, 3.79, 3.74]))

    assert order.above.tolist() == [0, 0, 2]
    assert order.level.tolist() == [1, 1, 0]


def test_who_has_no_score_stands_last():
    order = order_of(np.array([np.nan, 1.0, np.nan]))

    assert order.above.tolist() == [1, 0, 1]
    assert order.level.tolist() == [1, 0, 1]
    assert order.scored.tolist() == [False, True, False]


def test_nobody_has_no_order():
    assert order_of(np.array([])).above.tolist() == []
