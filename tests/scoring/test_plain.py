"""Plain scores against a slow twin that does what the formula says, one number at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.scoring.plain import score_candidates
from lotsen.scoring.sheets import MISSING, NOT_OBSERVABLE, SheetMatrix, empty_matrix, merge

MARKS = [MISSING, NOT_OBSERVABLE, 1, 2, 3, 4, 5]


def matrix_of(sheets, criteria):
    """Sheets as (candidate, handed in, marks)."""
    return SheetMatrix(
        sheet_ids=np.arange(len(sheets)),
        candidate_ids=np.array([sheet[0] for sheet in sheets], dtype=np.int64),
        rater_ids=np.arange(len(sheets)),
        handed_in=np.array([sheet[1] for sheet in sheets], dtype=np.bool_),
        marks=np.array([sheet[2] for sheet in sheets], dtype=np.int8).reshape(-1, criteria),
    )


def slow_score(sheets, candidate, weights):
    """The candidate's plain score by the formula in the module's docstring; None if unrated."""
    counted = [marks for _who, handed_in, marks in sheets if handed_in]
    centre = {}
    for c in range(len(weights)):
        seen = [marks[c] for marks in counted if marks[c] > 0]
        if seen:
            centre[c] = sum(seen) / len(seen)
    own = []
    for who, handed_in, marks in sheets:
        observed = [c for c in range(len(weights)) if marks[c] > 0]
        weight = sum(weights[c] for c in observed)
        if who == candidate and handed_in and weight > 0:
            lifted = sum(weights[c] * (marks[c] - centre[c]) for c in observed) / weight
            total = sum(weights[c] for c in centre)
            own.append(lifted + sum(weights[c] * centre[c] for c in centre) / total)
    return sum(own) / len(own) if own else None


SHEETS = st.lists(
    st.tuples(st.integers(1, 4), st.booleans(), st.tuples(*[st.sampled_from(MARKS)] * 3)),
    max_size=12,
)
WEIGHTS = st.tuples(*[st.sampled_from([0.0, 0.5, 1.0, 2.0])] * 3)


@given(SHEETS, WEIGHTS)
def test_scores_are_those_of_the_slow_twin(sheets, weights):
    people = np.array([1, 2, 3, 4])

    scores = score_candidates(matrix_of(sheets, 3), people, np.array(weights))

    for row, candidate in enumerate(people):
        slow = slow_score(sheets, candidate, weights)
        assert math.isnan(scores.score[row]) == (slow is None)
        if slow is not None:
            assert scores.score[row] == pytest.approx(slow, abs=1e-12)


@given(SHEETS, st.randoms(use_true_random=False))
def test_order_of_the_sheets_changes_nothing(sheets, random):
    shuffled = [*sheets]
    random.shuffle(shuffled)
    people, weights = np.array([1, 2, 3, 4]), np.ones(3)

    one = score_candidates(matrix_of(sheets, 3), people, weights)
    other = score_candidates(matrix_of(shuffled, 3), people, weights)

    assert one.score == pytest.approx(other.score, abs=1e-12, nan_ok=True)
    assert (one.criterion_n == other.criterion_n).all()


def test_not_observable_changes_no_other_number():
    people, weights = np.array([1, 2]), np.ones(2)
    with_gap = [(1, True, (4, MISSING)), (2, True, (2, 3))]
    with_nb = [(1, True, (4, NOT_OBSERVABLE)), (2, True, (2, 3))]

    gap = score_candidates(matrix_of(with_gap, 2), people, weights)
    nb = score_candidates(matrix_of(with_nb, 2), people, weights)

    assert gap.score.tolist() == nb.score.tolist()
    assert gap.criterion_nb.tolist() == [[0, 0], [0, 0]]
    assert nb.criterion_nb.tolist() == [[0, 1], [0, 0]]


def test_hard_criterion_that_is_missing_makes_nobody_better():
    """Both are as good as everybody on what was seen, so both score alike."""
    sheets = [
        (1, True, (4, 2)),
        (2, True, (4, MISSING)),
        (3, True, (4, 2)),
    ]
    scores = score_candidates(matrix_of(sheets, 2), np.array([1, 2, 3]), np.ones(2))

    assert scores.score.tolist() == pytest.approx([3.0, 3.0, 3.0])


def test_spread_needs_two_sheets():
    sheets = [(1, True, (4, 4)), (2, True, (2, 2)), (2, True, (4, 4))]
    scores = score_candidates(matrix_of(sheets, 2), np.array([1, 2]), np.ones(2))

    assert math.isnan(scores.spread[0])
    assert scores.spread[1] == pytest.approx(math.sqrt(2))


@pytest.mark.parametrize("people", [[], [1, 2]])
def test_no_sheets_give_no_scores_and_no_warning(people):
    scores = score_candidates(empty_matrix(3), np.array(people, dtype=np.int64), np.ones(3))

    assert scores.score.shape == (len(people),)
    assert np.isnan(scores.score).all()


def test_merging_replaces_changed_sheets_and_adds_new_ones():
    old = matrix_of([(1, True, (1,)), (2, True, (2,))], 1)
    new = SheetMatrix(
        sheet_ids=np.array([1, 7]),
        candidate_ids=np.array([2, 3]),
        rater_ids=np.array([0, 0]),
        handed_in=np.array([True, False]),
        marks=np.array([[5], [3]], dtype=np.int8),
    )

    merged = merge(old, new)

    assert merged.sheet_ids.tolist() == [0, 1, 7]
    assert merged.marks.ravel().tolist() == [1, 5, 3]
    assert merged.handed_in.tolist() == [True, True, False]
