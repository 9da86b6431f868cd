"""Agreement against published values and against its definition, pair by pair."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.scoring.agreement import Metric, alpha, reliability
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import MANIFEST, published, sheets


def long(table):
    """Coders by units, with gaps, as (unit, value)."""
    _coder, unit = np.nonzero(~np.isnan(table))
    return unit, table[~np.isnan(table)]


@pytest.mark.parametrize("metric", Metric)
def test_alpha_is_the_published_one(metric):
    told, exact = (entry["value"] for entry in MANIFEST["krippendorff_2011.csv"]["expected"])
    table = published("krippendorff_2011.csv").drop(columns="coder").to_numpy(dtype=float)

    found = alpha(*long(table), metric)

    assert found == pytest.approx(told[metric], abs=5e-4)
    assert found == pytest.approx(exact[metric], abs=1e-8)


TABLES = st.lists(
    st.lists(st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0]), min_size=6, max_size=6),
    min_size=2,
    max_size=5,
)


def distances(levels, sizes, metric):
    """Squared differences of all levels, given how many paired values have each."""
    if metric == Metric.NOMINAL:
        return 1.0 - np.eye(len(levels))
    places = np.cumsum(sizes) - sizes / 2 if metric == Metric.ORDINAL else levels
    return (places[:, None] - places[None, :]) ** 2


def by_pairs(units, values, metric):
    """Alpha as it is defined: every ordered pair of a unit counts 1 / (m - 1)."""
    groups = [values[units == unit] for unit in np.unique(units)]
    groups = [group for group in groups if len(group) > 1]
    if not groups or np.ptp(np.concatenate(groups)) == 0:
        return None
    levels, sizes = np.unique(np.concatenate(groups), return_counts=True)
    together = np.zeros((len(levels), len(levels)))
    for group in groups:
        for one, other in permutations(np.searchsorted(levels, group), 2):
            together[one, other] += 1 / (len(group) - 1)
    by_chance = (np.outer(sizes, sizes) - np.diag(sizes)) / (sizes.sum() - 1)
    apart = distances(levels, sizes, metric)
    return 1 - (together * apart).sum() / (by_chance * apart).sum()


@settings(deadline=None)
@given(TABLES, st.sampled_from(list(Metric)))
def test_alpha_is_what_its_definition_says(rows, metric):
    units, values = long(np.array(rows))

    found = alpha(units, values, metric)

    assert found == pytest.approx(by_pairs(units, values, metric), abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("stretch", [(1.0, 0.0), (25.0, -1.0), (250_000.0, -4e6), (1e-6, 0.5)])
def test_alpha_does_not_hang_on_the_scale(metric, stretch):
    factor, shift = stretch
    units, values = np.repeat(np.arange(6), 2), np.array([1, 2, 3, 3, 2, 2, 4, 5, 5, 4, 1, 1.0])

    told, other = alpha(units, values, metric), alpha(units, factor * values + shift, metric)

    assert other == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize(
    ("units", "values"),
    [
        ([], []),
        ([1, 2, 3], [1.0, 2.0, 3.0]),
        ([1, 1, 2, 2], [4.0, 4.0, 4.0, 4.0]),
        ([1, 1, 2, 3], [4.0, 4.0, 1.0, 2.0]),
    ],
    ids=["nothing", "one rater", "no variation", "no variation among pairs"],
)
def test_alpha_is_not_told_where_it_is_not_defined(units, values, metric):
    assert alpha(np.array(units, dtype=np.int64), np.array(values), metric) is None


def test_alpha_is_not_told_on_a_scale_too_fine_for_the_library():
    units, values = np.repeat(np.arange(400), 2), np.arange(800.0)

    assert alpha(units, values, Metric.INTERVAL) is None
    assert alpha(units, values // 8, Metric.INTERVAL) is not None


def test_fine_scale_of_a_long_table_is_told_before_anything_is_counted():
    units, values = np.repeat(np.arange(500_000), 2), np.arange(1e6)

    assert alpha(units, values, Metric.ORDINAL) is None


def test_sheets_needed_give_the_reliability_that_was_asked_for():
    data = published("shrout_fleiss_1979.csv").drop(columns="target").to_numpy(dtype=float)
    person, rater = np.indices(data.shape)
    sd = fit_fair(
        sheets(person.ravel(), rater.ravel(), data.ravel()), FairSettings(places=1, priors=False)
    ).sd

    need = reliability(sd)

    between, within = sd.candidate**2, sd.rater**2 + sd.residual**2
    assert between / (between + within / need.sheets) >= 0.8
    assert between / (between + within / (need.sheets - 1)) < 0.8
    assert need.sheets_fair < need.sheets
