import numpy as np
import pytest

from lotsen.scoring.plain import CandidateScores, score_candidates
from lotsen.scoring.sheets import SheetMatrix
from lotsen.scoring.strength import draw_plain, strong_on


def scores(*sheets) -> CandidateScores:
    """Scores of candidates 1, 2, … on sheets of (candidate, marks …)."""
    rows = np.array(sheets)
    matrix = SheetMatrix(
        sheet_ids=np.arange(len(rows)),
        candidate_ids=rows[:, 0],
        rater_ids=np.arange(len(rows)),
        handed_in=np.ones(len(rows), dtype=bool),
        marks=rows[:, 1:].astype(np.int8),
    )
    return score_candidates(matrix, np.unique(rows[:, 0]), np.ones(rows.shape[1] - 1))


def strong_of(*sheets) -> list[list[bool]]:
    found = scores(*sheets)
    return strong_on(found.criterion_score, found.criterion_n).tolist()


def test_strong_is_a_mean_of_four_from_two_ratings():
    found = strong_of((1, 5, 4), (1, 3, 3), (2, 5, 5))

    assert found == [[True, False], [False, False]]


def test_not_observable_makes_nobody_strong():
    assert strong_of((1, 5, -1), (1, -1, -1)) == [[False, False]]


def test_a_severity_of_nearly_nothing_takes_nobody_below_four():
    found = strong_on(np.array([[4 - 1e-12, 3.9, np.nan]]), np.array([[2, 2, 0]]))

    assert found.tolist() == [[True, False, False]]


def test_draws_spread_by_the_standard_error():
    found = scores((1, 2), (1, 4), (2, 1), (2, 3), (2, 2), (2, 2))

    drawn = draw_plain(found, draws=20_000, seed=1)

    pooled = np.sqrt((2 * 1 + 2 / 3 * 3) / 4)
    assert drawn.mean(axis=0) == pytest.approx(found.score, abs=0.02)
    assert drawn.std(axis=0) == pytest.approx(pooled / np.sqrt([2, 4]), rel=0.03)


def test_the_same_seed_draws_the_same():
    found = scores((1, 2), (1, 4), (2, 3))

    first, second = (draw_plain(found, draws=5, seed=7) for _turn in range(2))

    assert (first == second).all()


def test_without_a_second_sheet_nothing_is_drawn():
    assert draw_plain(scores((1, 2), (2, 4)), draws=5, seed=1) is None


def test_person_without_a_score_is_drawn_without_one():
    drawn = draw_plain(scores((1, 2), (1, 4), (2, -1)), draws=5, seed=1)

    assert np.isnan(drawn[:, 1]).all()
    assert np.isfinite(drawn[:, 0]).all()
