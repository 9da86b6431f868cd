"""Candidates: the list, and one person's profile."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import Department, with_all_below
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.ids import CandidateId, DepartmentId, RoundId
from lotsen.domain.people import Role, full_name
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.domain.visibility import Sight
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases.departments import tree_of
from lotsen.usecases.register import register_of
from lotsen.usecases.scores import TOTAL, Standing, board_of, candidate_column
from lotsen.usecases.sight import actors_sight, led_departments

PAGE_SIZE = 50
_LEVELS = ("dezernat", "fachbereich", "abteilung", "sachgebiet")


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
    """

    frame: pd.DataFrame
    total: int
    page: int
    pages: int
    with_scores: bool


@dataclass(frozen=True, kw_only=True)
class CandidateProfile:
    """One candidate, with what was observed where the actor may see it.

    `criteria`: criterion, score, spread, n, not_observable, department_mean, town_mean; one
    row per criterion and `TOTAL`. `evidence`: criterion, rater, value ("n. b." is NA), text.
    Both are None where the actor may not see ratings; `sealed` tells why. `town_mean` is of
    all that is in sight; `whole_town` tells whether that is the whole town.
    """

    candidate_id: CandidateId
    name: str
    function: str
    department: str
    path: str
    leader: str
    state: CandidateState
    workload: float | None
    site: str
    email: str
    phone: str
    received_on: date | None
    motivation: str
    projects: str
    note: str
    version: int
    criteria: pd.DataFrame | None
    evidence: pd.DataFrame | None
    whole_town: bool
    sealed: NotAllowed | None


@requires(Permission.SEE_CANDIDATES)
def departments(reader: Reader) -> tuple[Department, ...]:
    """The whole tree, in order, for choosing from."""
    return tuple(tree_of(reader).values())


@requires(Permission.SEE_CANDIDATES)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter = EVERYBODY,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> CandidateList:
    """One page of the candidates who match, in the order of their names."""
    found = matching(reader, round_id, narrowed)
    pages = max(1, -(-len(found) // page_size))
    page = min(max(1, page), pages)
    frame = found.iloc[(page - 1) * page_size : page * page_size].reset_index(drop=True)
    board = board_or_none(reader, round_id)
    if board is not None:
        frame = frame.assign(**scores_for(board, frame["candidate_id"].to_numpy()))
    return CandidateList(
        frame=frame, total=len(found), page=page, pages=pages, with_scores=board is not None
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
    register = register_of(reader, round_id)
    keep = register["state"].isin(narrowed.states)
    if narrowed.text.strip():
        wanted = narrowed.text.strip().casefold()
        columns = ("sorted_name", "name", "email", "department", "fachbereich", "function")
        hits = [
            register[column].str.casefold().str.contains(wanted, regex=False) for column in columns
        ]
        keep &= np.logical_or.reduce(hits)
    tree = tree_of(reader)
    if narrowed.department_id is not None:
        inside = with_all_below(tree.values(), [narrowed.department_id])
        keep &= register["department_id"].isin(inside)
    own = _departments_in_sight(reader)
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


@requires(Permission.SEE_CANDIDATES)
def profile(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> CandidateProfile:
    """Everything about one candidate that the actor may see."""
    register = matching(reader, round_id, EVERYBODY)
    lines = register.loc[register["candidate_id"] == candidate_id]
    row = reader.session.get(CandidateRow, candidate_id)
    if row is None or row.round_id != round_id or lines.empty:
        raise NotFound("candidate.unknown")
    line = lines.iloc[0]
    sight, sealed = _sight_or_reason(reader, round_id)
    shown = sight is not None and sight.covers(DepartmentId(row.department_id))
    return CandidateProfile(
        candidate_id=candidate_id,
        name=line["name"],
        function=line["function"],
        department=line["department"],
        path=" › ".join(line[level] for level in _LEVELS if line[level]),
        leader=line["leader"],
        state=CandidateState(line["state"]),
        workload=row.workload,
        site=line["site"],
        email=line["email"],
        phone=line["phone"],
        received_on=row.received_on,
        motivation=row.motivation,
        projects=row.projects,
        note=row.note,
        version=row.version,
        criteria=_criteria(reader, round_id, row) if shown else None,
        evidence=_evidence(reader, row, sight) if shown and sight is not None else None,
        whole_town=sight is not None and sight.departments is None,
        sealed=sealed,
    )


def _departments_in_sight(reader: Reader) -> frozenset[DepartmentId] | None:
    """Whose candidates the actor sees at all; None for everybody's."""
    if reader.actor.id is None or reader.actor.roles & _SEES_ALL_CANDIDATES:
        return None
    return led_departments(reader)


_SEES_ALL_CANDIDATES = frozenset({Role.COORDINATOR, Role.LEADERSHIP, Role.ADVISORY, Role.RATER})


def board_or_none(reader: Reader, round_id: RoundId) -> ScoreBoard | None:
    """The score board of everybody, or None where the actor may see no scores yet."""
    try:
        return board_of(reader, round_id, Standing.ALL)
    except NotAllowed:
        return None


def _sight_or_reason(reader: Reader, round_id: RoundId) -> tuple[Sight | None, NotAllowed | None]:
    try:
        return actors_sight(reader, round_id), None
    except NotAllowed as reason:
        return None, reason


def _criteria(reader: Reader, round_id: RoundId, row: CandidateRow) -> pd.DataFrame:
    """One row per criterion and the total; means are of everybody still in the process."""
    everybody = board_of(reader, round_id, Standing.ALL)
    compared = board_of(reader, round_id, Standing.IN_PROCESS)
    own = everybody.row_of(row.id)
    place = int(np.flatnonzero(compared.department_ids == row.department_id)[0])
    columns = (*everybody.criteria, TOTAL)
    parts = [candidate_column(everybody, [own], column) for column in columns]
    return pd.DataFrame(
        {
            "criterion": columns,
            **{name: [part[name][0] for part in parts] for name in parts[0]},
            "department_mean": compared.departments.mean[place],
            "town_mean": compared.town.mean[0],
        }
    )


def _evidence(reader: Reader, row: CandidateRow, sight: Sight) -> pd.DataFrame:
    """What raters noted on handed-in sheets, criterion by criterion."""
    rater = aliased(PersonRow)
    rows = reader.session.execute(
        select(
            CriterionRow.key,
            rater.title,
            rater.first_name,
            rater.last_name,
            RatingRow.value,
            RatingRow.evidence,
            SheetRow.id,
        )
        .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .join(rater, rater.id == SheetRow.rater_id)
        .where(SheetRow.candidate_id == row.id, SheetRow.state == SheetState.HANDED_IN)
        .order_by(CriterionRow.number, SheetRow.id)
    )
    lines = [
        (key, full_name(title=title, first_name=first, last_name=last), value, text, sheet)
        for key, title, first, last, value, text, sheet in rows
    ]
    frame = pd.DataFrame(lines, columns=["criterion", "rater", "value", "evidence", "sheet"])
    frame["value"] = frame["value"].astype("Int8")
    if not sight.names_raters:
        frame["rater"] = ""
    return frame.drop(columns="sheet")
