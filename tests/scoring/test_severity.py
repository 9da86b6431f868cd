"""The fair score against published values, and what has to hold on any table."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import Comparable, FairSettings, Spreads
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import MANIFEST, published, sheets, town


def expected(name, place):
    return MANIFEST[name]["expected"][place]["value"]


def fit_reml(table):
    return fit_fair(table, FairSettings(places=2, priors=False, draws=50))


def test_penicillin_is_fitted_as_lme4_and_anova_do():
    data = published("penicillin.csv")
    lme4, exact = expected("penicillin.csv", 1), expected("penicillin.csv", 2)

    fit = fit_reml(sheets(data["sample"], data["plate"], data["diameter"]))

    assert fit.reml_criterion == pytest.approx(lme4["remlcrit"], abs=1e-6)
    assert fit.sd.rater == pytest.approx(exact["plate"], rel=1e-5)
    assert fit.sd.candidate == pytest.approx(exact["sample"], rel=1e-5)
    assert fit.sd.residual == pytest.approx(exact["residual"], rel=1e-5)
    assert fit.mean == pytest.approx(lme4["fixef"]["(Intercept)"], abs=1e-9)
    plates = dict(zip(dict.fromkeys(data["plate"]), fit.raters.severity, strict=True))
    assert plates == pytest.approx(lme4["ranef_plate"], abs=1e-4)


def test_nested_data_are_fitted_as_lme4_does():
    data, lme4 = published("pastes.csv"), expected("pastes.csv", 1)

    fit = fit_reml(sheets(data["sample"], 0 * data["strength"], data["strength"], data["batch"]))

    assert fit.reml_criterion == pytest.approx(lme4["remlcrit"], abs=1e-6)
    assert fit.sd.candidate == pytest.approx(lme4["sd"]["sample"], rel=1e-4)
    assert fit.sd.department == pytest.approx(lme4["sd"]["batch"], rel=1e-4)
    assert fit.sd.residual == pytest.approx(lme4["sd"]["Residual"], rel=1e-4)
    assert fit.sd.rater is None


def test_one_way_data_are_fitted_as_published():
    data, lme4 = published("dyestuff.csv"), expected("dyestuff.csv", 1)

    fit = fit_reml(sheets(data["Batch"], 0 * data["Yield"], data["Yield"]))

    assert fit.reml_criterion == pytest.approx(lme4["remlcrit"], abs=1e-6)
    assert fit.sd.candidate**2 == pytest.approx(1764.05, rel=1e-4)
    assert fit.sd.residual**2 == pytest.approx(2451.25, rel=1e-4)


def test_real_ratings_are_fitted_as_lme4_does():
    data, lme4 = published("sirt_ratings1.csv"), expected("sirt_ratings1.csv", 1)
    scores = data[["k1", "k2", "k3", "k4", "k5"]].mean(axis=1)

    fit = fit_reml(sheets(data["idstud"], data["rater"], scores))

    assert fit.reml_criterion == pytest.approx(lme4["remlcrit"], abs=1e-5)
    assert fit.sd.candidate == pytest.approx(lme4["sd"]["i"], rel=2e-5)
    assert fit.sd.rater == pytest.approx(lme4["sd"]["r"], rel=2e-5)
    assert fit.sd.residual == pytest.approx(lme4["sd"]["Residual"], rel=2e-5)
    raters = dict(zip(dict.fromkeys(data["rater"]), fit.raters.severity, strict=True))
    assert raters == pytest.approx(lme4["rater"], abs=1e-5)


def test_fair_is_plain_without_the_mean_severity_of_the_raters():
    fit = fit_fair(town()[0], FairSettings(places=15))

    for row, key in enumerate(fit.candidate_ids):
        own = fit.rows.candidate_ids == key
        assert fit.plain[row] == pytest.approx(fit.rows.plain[own].mean(), abs=1e-12)
        assert fit.fair[row] == pytest.approx(
            fit.plain[row] - fit.rows.severity[own].mean(), abs=1e-12
        )


def test_fair_scores_are_nearer_to_the_truth_than_plain_ones():
    towns = [town(seed) for seed in range(5)]
    fits = [fit_fair(table, FairSettings(places=15, draws=50)) for table, _true in towns]

    near = [
        [np.corrcoef(scores, true)[0, 1] for scores in (fit.fair, fit.plain)]
        for fit, (_table, true) in zip(fits, towns, strict=True)
    ]
    fair, plain = np.mean(near, axis=0)
    assert fair > plain + 0.03


def test_the_same_question_has_the_same_answer_to_the_last_digit():
    one, other = (fit_fair(town()[0], FairSettings(places=15)) for _turn in range(2))

    assert (one.fair == other.fair).all()
    assert (one.draws == other.draws).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_neither_order_nor_ids_change_a_number(seed):
    random = np.random.default_rng(seed)
    table, _true = town(seed, departments=3, each=5, links=2)
    order = random.permutation(len(table.scores))
    renamed = [random.permutation(100) for _kind in range(3)]
    other = SheetTable(
        candidates=renamed[0][table.candidates[order]],
        raters=renamed[1][table.raters[order]],
        departments=renamed[2][table.departments[order]],
        scores=table.scores[order],
    )

    first, second = (fit_fair(each, FairSettings(places=5, draws=200)) for each in (table, other))

    rows = [second.row_of(renamed[0][key]) for key in first.candidate_ids]
    assert second.fair[rows] == pytest.approx(first.fair, abs=1e-9)
    assert second.p_top_k[rows].tolist() == first.p_top_k.tolist()
    for name in ("rank", "rank_low", "rank_high", "rank_low_half", "rank_high_half"):
        assert getattr(second, name)[rows].tolist() == getattr(first, name).tolist()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(-50, 50), st.floats(0.1, 20))
def test_another_scale_gives_the_same_ranks(seed, shift, stretch):
    table, _true = town(seed, departments=2, each=5, links=3)
    other = dataclasses.replace(table, scores=shift + stretch * table.scores)

    one = fit_fair(table, FairSettings(places=5, draws=100))
    two = fit_fair(other, FairSettings(places=5, draws=100, unit=stretch))

    assert two.fair == pytest.approx(shift + stretch * one.fair, rel=1e-6, abs=1e-6 * stretch)
    assert two.sd.rater == pytest.approx(stretch * one.sd.rater, rel=1e-6)
    assert two.raters.error == pytest.approx(stretch * one.raters.error, rel=1e-6)
    assert two.rank.tolist() == one.rank.tolist()


def complete(people, raters, scores):
    person, rater = np.divmod(np.arange(people * raters), raters)
    return sheets(person, rater, scores)


EDGES = {
    "nobody": (sheets([], [], []), Comparable.NO),
    "one sheet": (sheets([1], [1], [3.0]), Comparable.CAUTION),
    "one candidate": (sheets([1, 1, 1], [1, 2, 3], [3.0, 4.0, 2.0]), Comparable.CAUTION),
    "one rater": (sheets([1, 2, 3], [1, 1, 1], [3.0, 4.0, 2.0]), Comparable.CAUTION),
    "one sheet each": (sheets([1, 2, 3], [1, 2, 3], [3.0, 4.0, 2.0]), Comparable.NO),
    "all alike": (complete(5, 3, np.full(15, 4.0)), Comparable.YES),
    "perfectly additive": (complete(4, 3, np.add.outer(range(4), range(3)).ravel()), None),
    "disconnected": (
        sheets([1, 1, 2, 2, 3, 3, 4, 4], [1, 2, 1, 2, 3, 4, 3, 4], np.arange(8) / 2 + 1),
        Comparable.NO,
    ),
    "twelve by three": (
        complete(12, 3, 3 + np.sin(np.arange(36))),
        Comparable.YES,
    ),
    "the same sheet twice": (sheets([1, 1, 2, 2], [1, 1, 1, 1], [1.0, 1, 5, 5]), None),
}


@pytest.mark.parametrize("priors", [True, False])
@pytest.mark.parametrize(("table", "comparable"), EDGES.values(), ids=EDGES)
def test_odd_tables_get_an_answer_without_a_gap(table, comparable, priors):
    fit = fit_fair(table, FairSettings(places=2, draws=100, priors=priors))

    parts = [part for part in vars(fit).values() if isinstance(part, np.ndarray)]
    assert all(np.isfinite(part).all() for part in parts)
    assert all(np.isfinite(part).all() for part in vars(fit.raters).values())
    assert np.isfinite([part or 0.0 for part in vars(fit.sd).values()]).all()
    assert fit.reml_criterion is None or np.isfinite(fit.reml_criterion)
    assert (fit.rank_low <= fit.rank).all()
    assert (fit.rank <= fit.rank_high).all()
    assert comparable is None or (fit.gate.comparable == comparable)


def test_equal_scores_have_an_equal_rank_and_the_same_interval():
    fit = fit_fair(complete(5, 3, np.full(15, 4.0)), FairSettings(places=2))

    assert fit.rank.tolist() == [1] * 5
    assert len({*fit.rank_low}) == len({*fit.rank_high}) == len({*fit.p_top_k}) == 1


def test_model_without_a_rest_says_so_instead_of_a_criterion():
    table = complete(5, 3, np.full(15, 4.0))

    fit = fit_reml(table)

    assert fit.reml_criterion is None
    assert fit.sd == Spreads(candidate=0.0, rater=0.0, residual=0.0)


@pytest.mark.parametrize("priors", [True, False])
def test_large_tables_without_noise_are_answered(priors):
    person, rater = np.arange(60) % 5, np.arange(12) % 3
    table = complete(60, 12, np.add.outer(person, rater).ravel())

    fit = fit_fair(table, FairSettings(places=3, draws=100, priors=priors))

    assert np.isfinite(fit.draws).all()
    assert fit.raters.severity == pytest.approx(rater - 1.0, abs=1e-3)
    assert fit.sd.candidate == pytest.approx(np.std(person, ddof=1), rel=0.1)
    assert (fit.sd.residual, fit.reml_criterion) == (0.0, None)


def test_spread_that_the_data_do_not_show_is_zero():
    noise = np.array([[1.0, -1], [-1, 1], [1, -1], [-1, 1]])

    fit = fit_reml(complete(4, 2, (3 + noise).ravel()))

    assert (fit.sd.candidate, fit.sd.rater) == (0.0, 0.0)
    assert fit.sd.residual > 1
    assert fit.raters.severity.tolist() == [0.0, 0.0]
