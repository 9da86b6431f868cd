"""Agreement against published values and against the library that is for tests alone."""

import krippendorff
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


@settings(deadline=None)
@given(TABLES, st.sampled_from(list(Metric)))
def test_alpha_is_that_of_the_library(rows, metric):
    table = np.array(rows)
    found = alpha(*long(table), metric)
    seen = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    if len(np.unique(seen[~np.isnan(seen)])) < 2:
        assert found is None
        return

    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=str(metric))

    assert found == pytest.approx(theirs, abs=1e-9)


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
