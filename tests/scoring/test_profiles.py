"""The model of single ratings against lme4, against sheets, and on odd tables."""

import numpy as np
import pandas as pd
import pytest

from lotsen.scoring.fair import FairSettings
from lotsen.scoring.long_tables import cells_of, long_table
from lotsen.scoring.profiles import fit_cells
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import MANIFEST, published

SETTINGS = FairSettings(places=10, draws=200, priors=False)


@pytest.fixture(scope="module")
def students():
    table = published("sirt_ratings1.csv").melt(["idstud", "rater"], var_name="criterion")
    return long_table(table.rename(columns={"idstud": "candidate"}))


def test_real_ratings_are_fitted_as_lme4_does(students):
    lme4 = MANIFEST["sirt_ratings1.csv"]["expected"][0]["value"]

    cells = fit_cells(cells_of(students), SETTINGS)

    assert cells.fair.reml_criterion == pytest.approx(lme4["remlcrit"], abs=1e-5)
    sd = cells.fair.sd
    told = [sd.candidate, sd.candidate_criterion, sd.sheet, sd.rater, sd.residual]
    names = ("id", "id:crit", "id:rater", "rater", "Residual")
    assert told == pytest.approx([lme4["sd"][name] for name in names], rel=2e-5)
    names = [students.raters[key] for key in cells.fair.raters.ids]
    severities = dict(zip(names, cells.fair.raters.severity, strict=True))
    assert severities == pytest.approx(lme4["rater"], abs=1e-5)
    assert np.mean(list(lme4["fixef"].values())) == pytest.approx(cells.fair.mean, abs=1e-5)


def test_complete_sheets_give_the_severities_of_whole_sheets(students):
    cells = cells_of(students)

    single, whole = fit_cells(cells, SETTINGS).fair, fit_fair(cells.table, SETTINGS)

    assert single.raters.severity == pytest.approx(whole.raters.severity, abs=1e-6)
    assert single.fair == pytest.approx(whole.fair, abs=1e-6)


def test_levels_average_to_what_the_draws_are_around(students):
    cells = fit_cells(cells_of(students), SETTINGS)

    assert cells.level.shape == (135, 5)
    assert cells.level.mean(axis=1) == pytest.approx(cells.fair.draws.mean(axis=0), abs=0.15)
    assert (cells.level_error > 0).all()
    assert 0 < cells.halo < 1


def test_halo_is_told_of_no_differences_but_rounding():
    rows = [("p", "x", criterion, 3.0) for criterion in "kl"]

    assert fit_cells(cells_of(table(rows)), FairSettings(places=1, draws=10)).halo is None


def table(rows):
    return long_table(pd.DataFrame(rows, columns=["candidate", "rater", "criterion", "value"]))


EVERYBODY = [(a, b, c) for a in "pqrs" for b in "xyz" for c in "kl"]
EDGES = {
    "nobody": [],
    "nothing observed": [("p", "x", "k", np.nan)],
    "one rating": [("p", "x", "k", 3.0)],
    "one candidate": [("p", b, c, 3.0 + (b == "x")) for b in "xy" for c in "kl"],
    "one rater": [(a, "x", c, 3.0 + (a == c)) for a in "klm" for c in "kl"],
    "all alike": [(*key, 4.0) for key in EVERYBODY],
    "one sheet each": [(a, a, c, float(ord(a) + ord(c)) % 5) for a in "pqr" for c in "kl"],
    "a criterion that nobody used": [
        (*key, np.nan if key[2] == "l" else 1.0 + i % 4) for i, key in enumerate(EVERYBODY)
    ],
    "perfectly additive": [
        (a, b, c, 1.0 + "pqrs".index(a) / 2 + "xyz".index(b)) for a, b, c in EVERYBODY
    ],
    "twelve by three": [
        (a, b, c, 1.0 + (a * 7 + ord(b) * 3 + ord(c)) % 5)
        for a in range(12)
        for b in "xyz"
        for c in "kl"
    ],
    "disconnected": [
        (a, b, c, 1.0 + (ord(a) * ord(b) + ord(c)) % 5)
        for a, b in ("px", "py", "qx", "qy", "rz", "rw", "sz", "sw")
        for c in "kl"
    ],
}


@pytest.mark.parametrize("rows", EDGES.values(), ids=EDGES)
def test_odd_tables_get_an_answer_without_a_gap(rows):
    cells = fit_cells(cells_of(table(rows)), FairSettings(places=2, draws=50))

    parts = [part for part in vars(cells.fair).values() if isinstance(part, np.ndarray)]
    assert all(np.isfinite(part).all() for part in parts)
    assert np.isfinite([part or 0.0 for part in vars(cells.fair.sd).values()]).all()
    used = ~np.isnan(cells.level).all(axis=0)
    assert np.isfinite(cells.level[:, used]).all()
