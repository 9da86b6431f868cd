"""The habits of raters, in towns where the habit was put in."""

import numpy as np
import pytest

from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.raters import ENOUGH, RaterFlag, habits
from lotsen.scoring.severity import fit_fair

CRITERIA = 8


def rated(seed=1, *, people=24, raters=4, change=None):
    """Everybody rates everybody; `change(random, values)` alters the sheets of rater 0."""
    random = np.random.default_rng(seed)
    person, rater = np.divmod(np.arange(people * raters), raters)
    true = 3 + random.normal(0, 0.7, (people, 1))
    values = true[person] + random.normal(0, 0.25, (len(person), 1))
    values = values + random.normal(0, 0.6, (len(person), CRITERIA))
    if change is not None:
        values[rater == 0] = change(random, values[rater == 0])
    values = np.clip(np.round(values), 1, 5)
    table = SheetTable(
        candidates=person,
        raters=10 + rater,
        departments=np.zeros_like(person),
        scores=values.mean(axis=1),
    )
    return SheetCells(table=table, values=values)


def look(cells):
    return habits(cells, fit_fair(cells.table, FairSettings(places=5, draws=100)))


CHANGES = {
    RaterFlag.STRICT: lambda _random, values: values - 0.9,
    RaterFlag.MILD: lambda _random, values: values + 0.9,
    RaterFlag.UNEVEN: lambda random, values: values + random.normal(0, 1.1, (len(values), 1)),
    RaterFlag.HALO: lambda _random, values: np.repeat(values[:, :1], CRITERIA, axis=1),
    RaterFlag.CENTRAL: lambda _random, values: 3 + 0.2 * (values - 3),
    RaterFlag.NARROW: lambda random, values: np.where(random.random(values.shape) < 0.7, 3, values),
}


@pytest.mark.parametrize("flag", CHANGES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_habit_that_was_put_in_is_told(seed, flag):
    found = look(rated(seed, change=CHANGES[flag]))

    assert flag in found[0].flags
    assert all(flag not in each.flags for each in found[1:])


def test_raters_without_a_habit_are_seldom_told_one():
    told = [each for seed in range(10, 30) for each in look(rated(seed))]

    assert sum(bool(each.flags) for each in told) <= len(told) * 0.05


def test_too_even_sheets_are_told():
    cells = rated(4)
    own = cells.table.raters == 10
    others = cells.table.scores.reshape(24, 4)[:, 1:].mean(axis=1)
    scores = cells.table.scores.copy()
    scores[own] = others
    table = SheetTable(**(vars(cells.table) | {"scores": scores}))

    told = look(SheetCells(table=table, values=cells.values))[0]

    assert told.consistency < 0.5
    assert RaterFlag.TOO_EVEN in told.flags


def test_usual_raters_have_a_usual_slope_and_consistency():
    told = [each for seed in range(10) for each in look(rated(seed))]

    assert np.mean([each.slope for each in told]) == pytest.approx(1, abs=0.05)
    assert np.mean([each.consistency for each in told]) == pytest.approx(1, abs=0.1)
    assert np.mean([each.halo for each in told]) == pytest.approx(1, abs=0.05)
    errors = [(each.slope - 1) / each.slope_error for each in told]
    assert 0.6 < np.std(errors) < 1.4


def test_of_raters_with_few_sheets_nothing_is_told():
    cells = rated(1, people=ENOUGH - 1)

    assert all(
        (each.sheets, each.severity, each.halo, each.flags) == (ENOUGH - 1, None, None, ())
        for each in look(cells)
    )


def test_flat_sheets_are_counted():
    def flat(_random, values):
        values[: len(values) // 2] = 4
        return values

    assert look(rated(1, change=flat))[0].straight == pytest.approx(0.5)


def test_sheets_that_nobody_else_rated_tell_no_consistency():
    cells = rated(1, people=12, raters=1)

    told = look(cells)[0]

    assert (told.compared, told.consistency, told.slope) == (0, None, None)
    assert told.modal is not None


def test_where_nothing_is_compared_only_halo_and_range_are_told():
    cells = rated(1, people=12, raters=2)
    apart = SheetTable(
        candidates=np.arange(24),
        raters=np.arange(24) // 12,
        departments=np.zeros(24, np.int64),
        scores=cells.table.scores,
    )

    told = look(SheetCells(table=apart, values=cells.values))[0]

    assert (told.severity, told.consistency, told.slope) == (None, None, None)
    assert told.halo is not None
    assert told.modal is not None


def test_odd_tables_are_answered():
    alone = rated(1, people=8)
    one = SheetCells(table=alone.table, values=alone.values[:, :1])
    alike = rated(1, people=8, change=lambda _random, values: values)
    flat = SheetCells(
        table=SheetTable(**(vars(alike.table) | {"scores": np.full(32, 4.0)})),
        values=np.full((32, CRITERIA), 4.0),
    )
    gap = rated(1, people=8)
    gap.values[:, 2] = np.nan

    assert look(one)[0].halo is None
    assert look(flat)[0].halo is None
    assert look(gap)[0].halo is not None
    none = SheetTable(**{name: part[:0] for name, part in vars(alone.table).items()})
    assert look(SheetCells(table=none, values=alone.values[:0])) == ()
