"""Every rule of the town, as people mean it, against trying every set."""

from itertools import combinations

import numpy as np
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.db.people import PersonRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import DepartmentKind, Level
from lotsen.domain.permissions import Permission
from lotsen.domain.shortlist_rules import (
    Attribute,
    CriterionRule,
    DepartmentRule,
    GroupRule,
    LevelRule,
    PersonRule,
    ShortlistRules,
)
from lotsen.shortlisting.explain import conflict
from lotsen.shortlisting.solve import solve
from lotsen.usecases import shortlist_rules
from lotsen.usecases.proposal_problem import Basis, question
from tests.makers import COORDINATOR, NOON

CRITERIA = ("motivation", "vorbild", "agil")
SITES = ("Rathaus", "Bauhof")
WHY = "Das steht so im Beschluss."
KINDS = ("levels", "departments", "criteria", "groups", "people")


@pytest.fixture
def town(town):
    """Two Dezernate with two Fachbereiche each; one person has withdrawn, one has no score."""
    town.round_id = town.make_round(criteria=CRITERIA)
    town.homes = []
    for name in ("Dezernat I", "Dezernat II"):
        above = town.make_department(name, kind=DepartmentKind.DEZERNAT)
        for number in (1, 2):
            below = town.make_department(f"{name} {number}", parent=above)
            town.homes.append((above, below))
    town.folk = {}
    for place in range(14):
        above, below = town.homes[(place * 5 + place // 4) % 4]
        workload, site = (1, 0.5, None)[place % 3], ("", *SITES)[place // 2 % 3]
        state = CandidateState.WITHDRAWN if place == 13 else CandidateState.INTERESTED
        name = f"Person {place:02}"
        key = town.make_candidate(name, department=below, state=state, workload=workload)
        homes = {Level.DEZERNAT: above, Level.FACHBEREICH: below}
        town.folk[key] = {"workload": workload, "site": site, "homes": homes}
        with Session(town.engine) as session, session.begin():
            session.execute(
                update(PersonRow).where(PersonRow.last_name == f"{place:02}").values(site=site)
            )
    town.gone, town.unscored = [*town.folk][-1], [*town.folk][-2]
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def amounts(random):
    least = int(random.integers(0, 3))
    return {"least": least, "most": [None, least, least + 1, 2][random.integers(4)]}


def drawn_rules(town, random):
    """Rules of every kind, each kind in about half of the towns."""
    wanted = [kind for kind in KINDS if random.random() < 0.45]
    bounds = [amounts(random) for _each in range(6)]
    for each in bounds:
        if each["most"] is not None:
            each["most"] = max(each["most"], each["least"])
    level = [Level.DEZERNAT, Level.FACHBEREICH][random.integers(2)]
    home = town.homes[random.integers(4)]
    people = random.choice([*town.folk], 3, replace=False).tolist()
    rules = {
        "levels": (LevelRule(level=level, **bounds[0]),),
        "departments": (
            DepartmentRule(department_id=home[0], **bounds[1]),
            DepartmentRule(department_id=home[1], **bounds[2]),
        ),
        "criteria": tuple(
            CriterionRule(criterion=name, least=int(random.integers(0, 4))) for name in CRITERIA
        ),
        "groups": (
            GroupRule(attribute=Attribute.PART_TIME, **bounds[3]),
            GroupRule(attribute=Attribute.SITE, value=SITES[0], **bounds[4]),
        ),
        "people": (
            PersonRule(candidate_id=people[0], chosen=True, reason=WHY),
            PersonRule(candidate_id=people[1], chosen=False, reason=WHY),
            PersonRule(candidate_id=people[2], chosen=bool(random.integers(2)), reason=WHY),
        ),
    }
    chosen = {kind: rules[kind] for kind in wanted}
    return ShortlistRules(places=int(random.integers(1, 8)), **chosen)


def within(rule, count):
    return rule.least <= count and (rule.most is None or count <= rule.most)


def keeps(town, rules, strong, scored, chosen):
    """Whether a set keeps the rules, told from what is known of each person."""
    folk = [town.folk[key] for key in chosen]
    for rule in rules.levels:
        homes = {town.folk[key]["homes"][rule.level] for key in scored}
        counts = [sum(each["homes"][rule.level] == home for each in folk) for home in homes]
        if not all(within(rule, count) for count in counts):
            return False
    for rule in rules.departments:
        if not within(rule, sum(rule.department_id in each["homes"].values() for each in folk)):
            return False
    for rule in rules.criteria:
        if sum(strong[key][CRITERIA.index(rule.criterion)] for key in chosen) < rule.least:
            return False
    for rule in rules.groups:
        inside = [
            (each["workload"] or 1) < 1
            if rule.attribute == Attribute.PART_TIME
            else each["site"] == rule.value
            for each in folk
        ]
        if not within(rule, sum(inside)):
            return False
    return all((rule.candidate_id in chosen) == rule.chosen for rule in rules.people)


def best_by_force(town, rules, worth, strong):
    """The highest total of all sets that keep the rules; None where there is none."""
    scored = [key for key in town.folk if key not in {town.gone, town.unscored}]
    sets = combinations(scored, rules.places)
    return max(
        (
            sum(worth[key] for key in chosen)
            for chosen in sets
            if keeps(town, rules, strong, scored, set(chosen))
        ),
        default=None,
    )


def asked(town, rules, worth, strong):
    basis = Basis(
        method="plain",
        version="1",
        seed=1,
        candidate_ids=np.array([*worth]),
        values=np.array([*worth.values()]),
        strong=np.array([*strong.values()]),
        draws=None,
    )
    seen = town.application.query(town.kim, shortlist_rules.of_round, town.round_id).version
    town.application.execute(town.kim, shortlist_rules.set_rules, town.round_id, rules, seen=seen)
    with reading(town.engine, SYSTEM, Permission.SEE_SHORTLIST, NOON, Memory()) as reader:
        return question(reader, town.round_id, basis).problem


def test_best_set_is_that_of_trying_all_under_the_rules_as_they_are_meant(town):
    random, answers = np.random.default_rng(4), []
    for _town in range(100):
        rules = drawn_rules(town, random)
        worth = {key: float(random.integers(20, 50)) / 10 for key in town.folk}
        worth[town.unscored] = np.nan
        strong = {key: (random.random(3) < 0.4).tolist() for key in town.folk}

        problem = asked(town, rules, worth, strong)

        found, best = solve(problem), best_by_force(town, rules, worth, strong)
        assert found.proven
        assert (found.chosen is None) == (best is None) == (conflict(problem) is not None)
        if best is not None:
            assert found.value == pytest.approx(best, abs=1e-6)
        answers.append(best is not None)
    assert 25 <= sum(answers) <= 75
