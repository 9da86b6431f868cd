"""Tables of sheets for the tests of the fair score: drawn from a seed, or published."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from lotsen.scoring.designs import SheetTable

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
MANIFEST = {
    entry["file"]: entry
    for entry in json.loads((REFERENCE / "manifest.json").read_text(encoding="utf-8"))["datasets"]
}


def published(name):
    return pd.read_csv(REFERENCE / name)


def keys(column):
    return pd.factorize(np.asarray(column))[0].astype(np.int64)


def sheets(candidates, raters, scores, departments=None):
    return SheetTable(
        candidates=keys(candidates),
        raters=keys(raters),
        departments=np.zeros(len(scores), np.int64) if departments is None else keys(departments),
        scores=np.asarray(scores, dtype=np.float64),
    )


def town(seed=1, *, departments=6, each=10, members=2, links=3, severity=0.5, noise=0.36):
    """A town in which leaders rate their own people and members some people everywhere."""
    random = np.random.default_rng(seed)
    home = np.repeat(np.arange(departments), each)
    true = 3.2 + random.normal(0, 0.5, len(home)) + random.normal(0, 0.25, departments)[home]
    raters = random.normal(0, severity, departments + members)
    pairs = [(person, home[person]) for person in range(len(home))]
    for member in range(departments, departments + members):
        for department in range(departments):
            seen = random.choice(np.flatnonzero(home == department), links, replace=False)
            pairs += [(person, member) for person in seen]
    person, rater = np.array(pairs).T
    scores = true[person] + raters[rater] + random.normal(0, noise, len(pairs))
    table = SheetTable(
        candidates=person, raters=rater, departments=home[person], scores=np.clip(scores, 1, 5)
    )
    return table, true
