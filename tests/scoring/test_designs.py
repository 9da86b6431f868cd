"""What goes into the fair score: the sheets that count, in an order of their own."""

import numpy as np
import pytest

from lotsen.scoring.designs import SheetTable, design_of, first_people, table_of
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.plain import score_candidates
from lotsen.scoring.severity import fit_fair
from lotsen.scoring.sheets import NOT_OBSERVABLE, SheetMatrix, empty_matrix
from tests.scoring.tables import sheets, town

WEIGHTS = np.array([2.0, 1.0, 1.0])


def matrix():
    random = np.random.default_rng(8)
    candidate, rater = np.divmod(np.arange(24), 4)
    marks = random.integers(1, 6, (24, 3)).astype(np.int8)
    marks[random.random(marks.shape) < 0.2] = NOT_OBSERVABLE
    marks[5] = NOT_OBSERVABLE
    return SheetMatrix(
        sheet_ids=np.arange(24),
        candidate_ids=candidate + 100,
        rater_ids=rater,
        handed_in=np.arange(24) % 7 != 0,
        marks=marks,
    )


def test_plain_part_of_the_fair_score_is_the_plain_score():
    homes = {100 + key: key % 2 for key in range(5)}
    people = np.array(sorted(homes))

    fit = fit_fair(table_of(matrix(), homes, WEIGHTS), FairSettings(places=2, draws=50))

    plain = score_candidates(matrix(), people, WEIGHTS)
    assert fit.candidate_ids.tolist() == people.tolist()
    assert fit.plain == pytest.approx(plain.score, abs=1e-12)
    assert fit.sheets.tolist() == plain.sheets.tolist()
    assert fit.department_ids.tolist() == list(homes.values())


def test_round_without_a_sheet_gives_an_empty_table():
    table = table_of(empty_matrix(3), {1: 1}, WEIGHTS)

    assert len(table.scores) == 0
    assert len(fit_fair(table, FairSettings(places=2)).fair) == 0


def test_person_in_two_departments_is_a_mistake():
    with pytest.raises(ValueError, match="two departments"):
        design_of(sheets([1, 1], [1, 2], [3.0, 4.0], departments=[1, 2]))


def test_those_whom_no_sheet_tells_apart_are_twins():
    design = design_of(sheets([1, 1, 2, 2, 3, 3], [8, 9, 8, 9, 8, 9], [4.0, 2, 4, 2, 4, 3]))

    twins = dict(zip(design.candidate_ids.tolist(), design.twins.tolist(), strict=True))
    assert twins[0] == twins[1] != twins[2]


def test_places_lead_back_to_the_ids_and_rows():
    table, _true = town(2)

    design = design_of(table)

    assert (design.candidate_ids[design.candidate] == table.candidates[design.rows]).all()
    assert (design.rater_ids[design.rater] == table.raters[design.rows]).all()
    homes = design.department_ids[design.home[design.candidate]]
    assert (homes == table.departments[design.rows]).all()
    assert (design.scores == table.scores[design.rows]).all()
    assert (np.diff(design.candidate) >= 0).all()


def test_sample_is_the_design_of_its_people_alone():
    design = design_of(town(2)[0])

    part = first_people(design, 20)

    kept = np.isin(design.candidate_ids[design.candidate], part.candidate_ids)
    assert part.scores.tolist() == design.scores[kept].tolist()
    assert (part.rater_ids[part.rater] == design.rater_ids[design.rater[kept]]).all()
    assert (part.department_ids[part.home] == design.department_ids[design.home[:20]]).all()


def test_many_people_are_fitted_like_few(monkeypatch):
    table = town(4, departments=12, each=10)[0]
    dense = fit_fair(table, FairSettings(places=9, draws=0, priors=False))

    monkeypatch.setattr("lotsen.scoring.severity.WIDEST", 0)
    monkeypatch.setattr("lotsen.scoring.severity.LARGE", 50)
    monkeypatch.setattr("lotsen.scoring.severity.SAMPLE", 40)
    wide = fit_fair(table, FairSettings(places=9, draws=0, priors=False))

    assert wide.reml_criterion == pytest.approx(dense.reml_criterion, abs=1e-6)
    assert wide.fair == pytest.approx(dense.fair, abs=1e-5)
    assert wide.mean == pytest.approx(dense.mean, abs=1e-5)
    assert isinstance(table, SheetTable)
