"""What else of the published values Lotsen computes: means, candidates, errors, all six ICC."""

import numpy as np
import pytest

from lotsen.scoring.agreement import of_mean, reliability
from lotsen.scoring.fair import FairSettings, Spreads
from lotsen.scoring.given import Sheets, given
from lotsen.scoring.long_tables import cells_of, long_table
from lotsen.scoring.profiles import fit_cells
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import MANIFEST, keys, published, sheets

REML = FairSettings(places=2, priors=False, draws=50)


def expected(name, place):
    return MANIFEST[name]["expected"][place]["value"]


def tolerance(name, place):
    return MANIFEST[name]["expected"][place]["tolerance"]


@pytest.fixture(scope="module")
def assay():
    data = published("penicillin.csv")
    return fit_fair(sheets(data["sample"], data["plate"], data["diameter"]), REML)


def students_of(data):
    scores = data[["k1", "k2", "k3", "k4", "k5"]].mean(axis=1)
    return fit_fair(sheets(data["idstud"], data["rater"], scores), REML)


def shrunken(fit, profile=0.0, criteria=1):
    """What lme4 tells of candidates: the fair score, drawn to the mean as far as it is noise."""
    between = fit.sd.candidate**2
    noise = (fit.sd.sheet or 0.0) ** 2 + fit.sd.residual**2 / criteria
    within = profile**2 / criteria + noise / fit.sheets
    return (fit.fair - fit.mean) * between / (between + within)


def test_penicillin_is_what_the_book_says(assay):
    told = expected("penicillin.csv", 0)

    assert tolerance("penicillin.csv", 0) == "SD 1e-4 relative"
    assert assay.sd.rater == pytest.approx(told["plate"], rel=1e-4)
    assert assay.sd.candidate == pytest.approx(told["sample"], rel=1e-4)
    assert assay.sd.residual == pytest.approx(told["residual"], rel=1e-4)
    assert assay.reml_criterion == pytest.approx(told["reml"], abs=0.05)
    assert assay.mean == pytest.approx(told["mu"], abs=5e-5)


def test_fair_scores_of_penicillin_lead_to_what_lme4_tells_of_the_samples(assay):
    told = expected("penicillin.csv", 1)["ranef_sample"]

    assert "BLUP 1e-4" in tolerance("penicillin.csv", 1)
    assert shrunken(assay) == pytest.approx([*told.values()], abs=1e-4)


def test_errors_are_those_of_lme4_once_the_mean_is_known(assay):
    told, data = expected("penicillin.csv", 1), published("penicillin.csv")
    town = Sheets(
        candidate=keys(data["sample"]),
        rater=keys(data["plate"]),
        home=np.zeros(6, np.int64),
        raters=24,
        departments=1,
    )

    model = given(town, assay.sd, 1.0)

    joint = model.inverse
    known = joint - np.outer(joint[:, 0], joint[0]) / joint[0, 0]
    people = model.shares + model.shares**2 * np.diag(model.sums @ known @ model.sums.T)
    assert model.noise * np.sqrt(joint[0, 0]) == pytest.approx(told["se_fixef"], rel=1e-4)
    plates = model.noise * np.sqrt(np.diag(known)[1:25])
    assert plates == pytest.approx(told["condsd_plate"], abs=1e-4)
    assert model.noise * np.sqrt(people) == pytest.approx(told["condsd_sample"], abs=1e-4)


def test_nested_data_have_the_published_spreads_and_mean():
    data, (told, lme4) = published("pastes.csv"), (expected("pastes.csv", at) for at in (0, 1))

    fit = fit_fair(
        sheets(data["sample"], 0 * data["strength"], data["strength"], data["batch"]), REML
    )

    assert fit.sd.candidate == pytest.approx(told["sample"], rel=1e-4)
    assert fit.sd.department == pytest.approx(told["batch"], rel=1e-4)
    assert fit.sd.residual == pytest.approx(told["residual"], rel=1e-4)
    assert fit.reml_criterion == pytest.approx(told["reml"], abs=5e-3)
    assert fit.mean == pytest.approx(lme4["fixef"]["(Intercept)"], abs=1e-9)


def test_one_way_data_have_the_published_criterion_and_mean():
    data = published("dyestuff.csv")
    told, lme4 = (expected("dyestuff.csv", at) for at in (0, 1))

    fit = fit_fair(sheets(data["Batch"], 0 * data["Yield"], data["Yield"]), REML)

    assert fit.reml_criterion == pytest.approx(told["reml"], abs=5e-5)
    assert fit.sd.candidate == pytest.approx(lme4["sd"]["Batch"], rel=1e-4)
    assert fit.sd.residual == pytest.approx(lme4["sd"]["Residual"], rel=1e-4)
    assert fit.mean == pytest.approx(lme4["fixef"]["(Intercept)"], abs=1e-9)


def test_fair_scores_of_real_sheets_lead_to_what_lme4_tells_of_the_students():
    data, lme4 = published("sirt_ratings1.csv"), expected("sirt_ratings1.csv", 1)

    fit = students_of(data)

    found = dict(zip(map(str, dict.fromkeys(data["idstud"])), shrunken(fit), strict=True))
    told = lme4["id_first10"]
    assert {key: found[key] for key in told} == pytest.approx(told, abs=1e-5)
    assert fit.mean == pytest.approx(lme4["fixef"], abs=1e-8)


@pytest.fixture(scope="module")
def single():
    """Real students' single ratings, as they are read and as they are fitted."""
    table = published("sirt_ratings1.csv").melt(["idstud", "rater"], var_name="criterion")
    long = long_table(table.rename(columns={"idstud": "candidate"}))
    return long, fit_cells(cells_of(long), REML)


def test_means_of_criteria_are_those_of_lme4(single):
    long, fit = single
    told = expected("sirt_ratings1.csv", 0)["fixef"]

    # what is shrunken adds up to nothing over the candidates, so their mean level is the mean
    means = dict(zip(long.criteria, fit.level.mean(axis=0), strict=True))
    assert {f"crit{name}": mean for name, mean in means.items()} == pytest.approx(told, abs=1e-6)
    assert fit.fair.mean == pytest.approx(np.mean([*told.values()]), abs=1e-6)


def test_fair_scores_of_single_ratings_lead_to_what_lme4_tells_of_the_students(single):
    long, fit = single[0], single[1].fair
    lme4 = expected("sirt_ratings1.csv", 0)

    values = shrunken(fit, fit.sd.candidate_criterion, 5)
    names = [long.candidates[key] for key in fit.candidate_ids]
    found, told = dict(zip(names, values, strict=True)), lme4["id_first10"]
    assert {key: found[key] for key in told} == pytest.approx(told, abs=1e-5)


def mean_squares(data):
    """The spreads of a complete table in closed form: with raters, and with nobody known."""
    people, raters = data.shape
    rows, columns = data.mean(axis=1), data.mean(axis=0)
    between = raters * rows.var(ddof=1)
    judges = people * columns.var(ddof=1)
    rest = data - rows[:, None] - columns + data.mean()
    error = (rest**2).sum() / (people - 1) / (raters - 1)
    within = ((data - rows[:, None]) ** 2).sum() / people / (raters - 1)
    known = Spreads(
        candidate=np.sqrt((between - error) / raters),
        rater=np.sqrt((judges - error) / people),
        residual=np.sqrt(error),
    )
    anybody = Spreads(candidate=np.sqrt((between - within) / raters), residual=np.sqrt(within))
    return known, anybody


def test_all_six_intraclass_correlations_are_the_published_ones():
    told, exact = (expected("shrout_fleiss_1979.csv", at) for at in (0, 1))
    data = published("shrout_fleiss_1979.csv").drop(columns="target").to_numpy(dtype=float)
    person, rater = (part.ravel() for part in np.indices(data.shape))

    fits = [fit_fair(sheets(person, by, data.ravel()), REML).sd for by in (rater, 0 * rater)]

    for spreads, close in ((mean_squares(data), 1e-8), (fits, 1e-5)):
        known, anybody = (reliability(each) for each in spreads)
        single = {"ICC1": anybody.icc, "ICC2": known.icc, "ICC3": known.consistency}
        found = single | {f"{name}k": of_mean(icc, 4) for name, icc in single.items()}
        assert found == pytest.approx(told, abs=5e-3)
        assert found == pytest.approx({name: exact[name] for name in found}, abs=close)
