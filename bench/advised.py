"""What a few extra sheets gain, advised ones and any; and what the advice costs a large town.

The committee could see everybody; each member has seen a few people in every department, others
than the other members. Then some sheets more are written: those that the advice names, or as many
taken at random. What it costs is measured in a process of its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.benefit import PLACES, SEEDS
from bench.figures import Figure
from bench.rated_towns import CRITERIA, Plan, large, small
from lotsen.scoring.advice import Town, advise
from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import FairScores, FairSettings
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.plain import score_sheets
from lotsen.scoring.severity import fit_fair

MEMBERS, EXTRA = 2, 9
PEOPLE, ASKED = 10_000, 20
MOST_MEGABYTES = 1_200.0

Rows = NDArray[np.bool_]


def run() -> Iterator[Figure]:
    """The recall with advised sheets beside that with sheets taken at random."""
    for links in (1, 3):
        told = np.mean([recalls(seed, links) for seed in SEEDS], axis=0) * 100
        name = f"{links} links, {EXTRA} sheets more, {len(SEEDS)} towns"
        yield Figure(
            name=f"{name}: recall, advised",
            value=float(told[1]),
            unit="%",
            baseline=float(told[2]),
            against="as many at random",
            least_ratio=1.0,
        )
        yield Figure(name=f"{name}: recall without them", value=float(told[0]), unit="%")


def cost() -> Iterator[Figure]:
    """How long the advice takes in a large town, beside the fit that it rests on; and memory."""
    command = [sys.executable, "-m", "bench.advised", str(PEOPLE)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    name = f"advice, {told['people']:,} people, {told['raters']} raters, {ASKED} sheets"
    yield Figure(
        name=f"{name}, processor time",
        value=told["advice"],
        baseline=told["fit"],
        against="the fit of the same town",
    )
    yield Figure(name=f"{name}, on the clock", value=told["wall"])
    yield Figure(
        name=f"{name}: peak",
        value=told["peak"],
        unit="MB",
        most=MOST_MEGABYTES,
        baseline=told["before"],
        against="after the fit",
    )


def measure(people: int) -> dict[str, float]:
    """Fit and advise once, after a small town that loads what is needed."""
    for sheets in (60, 3 * people):
        table = large(sheets).table
        started = time.process_time()
        fit = fit_fair(table, FairSettings(places=PLACES))
        fitted, before = time.process_time(), _peak()
        town, clock = _whole(table), time.perf_counter()
        begun = time.process_time()
        advise(fit, town, ASKED)
        ended, wall = time.process_time(), time.perf_counter() - clock
    return {
        "people": len(town.candidates),
        "raters": len(town.raters),
        "fit": (fitted - started) * 1000,
        "advice": (ended - begun) * 1000,
        "wall": wall * 1000,
        "before": before,
        "peak": _peak(),
    }


def _whole(table: SheetTable) -> Town:
    """Everybody with their department; leaders have that of their people, members have none."""
    homes = dict(zip(table.candidates.tolist(), table.departments.tolist(), strict=True))
    leaders = len({*homes.values()})
    raters = np.unique(table.raters).tolist()
    return Town(
        candidates=homes,
        raters={key: key if key < leaders else -1 for key in raters},
        taken={*zip(table.candidates.tolist(), table.raters.tolist(), strict=True)},
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def recalls(seed: int, links: int) -> tuple[float, float, float]:
    """Without extra sheets, with advised ones, with any."""
    plan = Plan(members=MEMBERS, links=10)
    cells, true = small(seed, plan)
    table = cells.table
    random = np.random.default_rng(seed)
    written = table.raters < plan.departments
    for department in range(plan.departments):
        people = random.permutation(np.flatnonzero(np.bincount(table.candidates) > 0))
        people = people[people // plan.people == department]
        for member in range(MEMBERS):
            seen = people[member * links : (member + 1) * links]
            own = table.raters == plan.departments + member
            written |= own & np.isin(table.candidates, seen)
    fit = _fit(cells, written)
    advised = written | _advised(table, fit, written, plan)
    anyhow = written.copy()
    anyhow[random.choice(np.flatnonzero(~written), EXTRA, replace=False)] = True
    best = set(np.argsort(-true)[:PLACES].tolist())
    fits = fit, _fit(cells, advised), _fit(cells, anyhow)
    found = [len(best & set(np.argsort(-each.fair)[:PLACES].tolist())) for each in fits]
    return found[0] / PLACES, found[1] / PLACES, found[2] / PLACES


def _advised(table: SheetTable, fit: FairScores, written: Rows, plan: Plan) -> Rows:
    pairs = list(zip(table.candidates.tolist(), table.raters.tolist(), strict=True))
    town = Town(
        candidates=dict(zip(table.candidates.tolist(), table.departments.tolist(), strict=True)),
        raters={plan.departments + member: -1 for member in range(MEMBERS)},
        taken={pair for pair, is_so in zip(pairs, written, strict=True) if is_so},
    )
    wanted = {(sheet.candidate_id, sheet.rater_id) for sheet in advise(fit, town, EXTRA)}
    return np.array([pair in wanted for pair in pairs])


def _fit(cells: SheetCells, rows: Rows) -> FairScores:
    values, table = cells.values[rows], cells.table
    seen = ~np.isnan(values)
    scored = SheetTable(
        candidates=table.candidates[rows],
        raters=table.raters[rows],
        departments=table.departments[rows],
        scores=score_sheets(np.where(seen, values, 0.0), seen, np.ones(CRITERIA)),
    )
    return fit_fair(scored, FairSettings(places=PLACES))


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
