"""What the ratings say: for the town, its departments and each candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain

import numpy as np
import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.candidates import CandidateState
from lotsen.domain.criteria import Criterion
from lotsen.domain.departments import (
    Department,
    Level,
    ancestors,
    outline,
    with_all_below,
)
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.visibility import Sight
from lotsen.scoring.board import GroupScores, ScoreBoard, score_groups
from lotsen.scoring.plain import METHOD, VERSION, pick, score_candidates
from lotsen.scoring.sheets import Ints
from lotsen.usecases.departments import tree_of
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.profile_versions import number_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import criteria_of, revision_of
from lotsen.usecases.sight import actors_sight

TOTAL = "total"
"""Stands where a criterion's key may stand: the weighted score over all criteria."""


class Standing(StrEnum):
    """Which candidates count."""

    IN_PROCESS = "in_process"
    INTERESTED = "interested"
    ALL = "all"


STATES_OF: dict[Standing, frozenset[CandidateState]] = {
    Standing.IN_PROCESS: frozenset({CandidateState.PROPOSED, CandidateState.INTERESTED}),
    Standing.INTERESTED: frozenset({CandidateState.INTERESTED}),
    Standing.ALL: frozenset(CandidateState),
}


class CellState(StrEnum):
    """Why a cell has a number, or none."""

    RATED = "rated"
    NOT_OBSERVABLE = "not_observable"
    NO_RATINGS = "no_ratings"


@dataclass(frozen=True, kw_only=True)
class DepartmentScores:
    """Departments by criteria, ready for a picture, a table and a file.

    `frame` has one row per department and criterion (and `TOTAL`), in the order of the tree:
    department_id, number, department, above (number and name of what it belongs to),
    dezernat, criterion, mean, spread, candidates, ratings, not_observable, members, state.
    `town` has the same for all that is in sight, one row per criterion; `whole_town` tells
    whether that is the whole town. `profile` is the version of the profile that holds.
    """

    frame: pd.DataFrame
    town: pd.DataFrame
    whole_town: bool
    criteria: tuple[Criterion, ...]
    revision: int
    profile: int


@dataclass(frozen=True, kw_only=True)
class CellScores:
    """The candidates of one department on one criterion, and what they compare with.

    `frame`: candidate_id, name, department, score, spread, n, not_observable, state.
    `town_mean` is of all that is in sight; `whole_town` tells whether that is the whole town.
    """

    frame: pd.DataFrame
    department: str
    department_mean: float
    town_mean: float
    whole_town: bool
    revision: int


def board_of(reader: Reader, round_id: RoundId, standing: Standing) -> ScoreBoard:
    """The score board of what the actor may see, for the use cases of this floor."""
    return board_in(reader, round_id, standing, actors_sight(reader, round_id))


def board_in(reader: Reader, round_id: RoundId, standing: Standing, sight: Sight) -> ScoreBoard:
    """The score board of what is in this sight."""
    make = partial(_board, reader, round_id, standing, sight.departments)
    key = ("board", round_id, standing, sight.departments)
    board: ScoreBoard = reader.memory.recall(key, revision_of(reader, round_id), make)
    return board


@requires(Permission.SEE_SCORES)
def departments(
    reader: Reader,
    round_id: RoundId,
    level: Level = Level.FACHBEREICH,
    standing: Standing = Standing.IN_PROCESS,
) -> DepartmentScores:
    """The scores of all departments of a level, criterion by criterion.

    Remembered by revision and shared by all who see the same; not to be changed by who gets it.
    """
    sight = actors_sight(reader, round_id)
    make = partial(_departments, reader, round_id, level, standing, sight)
    key = ("departments", round_id, level, standing, sight.departments)
    found: DepartmentScores = reader.memory.recall(key, revision_of(reader, round_id), make)
    return found


def _departments(  # what is asked for, by whom
    reader: Reader,
    round_id: RoundId,
    level: Level,
    standing: Standing,
    sight: Sight,
    _older: DepartmentScores | None,
) -> DepartmentScores:
    board = board_in(reader, round_id, standing, sight)
    tree = tree_of(reader)
    row_of = {DepartmentId(int(key)): row for row, key in enumerate(board.department_ids)}
    keys = [each.id for each in outline(tree) if each.level == level and each.id in row_of]
    frame = _tidy(board, board.departments, [row_of[key] for key in keys])
    width = len(board.criteria) + 1
    frame.insert(0, "department_id", np.repeat(np.array(keys, dtype=np.int64), width))
    frame.insert(1, "number", np.repeat([tree[key].number for key in keys], width))
    frame.insert(2, "department", np.repeat([tree[key].name for key in keys], width))
    frame.insert(3, "above", np.repeat([_above(tree, key) for key in keys], width))
    parents = [_dezernat(tree, key) for key in keys]
    frame.insert(4, "dezernat", np.repeat(np.array(parents, dtype=object), width))
    return DepartmentScores(
        frame=frame,
        town=_tidy(board, board.town, [0]),
        whole_town=len(board.department_ids) == len(tree),
        criteria=criteria_of(reader, round_id),
        revision=board.revision,
        profile=board.profile,
    )


@requires(Permission.SEE_SCORES)
def cell(
    reader: Reader,
    round_id: RoundId,
    department_id: DepartmentId,
    criterion: str,
    standing: Standing = Standing.IN_PROCESS,
) -> CellScores:
    """The candidates of a department on one criterion (or `TOTAL`)."""
    board = board_of(reader, round_id, standing)
    found = np.flatnonzero(board.department_ids == department_id)
    if not len(found) or criterion not in (*board.criteria, TOTAL):
        raise NotFound("department.unknown")
    tree = tree_of(reader)
    register = register_of(reader, round_id)
    inside = register["department_id"].isin(with_all_below(tree.values(), [department_id]))
    people = register.loc[inside & register["candidate_id"].isin(board.candidate_ids)]
    rows = [board.row_of(key) for key in people["candidate_id"]]
    frame = people[["candidate_id", "name", "department", "state"]].reset_index(drop=True)
    column = (*board.criteria, TOTAL).index(criterion)
    return CellScores(
        frame=frame.assign(**candidate_column(board, rows, criterion)),
        department=tree[department_id].name,
        department_mean=float(board.departments.mean[found[0], column]),
        town_mean=float(board.town.mean[0, column]),
        whole_town=len(board.department_ids) == len(tree),
        revision=board.revision,
    )


def candidate_column(board: ScoreBoard, rows: list[int], criterion: str) -> dict[str, np.ndarray]:
    """Score, spread, n and „n. b.“ of some candidates on one criterion or in total."""
    scores = board.candidates
    if criterion == TOTAL:
        parts = scores.score, scores.spread, scores.sheets, np.zeros_like(scores.sheets)
    else:
        c = board.criteria.index(criterion)
        parts = (
            scores.criterion_score[:, c],
            scores.criterion_spread[:, c],
            scores.criterion_n[:, c],
            scores.criterion_nb[:, c],
        )
    names = ("score", "spread", "n", "not_observable")
    return {name: part[rows] for name, part in zip(names, parts, strict=True)}


def _board(
    reader: Reader,
    round_id: RoundId,
    standing: Standing,
    departments: frozenset[DepartmentId] | None,
    _older: ScoreBoard | None,
) -> ScoreBoard:
    criteria = criteria_of(reader, round_id)
    register = register_of(reader, round_id)
    everybody = register.loc[register["state"].isin(STATES_OF[standing])]
    weights = np.array([criterion.weight for criterion in criteria])
    scores = score_candidates(
        matrix_of(reader, round_id), everybody["candidate_id"].to_numpy(dtype=np.int64), weights
    )
    people = everybody
    if departments is not None:  # less is shown; the numbers are the same for everybody
        own = everybody["department_id"].isin(departments).to_numpy()
        people, scores = everybody.loc[own], pick(scores, np.flatnonzero(own))
    ids = people["candidate_id"].to_numpy(dtype=np.int64)
    tree = tree_of(reader)
    keys = [key for key in tree if departments is None or key in departments]
    members, groups = _memberships(people["department_id"].to_numpy(dtype=np.int64), tree, keys)
    everyone = np.arange(len(ids))
    return ScoreBoard(
        method=METHOD,
        version=VERSION,
        revision=revision_of(reader, round_id),
        profile=number_of(reader, round_id),
        criteria=tuple(criterion.key for criterion in criteria),
        candidate_ids=ids,
        candidates=scores,
        department_ids=np.array(keys, dtype=np.int64),
        departments=score_groups(scores, members, groups, len(keys)),
        town=score_groups(scores, everyone, np.zeros_like(everyone), 1),
    )


def _memberships(
    departments: Ints, tree: Mapping[DepartmentId, Department], keys: Sequence[DepartmentId]
) -> tuple[Ints, Ints]:
    """Pairs of (row of a candidate, position of a department that it is in or under)."""
    position = {key: place for place, key in enumerate(keys)}
    above = {
        int(key): [position[each.id] for each in ancestors(tree, key) if each.id in position]
        for key in keys
    }
    paths = [above[key] for key in departments.tolist()]
    members = np.repeat(np.arange(len(paths)), [len(path) for path in paths])
    return members, np.array(list(chain.from_iterable(paths)), dtype=np.int64)


def _tidy(board: ScoreBoard, groups: GroupScores, rows: Sequence[int]) -> pd.DataFrame:
    """One line per group and criterion; the last line of each group is `TOTAL`."""
    columns = (*board.criteria, TOTAL)
    picked = list(rows)
    rated = groups.candidates[picked] > 0
    observed = groups.not_observable[picked] > 0
    states = np.where(
        rated,
        CellState.RATED.value,
        np.where(observed, CellState.NOT_OBSERVABLE.value, CellState.NO_RATINGS.value),
    )
    return pd.DataFrame(
        {
            "criterion": np.tile(np.array(columns, dtype=object), len(picked)),
            "mean": groups.mean[picked].ravel(),
            "spread": groups.spread[picked].ravel(),
            "candidates": groups.candidates[picked].ravel(),
            "ratings": groups.ratings[picked].ravel(),
            "not_observable": groups.not_observable[picked].ravel(),
            "members": np.repeat(groups.members[picked], len(columns)),
            "state": states.ravel(),
        }
    )


def _above(tree: Mapping[DepartmentId, Department], key: DepartmentId) -> str:
    above = [f"{each.number} {each.name}".strip() for each in ancestors(tree, key)]
    return above[1] if len(above) > 1 else ""


def _dezernat(tree: Mapping[DepartmentId, Department], key: DepartmentId) -> str:
    return list(ancestors(tree, key))[-1].name
