"""The advice on extra sheets, against trying every pair by brute force."""

import dataclasses
import itertools

import numpy as np
import pytest

from lotsen.scoring.advice import Town, advise
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.given import Sheets, given
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import town


def small(seed, **more):
    table, _true = town(seed, departments=3, each=4, members=2, links=1)
    fit = fit_fair(table, FairSettings(places=4, draws=200))
    pairs = {*zip(table.candidates.tolist(), table.raters.tolist(), strict=True)}
    homes = dict(zip(table.candidates.tolist(), (table.departments + 1).tolist(), strict=True))
    people = {"candidates": homes, "raters": dict.fromkeys(range(5), 0), "taken": pairs}
    return table, fit, Town(**(people | more))


def uncertainty(table, fit, extra):
    """The sum that is to become smaller, from scratch, with some more sheets."""
    more = np.array(extra, dtype=np.int64).reshape(-1, 2)
    sheets = Sheets(
        candidate=np.concatenate([table.candidates, more[:, 0]]),
        rater=np.concatenate([table.raters, more[:, 1]]),
        home=np.arange(12) // 4,
        raters=5,
        departments=3,
    )
    covariance = given(sheets, fit.sd, 1.0).covariance(np.arange(12), 5)
    weights = fit.p_top_k * (1 - fit.p_top_k)
    apart = np.eye(12) - weights / weights.sum()
    return float(weights @ np.diag(apart @ covariance[:12, :12] @ apart.T))


@pytest.mark.parametrize("seed", range(6))
def test_every_sheet_is_the_best_that_trying_all_finds(seed):
    table, fit, place = small(seed)

    advised = advise(fit, place, 4)

    before, chosen = uncertainty(table, fit, []), []
    whole = before
    for sheet in advised:
        free = [
            pair
            for pair in itertools.product(range(12), range(5))
            if pair not in place.taken and pair not in chosen
        ]
        least = min(uncertainty(table, fit, [*chosen, pair]) for pair in free)
        chosen.append((sheet.candidate_id, sheet.rater_id))
        after = uncertainty(table, fit, chosen)
        assert after == pytest.approx(least, rel=1e-9)
        assert sheet.gain * whole == pytest.approx(before - after, rel=1e-6)
        before = after
    assert len(set(chosen)) == 4


@pytest.mark.parametrize("count", [1, 3, 7])
def test_fewer_sheets_are_the_first_of_more(count):
    _table, fit, place = small(2)

    assert [*advise(fit, place, count)] == [*advise(fit, place, 20)][:count]


def test_nothing_is_proposed_that_is_there_or_goes_to_the_own_department():
    _table, fit, place = small(1, raters={3: 1, 4: 0})

    advised = advise(fit, place, 30)

    pairs = [(sheet.candidate_id, sheet.rater_id) for sheet in advised]
    assert not set(pairs) & place.taken
    own = [key for key, by in pairs if by == 3 and place.candidates[key] == 1]
    assert all((key, 4) in place.taken for key in own)


def test_pair_that_must_not_be_is_never_proposed():
    _table, fit, place = small(0)
    first = [(each.candidate_id, each.rater_id) for each in advise(fit, place, 40)]

    barred = advise(fit, dataclasses.replace(place, barred=first[:3]), 40)

    pairs = {(each.candidate_id, each.rater_id) for each in barred}
    assert pairs
    assert not pairs.intersection(first[:3])


def test_people_and_raters_without_a_sheet_are_proposed_too():
    _table, fit, place = small(2)
    place = dataclasses.replace(
        place, candidates={**place.candidates, 99: 7}, raters={**place.raters, 8: 0}
    )

    advised = advise(fit, place, 10)

    assert 99 in {sheet.candidate_id for sheet in advised}
    assert next(sheet for sheet in advised if sheet.candidate_id == 99).sheets == 0


def test_advice_is_the_same_twice_and_less_where_nothing_is_left():
    table, fit, place = small(3)
    everything = {*itertools.product(range(12), range(5))}
    left = (int(table.candidates[0]), 4)

    some = advise(fit, dataclasses.replace(place, taken=everything - {left}), 5)

    assert advise(fit, place, 5) == advise(fit, place, 5)
    assert [(sheet.candidate_id, sheet.rater_id) for sheet in some] == [left]
    assert advise(fit, dataclasses.replace(place, taken=everything), 5) == ()
    assert advise(fit, Town(candidates={}, raters={}), 5) == ()


def test_sheets_that_are_coming_are_counted_on():
    _table, fit, place = small(4)
    first = advise(fit, place, 2)
    pair = (first[0].candidate_id, first[0].rater_id)

    then = advise(fit, dataclasses.replace(place, taken=place.taken | {pair}, coming={pair}), 1)

    assert [(sheet.candidate_id, sheet.rater_id) for sheet in then] == [
        (first[1].candidate_id, first[1].rater_id)
    ]
