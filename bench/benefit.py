"""Whether the fair score finds the best people more often than plain means, and does no harm.

The towns are drawn (`rated_towns.py`), so the truth is known. Recall is the share of the truly
best fifteen among the fifteen with the best scores.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.figures import Figure
from bench.rated_towns import Plan, small
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.severity import fit_fair

SEEDS = range(1000, 1200)
PLACES = 15
SCENES = {
    "2 members, 3 links": Plan(),
    "departments alike": Plan(between=0.0),
    "no severity": Plan(severity=0.0),
    "12 people, 3 raters, complete": Plan(departments=1, people=12, members=2, links=12),
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One town: recalls, rank correlations, coverage and width of rank intervals."""

    plain: float
    fair: float
    plain_rank: float
    fair_rank: float
    covered: float
    width: float
    found_once: tuple[int, int]
    found_more: tuple[int, int]


def run() -> Iterator[Figure]:
    """Compare in every scene; a value is the fair score's, the baseline that of plain means."""
    for name, plan in SCENES.items():
        told = [outcome(seed, plan) for seed in SEEDS]
        mean = {
            part: float(np.mean([getattr(each, part) for each in told]))
            for part in ("plain", "fair", "plain_rank", "fair_rank", "covered", "width")
        }
        against = "plain"
        yield _figure(f"{name}: recall", mean["fair"], mean["plain"], against)
        yield _figure(f"{name}: rank correlation", mean["fair_rank"], mean["plain_rank"], against)
        yield _figure(f"{name}: 90 % intervals cover", mean["covered"], 0.9, "promised")
        yield Figure(name=f"{name}: width of intervals", value=mean["width"], unit="ranks")
        once, more = (
            np.sum([getattr(each, part) for each in told], axis=0)
            for part in ("found_once", "found_more")
        )
        if once[1] and more[1]:
            found = [float(100 * each[0] / each[1]) for each in (once, more)]
            yield Figure(
                name=f"{name}: the best with one sheet are found",
                value=found[0],
                unit="%",
                baseline=found[1],
                against="of those with more",
            )


def outcome(seed: int, plan: Plan) -> Outcome:
    """Rate one town and see who is found."""
    cells, true = small(seed, plan)
    fit = fit_fair(cells.table, FairSettings(places=PLACES))
    places = min(PLACES, len(true) // 4)
    rank, best = _ranks(true), set(np.argsort(-true)[:places].tolist())
    chosen = set(np.argsort(-fit.fair)[:places].tolist())
    once = {row for row in best if fit.sheets[row] == 1}
    return Outcome(
        plain=len(best & set(np.argsort(-fit.plain)[:places].tolist())) / places,
        fair=len(best & chosen) / places,
        plain_rank=float(np.corrcoef(_ranks(fit.plain), rank)[0, 1]),
        fair_rank=float(np.corrcoef(_ranks(fit.fair), rank)[0, 1]),
        covered=float(((fit.rank_low <= rank) & (rank <= fit.rank_high)).mean()),
        width=float((fit.rank_high - fit.rank_low).mean()),
        found_once=(len(once & chosen), len(once)),
        found_more=(len((best - once) & chosen), len(best - once)),
    )


def _figure(name: str, value: float, baseline: float, against: str) -> Figure:
    return Figure(name=name, value=100 * value, unit="%", baseline=100 * baseline, against=against)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(-values)) + 1
