"""How long the fair score takes, and how much memory; each fit in a process of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import lme4
from bench.figures import Figure
from bench.rated_towns import CRITERIA, large
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.profiles import fit_cells
from lotsen.scoring.severity import fit_fair

LIMITS = (  # ratings, level, draws, milliseconds
    (3_000, "sheet", 1_000, 500.0),
    (3_000, "cell", 1_000, None),
    (50_000, "sheet", 1_000, 2_000.0),
    (50_000, "cell", 0, None),
    (1_000_000, "sheet", 0, 8_000.0),
    (1_000_000, "cell", 0, 45_000.0),
)
MOST_MEGABYTES = 1_200.0


def run() -> Iterator[Figure]:
    """Measure every size and level; the processor's own time stands as the baseline."""
    for ratings, level, draws, most in LIMITS:
        command = [sys.executable, "-m", "bench.fair", str(ratings), level, str(draws)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        name = f"fair score, {told['ratings']:,} ratings, {level}, {draws} draws"
        yield Figure(
            name=name,
            value=told["wall"],
            most=most,
            baseline=told["processor"],
            against="processor time",
        )
        yield Figure(name=f"{name}: peak", value=told["peak"], unit="MB", most=MOST_MEGABYTES)
    yield from lme4.run()


def measure(ratings: int, level: str, draws: int) -> dict[str, float]:
    """Fit once, after a small fit that loads what is needed."""
    settings = FairSettings(places=15, draws=draws)
    for cells in (large(60), large(int(ratings / CRITERIA / 0.95))):
        started, busy = time.perf_counter(), time.process_time()
        if level == "sheet":
            fit_fair(cells.table, settings)
        else:
            fit_cells(cells, settings)
        wall, processor = time.perf_counter() - started, time.process_time() - busy
    return {
        "ratings": int((cells.values > 0).sum()),
        "wall": wall * 1000,
        "processor": processor * 1000,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
