"""Groups that are practically alike, and steps from plain to fair."""

import numpy as np
import pytest

from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.severity import fit_fair
from lotsen.scoring.standings import SURE, alike, distances, plain_ranks, steps


@pytest.fixture(scope="module")
def fair():
    """Twelve people, three raters who all rate everybody; two people are far ahead."""
    level = np.array([4.8, 4.8, *np.linspace(2.6, 3.0, 10)])
    severity = np.array([0.3, 0.0, -0.3])
    people, raters = np.repeat(np.arange(12), 3), np.tile(np.arange(3), 12)
    noise = 0.15 * np.concatenate([np.roll([1.0, -1.0, 0.0], turn) for turn in range(12)])
    table = SheetTable(
        candidates=people,
        raters=raters,
        departments=people % 2,
        scores=level[people] + severity[raters] + noise,
    )
    return fit_fair(table, FairSettings(places=2))


def test_people_who_are_surely_ahead_stand_in_another_group(fair):
    groups = alike(fair)

    assert set(np.flatnonzero(groups == 1)) == {0, 1}
    assert groups.min() == 1


def test_groups_follow_the_order_of_the_fair_scores(fair):
    assert (np.diff(alike(fair)[np.argsort(-fair.fair, kind="stable")]) >= 0).all()


def test_first_of_a_group_is_not_surely_ahead_of_anybody_in_it(fair):
    groups = alike(fair)
    for number in np.unique(groups):
        rows = np.flatnonzero(groups == number)
        first = rows[np.argmax(fair.fair[rows])]
        ahead = [(fair.draws[:, row] < fair.draws[:, first]).mean() for row in rows]
        assert max(ahead) < SURE


def test_steps_of_the_raters_sum_up_to_the_correction(fair):
    for row, key in enumerate(fair.candidate_ids):
        _raters, amounts = steps(fair, int(key))
        assert amounts.sum() == pytest.approx(-fair.correction[row], abs=1e-12)


def test_plain_ranks_begin_with_the_best(fair):
    assert plain_ranks(fair)[np.argmax(fair.plain)] == 1


def test_distances_of_parts_add_up_to_nothing(fair):
    everybody = np.arange(12)
    found = distances(fair, [everybody[:4], everybody[4:]], everybody)

    for part in (found.plain, found.fair):
        assert (part * found.candidates).sum() == pytest.approx(0.0, abs=1e-9)
    assert (found.low <= found.high).all()


def test_nobody_has_no_distance(fair):
    found = distances(fair, [np.empty(0, dtype=np.int64)], np.arange(12))

    assert np.isnan([found.plain[0], found.fair[0], found.low[0], found.high[0]]).all()
    assert found.candidates.tolist() == [0]
