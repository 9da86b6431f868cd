"""Candidates: who there is, as a list."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import Department, with_all_below
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.ids import CandidateId, DepartmentId, RoundId
from lotsen.domain.people import Role
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.domain.visibility import Sight
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases.departments import tree_of
from lotsen.usecases.register import register_of, searched_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.scores import TOTAL, Standing, board_in, board_of, candidate_column
from lotsen.usecases.sight import actors_sight, led_departments

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class CandidateFilter:
    """What a list of candidates is narrowed by; nothing set means everybody."""

    text: str = ""
    department_id: DepartmentId | None = None
    states: frozenset[CandidateState] = frozenset(CandidateState)


EVERYBODY = CandidateFilter()


@dataclass(frozen=True, kw_only=True)
class CandidateList:
    """One page of candidates.

    `frame`: candidate_id, sorted_name, name, number, dezernat, fachbereich, department,
    function, state, leader and, where the actor may see them, score, spread, n.
    `departments`: the whole tree, in order, for choosing from.
    """

    frame: pd.DataFrame
    departments: tuple[Department, ...]
    total: int
    page: int
    pages: int
    with_scores: bool


@requires(Permission.SEE_CANDIDATES)
def departments(reader: Reader, round_id: RoundId) -> tuple[Department, ...]:
    """The whole tree, in order, for choosing from."""

    def load(_older: tuple[Department, ...] | None) -> tuple[Department, ...]:
        return tuple(tree_of(reader).values())

    return reader.memory.recall(("departments", round_id), revision_of(reader, round_id), load)


@requires(Permission.SEE_CANDIDATES)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter = EVERYBODY,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> CandidateList:
    """One page of the candidates who match, in the order of their names.

    Remembered by revision and shared by all who see the same; not to be changed by who gets it.
    """
    own = _departments_in_sight(reader)
    sight, _sealed = sight_or_reason(reader, round_id)
    asked = _Asked(narrowed=narrowed, page=page, page_size=page_size, own=own, sight=sight)
    make = partial(_page, reader, round_id, asked)
    found: CandidateList = reader.memory.recall(
        ("candidates", round_id, asked), revision_of(reader, round_id), make
    )
    return found


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A page of the list, and what whoever asks may see: other people, or scores, another list."""

    narrowed: CandidateFilter
    page: int
    page_size: int
    own: frozenset[DepartmentId] | None
    sight: Sight | None


def _page(
    reader: Reader, round_id: RoundId, asked: _Asked, _older: CandidateList | None
) -> CandidateList:
    found = _matching(reader, round_id, asked.narrowed, asked.own)
    pages = max(1, -(-len(found) // asked.page_size))
    page = min(max(1, asked.page), pages)
    first = (page - 1) * asked.page_size
    frame = found.iloc[first : first + asked.page_size].reset_index(drop=True)
    if asked.sight is not None:
        board = board_in(reader, round_id, Standing.ALL, asked.sight)
        frame = frame.assign(**scores_for(board, frame["candidate_id"].to_numpy()))
    return CandidateList(
        frame=frame,
        departments=departments(reader, round_id),
        total=len(found),
        page=page,
        pages=pages,
        with_scores=asked.sight is not None,
    )


def fetch_candidate(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> tuple[CandidateRow, PersonRow]:
    """Find a candidate of the round with the person, for the use cases of this floor."""
    found = reader.session.execute(
        select(CandidateRow, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.id == candidate_id, CandidateRow.round_id == round_id)
    ).one_or_none()
    if found is None:
        raise NotFound("candidate.unknown")
    return found[0], found[1]


def matching(reader: Reader, round_id: RoundId, narrowed: CandidateFilter) -> pd.DataFrame:
    """The lines of the register that match and that the actor may see."""
    return _matching(reader, round_id, narrowed, _departments_in_sight(reader))


def _matching(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter,
    own: frozenset[DepartmentId] | None,
) -> pd.DataFrame:
    register = register_of(reader, round_id)
    keep = register["state"].isin(narrowed.states)
    if narrowed.text.strip():
        wanted = folded(narrowed.text.strip())
        keep &= searched_of(reader, round_id).str.contains(wanted, regex=False)
    if narrowed.department_id is not None:
        inside = with_all_below(tree_of(reader).values(), [narrowed.department_id])
        keep &= register["department_id"].isin(inside)
    if own is not None:
        keep &= register["department_id"].isin(own)
    return register.loc[keep]


def scores_for(board: ScoreBoard, candidates: np.ndarray) -> dict[str, np.ndarray]:
    """Weighted score, spread and sheets of some candidates; NaN for those not on the board."""
    order = np.argsort(board.candidate_ids)
    place = np.searchsorted(board.candidate_ids[order], candidates)
    place = order[np.minimum(place, len(order) - 1)] if len(order) else place[:0]
    if not len(order):
        empty = np.full(len(candidates), np.nan)
        return {"score": empty, "spread": empty, "n": np.zeros(len(candidates), dtype=np.int64)}
    known = board.candidate_ids[place] == candidates
    parts = candidate_column(board, place.tolist(), TOTAL)
    return {
        "score": np.where(known, parts["score"], np.nan),
        "spread": np.where(known, parts["spread"], np.nan),
        "n": np.where(known, parts["n"], 0),
    }


def _departments_in_sight(reader: Reader) -> frozenset[DepartmentId] | None:
    """Whose candidates the actor sees at all; None for everybody's."""
    if reader.actor.id is None or reader.actor.roles & _SEES_ALL_CANDIDATES:
        return None
    return led_departments(reader)


_SEES_ALL_CANDIDATES = frozenset({Role.COORDINATOR, Role.LEADERSHIP, Role.ADVISORY, Role.RATER})


def board_or_reason(
    reader: Reader, round_id: RoundId
) -> tuple[ScoreBoard | None, NotAllowed | None]:
    """The score board of everybody, or why the actor may see no scores yet."""
    try:
        return board_of(reader, round_id, Standing.ALL), None
    except NotAllowed as reason:
        return None, reason


def sight_or_reason(reader: Reader, round_id: RoundId) -> tuple[Sight | None, NotAllowed | None]:
    """What the actor sees of the ratings, or why nothing."""
    try:
        return actors_sight(reader, round_id), None
    except NotAllowed as reason:
        return None, reason
