"""The model of single ratings beside lme4: the same table, fitted by both in one run."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure
from bench.rated_towns import CRITERIA, large
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.profiles import fit_cells

RATINGS = 500_000
LEAST_RATIO, MOST_APART = 8.0, 1e-3
SCRIPT = Path(__file__).with_suffix(".R")
NAMES = {
    "candidate": "candidate",
    "department": "department",
    "rater": "rater",
    "candidate_criterion": "candidate:criterion",
    "sheet": "candidate:rater",
    "residual": "Residual",
}
"""Our standard deviations, as lme4 calls them."""


def run() -> Iterator[Figure]:
    """Fit both; where there is no lme4, say so and measure nothing."""
    missing = _missing()
    if missing:
        print(f"Not compared with lme4: {missing}.", flush=True)
        return
    command = [sys.executable, "-m", "bench.lme4"]
    ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    theirs = _by_lme4()
    apart = [abs(ours["sd"][name] - theirs["sd"][other]) for name, other in NAMES.items()]
    yield Figure(
        name=f"lme4 {theirs['version']}, {ours['ratings']:,} ratings, cell, one thread",
        value=theirs["seconds"] * 1000,
        baseline=ours["seconds"] * 1000,
        against="the fair score, the same table",
        least_ratio=LEAST_RATIO,
    )
    yield Figure(
        name="standard deviations, the furthest from lme4's",
        value=max(apart) * 1000,
        unit="thousandths of a point",
        most=MOST_APART * 1000,
    )
    yield Figure(
        name="REML criterion, ours above lme4's (below 0: nearer to the optimum)",
        value=ours["reml"] - theirs["reml"],
        unit="",
    )


def _missing() -> str:
    """What the comparison would need and is not here; "" where all is."""
    if shutil.which("Rscript") is None:
        return "there is no Rscript (Debian: r-cran-lme4)"
    asked = subprocess.run(["Rscript", "-e", "library(lme4)"], check=False, capture_output=True)
    return "" if asked.returncode == 0 else "R has no lme4 (Debian: r-cran-lme4)"


def _by_lme4() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.csv"
        _write(_table(), path)
        done = subprocess.run(
            ["Rscript", str(SCRIPT), str(path)],
            check=True,
            capture_output=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _table() -> SheetCells:
    return large(int(RATINGS / CRITERIA / 0.95))


def _write(cells: SheetCells, path: Path) -> None:
    """One line per rating, as R reads it."""
    sheet, criterion = np.nonzero(~np.isnan(cells.values))
    table = cells.table
    columns = (table.candidates[sheet], table.raters[sheet], table.departments[sheet], criterion)
    values = cells.values[sheet, criterion].astype(np.int64)
    np.savetxt(
        path,
        np.column_stack([*columns, values]),
        fmt="%d",
        delimiter=",",
        header="candidate,rater,department,criterion,value",
        comments="",
    )


def measure() -> dict[str, Any]:
    """Our own fit, by plain REML and without draws; a small one first loads what is needed."""
    settings = FairSettings(places=15, draws=0, priors=False)
    fit_cells(large(60), settings)
    cells = _table()
    started = time.perf_counter()
    fair = fit_cells(cells, settings).fair
    return {
        "ratings": int((~np.isnan(cells.values)).sum()),
        "seconds": time.perf_counter() - started,
        "reml": fair.reml_criterion,
        "sd": {name: getattr(fair.sd, name) for name in NAMES},
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
