"""Towns that were rated: strict and mild raters, drawn from a seed, with the truth beside them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lotsen.scoring.designs import SheetTable
from lotsen.scoring.long_tables import SheetCells
from lotsen.scoring.plain import score_sheets

CRITERIA = 10
PERSON, PROFILE, HALO, TASTE, NOISE = 0.51, 0.3, 0.3, 0.2, 0.6
MISSING = 0.05

Places = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a town is like.

    Attributes:
        members: of the committee; each rates `links` different people in every department.
        severity: standard deviation between raters; `between`: between departments.
    """

    departments: int = 6
    people: int = 10
    members: int = 2
    links: int = 3
    severity: float = 0.5
    between: float = 0.25


def small(seed: int, plan: Plan) -> tuple[SheetCells, NDArray[np.float64]]:
    """A round with leaders and a committee; its sheets, and the true value of everybody."""
    random = np.random.default_rng(seed)
    home = np.repeat(np.arange(plan.departments), plan.people)
    pairs = [(person, home[person]) for person in range(len(home))]
    for department in range(plan.departments):
        people = random.permutation(np.flatnonzero(home == department))
        for member in range(plan.members):
            seen = (np.arange(plan.links) + member * plan.links) % plan.people
            pairs += [(int(key), plan.departments + member) for key in people[seen]]
    person, rater = np.array(pairs).T
    return _rated(random, home, (person, rater), plan)


def large(sheets: int, seed: int = 1) -> SheetCells:
    """A whole country: departments of twenty, three sheets each, a committee for every 60."""
    random = np.random.default_rng(seed)
    people = sheets // 3
    departments, members = max(1, people // 20), max(4, people // 60)
    home = np.arange(people) % departments
    first = random.integers(0, members, people)
    second = (first + 1 + random.integers(0, members - 1, people)) % members
    rater = np.stack([home, departments + first, departments + second], axis=1).ravel()
    plan = Plan(departments=departments, members=members)
    return _rated(random, home, (np.repeat(np.arange(people), 3), rater), plan)[0]


def _rated(
    random: np.random.Generator, home: Places, pairs: tuple[Places, Places], plan: Plan
) -> tuple[SheetCells, NDArray[np.float64]]:
    person, rater = pairs
    people, raters, sheets = len(home), plan.departments + plan.members, len(person)
    profile = random.normal(0, PROFILE, (people, CRITERIA))
    true = 3.2 + random.normal(0, PERSON, people)
    true += plan.between * random.standard_normal(plan.departments)[home]
    strict = plan.severity * random.standard_normal(raters)
    taste = random.normal(0, TASTE, (raters, CRITERIA))
    values = (true[person] + strict[rater])[:, None] + profile[person] + taste[rater]
    values += random.normal(0, HALO, (sheets, 1)) + random.normal(0, NOISE, (sheets, CRITERIA))
    values = np.clip(np.round(values + random.normal(0, 0.3, CRITERIA)), 1, 5)
    values[random.random(values.shape) < MISSING] = np.nan
    observed = ~np.isnan(values)
    scores = score_sheets(np.where(observed, values, 0), observed, np.ones(CRITERIA))
    table = SheetTable(candidates=person, raters=rater, departments=home[person], scores=scores)
    return SheetCells(table=table, values=values), true + profile.mean(axis=1)
