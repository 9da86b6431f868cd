"""Whether the fair score finds the best people more often than plain means, and does no harm.

The towns are drawn (`rated_towns.py`), so the truth is known. Recall is the share of the truly
best fifteen among the fifteen with the best scores. `BENCH_RUNS` says how many towns are drawn.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.figures import Figure
from bench.rated_towns import Plan, small
from lotsen.scoring.fair import Comparable, FairScores, FairSettings
from lotsen.scoring.severity import fit_fair

SEEDS = range(1000, 1000 + int(os.environ.get("BENCH_RUNS", "200")))
PLACES = 15


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One kind of town with what has to hold in it, in per cent and ranks.

    Attributes:
        recall: at least; `harm`: at most so far below the recall of plain means.
        order: rank correlation, at least.
        cover: the 90 % intervals hold the true rank at least and at most so often.
        width: of the intervals, at most.
        once: the best with one sheet are found at least so many times as often as the others.
        share: of the runs; large towns take long.
    """

    plan: Plan
    recall: float | None = None
    harm: float | None = None
    order: float | None = None
    cover: tuple[float, float] | None = None
    width: float | None = None
    once: float | None = None
    share: float = 1.0


SCENES = {
    "2 members, 3 links": Scene(
        plan=Plan(), recall=70, order=82, cover=(89, 94), width=33, once=0.87
    ),
    "departments alike": Scene(plan=Plan(between=0.0), recall=69),
    "no severity": Scene(plan=Plan(severity=0.0), harm=1),
    "12 people, 3 raters, complete": Scene(
        plan=Plan(departments=1, people=12, members=2, links=12), harm=1
    ),
    "200 people": Scene(plan=Plan(departments=20), cover=(88, 92), share=0.25),
}
REFUSED = {
    "leaders alone": Plan(members=0),
    "1 member, 1 link": Plan(members=1, links=1),
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
    for name, scene in SCENES.items():
        seeds = SEEDS[: max(1, round(len(SEEDS) * scene.share))]
        told = [outcome(seed, scene.plan) for seed in seeds]
        yield from _figures(f"{name}, {len(seeds)} towns", scene, told)
    for name, plan in REFUSED.items():
        seeds = SEEDS[: max(1, len(SEEDS) // 4)]
        refused = [_fit(seed, plan)[0].gate.comparable == Comparable.NO for seed in seeds]
        share = 100 * float(np.mean(refused))
        yield Figure(name=f"{name}: not compared", value=share, unit="%", least=100)


def _figures(name: str, scene: Scene, told: Sequence[Outcome]) -> Iterator[Figure]:
    mean = {
        part: float(np.mean([getattr(each, part) for each in told]))
        for part in ("plain", "fair", "plain_rank", "fair_rank", "covered", "width")
    }
    recall = _figure(f"{name}: recall", mean["fair"], mean["plain"])
    yield replace(recall, least=scene.recall, most_below=scene.harm)
    order = _figure(f"{name}: rank correlation", mean["fair_rank"], mean["plain_rank"])
    yield replace(order, least=scene.order)
    least, most = scene.cover or (None, None)
    covered = 100 * mean["covered"]
    yield Figure(
        name=f"{name}: 90 % intervals cover", value=covered, unit="%", least=least, most=most
    )
    yield Figure(
        name=f"{name}: width of intervals", value=mean["width"], unit="ranks", most=scene.width
    )
    once, more = (
        np.sum([getattr(each, part) for each in told], axis=0)
        for part in ("found_once", "found_more")
    )
    if once[1] and more[1]:
        yield Figure(
            name=f"{name}: the best with one sheet are found",
            value=float(100 * once[0] / once[1]),
            unit="%",
            baseline=float(100 * more[0] / more[1]),
            against="of those with more",
            least_ratio=scene.once,
        )


def _fit(seed: int, plan: Plan) -> tuple[FairScores, NDArray[np.float64]]:
    cells, true = small(seed, plan)
    return fit_fair(cells.table, FairSettings(places=PLACES)), true


def outcome(seed: int, plan: Plan) -> Outcome:
    """Rate one town and see who is found."""
    fit, true = _fit(seed, plan)
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


def _figure(name: str, value: float, baseline: float) -> Figure:
    return Figure(name=name, value=100 * value, unit="%", baseline=100 * baseline, against="plain")


def _ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(-values)) + 1
