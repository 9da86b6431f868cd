"""What the first k hang on, in small tables where it can be seen."""

import dataclasses

import numpy as np
import pytest

from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.plain import score_sheets
from lotsen.scoring.sensitivity import Change, sensitivity
from lotsen.scoring.severity import fit_fair

ALIKE = np.ones(3)


def table(rows, weights=ALIKE):
    """Rows of candidate, rater and three ratings; everybody in one department."""
    candidates, raters, *values = np.array(rows, dtype=float).T
    values = np.column_stack(values)
    seen = ~np.isnan(values)
    scores = score_sheets(np.where(seen, values, 0.0), seen, weights)
    people = candidates.astype(np.int64)
    return SheetCells(
        table=SheetTable(
            candidates=people,
            raters=raters.astype(np.int64),
            departments=np.zeros_like(people),
            scores=scores,
        ),
        values=values,
    )


def asked(cells, weights=ALIKE, places=1):
    fit = fit_fair(cells.table, FairSettings(places=places, draws=100))
    return sensitivity(cells, weights, fit), fit


def changes(found):
    return {
        (variant.change, variant.key): (variant.enters, variant.leaves)
        for variant in found.variants
    }


EVENLY = [
    (1, 1, 5, 4, 2),
    (1, 2, 5, 4, 2),
    (2, 1, 3, 3, 4),
    (2, 2, 3, 3, 4),
    (3, 1, 2, 2, 2),
    (3, 2, 2, 2, 3),
]


def test_criterion_that_carries_a_place_is_told():
    found, _fit = asked(table(EVENLY))

    assert found.candidate_ids[found.first].tolist() == [1]
    told = changes(found)
    assert told[Change.WITHOUT_CRITERION, 0] == ((2,), (1,))
    assert told[Change.WITHOUT_CRITERION, 2] == ((), ())
    assert (Change.EQUAL_WEIGHTS, None) not in told


def test_equal_weights_are_tried_where_weights_differ():
    weights = np.array([1.0, 1.0, 4.0])

    found, _fit = asked(table(EVENLY, weights), weights)

    assert found.candidate_ids[found.first].tolist() == [2]
    assert changes(found)[Change.EQUAL_WEIGHTS, None] == ((1,), (2,))


def test_rater_who_carries_a_place_is_told():
    rows = [
        *((1, rater, value, value, value) for rater, value in ((1, 5), (2, 3), (3, 3))),
        *((2, rater, value, value, value) for rater, value in ((1, 2), (2, 4), (3, 4))),
        *((3, rater, 1, 1, 1) for rater in (1, 2, 3)),
    ]
    rows[3:6] = [(2, 1, 2, 2, 2), (2, 2, 4, 4, 4), (2, 3, 4, 4, 4)]

    found, _fit = asked(table(rows))

    assert found.candidate_ids[found.first].tolist() == [1]
    assert changes(found)[Change.WITHOUT_RATER, 1] == ((2,), (1,))
    assert changes(found)[Change.WITHOUT_RATER, 2] == ((), ())


def test_whoever_loses_every_sheet_is_named_apart():
    rows = [*EVENLY, (4, 3, 5, 5, 5)]

    found, _fit = asked(table(rows))

    without = next(
        each for each in found.variants if (each.change, each.key) == (Change.WITHOUT_RATER, 3)
    )
    assert (without.unrated, without.leaves, without.enters) == ((4,), (), (1,))


def test_weights_around_the_committees_tell_how_firm_a_place_is():
    found, _fit = asked(table(EVENLY))
    firm, _fit = asked(table([(1, 1, 5, 5, 5), (1, 2, 5, 5, 4), *EVENLY[2:]]))

    assert 0.5 < found.acceptance[0] < 1
    assert found.acceptance.sum() == pytest.approx(1, abs=0.02)
    assert firm.acceptance.tolist() == [1, 0, 0]
    assert (found.draws, found.seed) == (1000, 2026)
    again, _fit = asked(table(EVENLY))
    assert again.acceptance.tolist() == found.acceptance.tolist()


def test_the_first_are_those_of_the_fair_score():
    random = np.random.default_rng(3)
    person, rater = np.divmod(np.arange(60 * 3), 3)
    values = np.clip(random.normal(3, 0.7, (60, 1))[person] + random.normal(0, 1, (180, 3)), 1, 5)
    found, fit = asked(table(np.column_stack([person, rater, values])), places=15)

    assert (found.first == (fit.rank <= 15)).all()


def test_odd_tables_are_answered():
    gaps = [(1, 1, 5, np.nan, np.nan), (1, 2, 4, 4, 4), (2, 1, 3, 3, 3), (2, 2, 3, 2, 3)]
    found, fit = asked(table(gaps))
    nobody = table(EVENLY)
    nobody = SheetCells(
        table=SheetTable(**{name: part[:0] for name, part in vars(nobody.table).items()}),
        values=nobody.values[:0],
    )

    assert np.isfinite(found.acceptance).all()
    assert asked(table([(1, 1, 3, 3, 3)]))[0].first.tolist() == [True]
    empty, _fit = asked(nobody)
    assert (len(empty.first), empty.variants) == (0, ())
    one = dataclasses.replace(fit)
    assert sensitivity(table(gaps), np.array([0.0, 0.0, 2.0]), one).draws == 1000
