"""How far departments are from the town's mean, by the plain and by the fair score."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.departments import Department, Level, ancestors, outline, with_all_below
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.visibility import Sight
from lotsen.scoring.fair import REFUSING, Comparable, FairScores, GateReason
from lotsen.scoring.sheets import Ints
from lotsen.scoring.standings import distances as distances_of
from lotsen.usecases.departments import tree_of
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.methods import Method, method_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.sight import actors_sight

NAMED = frozenset({GateReason.WEAK_DESIGN, GateReason.UNSURE_DIFFERENCE})
"""The reasons of the gate that name the Dezernate concerned."""


@dataclass(frozen=True, kw_only=True)
class Distances:
    """The departments of a level in sight, in the order of the tree; those without a score too.

    `frame`: department_id, number, department, plain, spread, candidates, hatched and, where
    comparison is possible, fair, low, high (90 %). Distances are in rating points, from the mean
    of all who are in sight. `hatched` are those that cannot safely be compared.
    """

    frame: pd.DataFrame
    may_compare: bool
    whole_town: bool
    method: Method


@requires(Permission.SEE_SCORES)
def departments(reader: Reader, round_id: RoundId, level: Level) -> Distances:
    """The distances of everybody in the process; remembered by revision, not to be changed."""
    sight = actors_sight(reader, round_id)
    make = partial(_departments, reader, round_id, level, sight)
    key = ("distances", round_id, level, sight.departments)
    found: Distances = reader.memory.recall(key, revision_of(reader, round_id), make)
    return found


def _departments(
    reader: Reader, round_id: RoundId, level: Level, sight: Sight, _older: Distances | None
) -> Distances:
    fair, tree = fair_of(reader, round_id), tree_of(reader)
    shown = [each for each in outline(tree) if each.level == level and sight.covers(each.id)]
    homes = register_of(reader, round_id).set_index("candidate_id")["department_id"]
    places = homes.loc[fair.candidate_ids.tolist()].to_numpy(dtype=np.int64)
    groups = [_members(places, tree, each.id) for each in shown]
    found = distances_of(fair, groups, _in_sight(places, sight))
    frame = pd.DataFrame(
        {
            "department_id": np.array([each.id for each in shown], dtype=np.int64),
            "number": [each.number for each in shown],
            "department": [each.name for each in shown],
            "plain": found.plain,
            "spread": found.spread,
            "candidates": found.candidates,
            "hatched": [
                _unsure(fair, tree, each.id, rows) for each, rows in zip(shown, groups, strict=True)
            ],
        }
    )
    may_compare = fair.gate.comparable != Comparable.NO
    if may_compare:
        frame = frame.assign(fair=found.fair, low=found.low, high=found.high)
    return Distances(
        frame=frame,
        may_compare=may_compare,
        whole_town=sight.departments is None,
        method=method_of(reader, round_id, fair),
    )


def _members(places: Ints, tree: Mapping[DepartmentId, Department], key: DepartmentId) -> Ints:
    """The rows of the candidates who are in a department or below it."""
    return np.flatnonzero(np.isin(places, list(with_all_below(tree.values(), [key]))))


def _in_sight(places: Ints, sight: Sight) -> Ints:
    """The rows of the candidates whom the actor sees."""
    if sight.departments is None:
        return np.arange(len(places))
    return np.flatnonzero(np.isin(places, list(sight.departments)))


def _unsure(
    fair: FairScores, tree: Mapping[DepartmentId, Department], key: DepartmentId, rows: Ints
) -> bool:
    """Whether a department cannot safely be compared with the others."""
    above = {int(each.id) for each in ancestors(tree, key)}
    for finding in fair.gate.findings:
        if finding.reason in NAMED:
            if above & set(finding.ids):
                return True
        elif finding.reason == GateReason.DISCONNECTED:
            if (fair.component[rows] != 0).any():
                return True
        elif finding.reason in REFUSING:
            return True
    return False
