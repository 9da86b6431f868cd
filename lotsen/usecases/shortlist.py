"""The shortlist: people marked for it, with a remark, and the tables that leave the house."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import check_stands
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_remark
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases.candidates import (
    EVERYBODY,
    CandidateFilter,
    fetch_candidate,
    matching,
    scores_for,
)
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import criteria_of, fetch_round, revision_of
from lotsen.usecases.scores import Standing, board_of


@dataclass(frozen=True, kw_only=True)
class Shortlist:
    """Candidates with their marks.

    `frame`: the register's columns, score, spread, n, one score per criterion (named by
    `criterion_column`), marked, remark, mark_version (0 where not marked), outcome and
    reserve_order ("" and NA where nothing is decided).
    """

    frame: pd.DataFrame
    criteria: tuple[tuple[str, str], ...]
    revision: int


def criterion_column(key: str) -> str:
    """The name of a criterion's column; a town's own key must not hit the register's columns."""
    return f"criterion_{key}"


@requires(Permission.SEE_SHORTLIST)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter = EVERYBODY,
    *,
    only_marked: bool = False,
) -> Shortlist:
    """The candidates who match, with scores, marks and decisions, in the order of names."""
    frame = matching(reader, round_id, narrowed)
    marks = _marks(reader, round_id)
    if only_marked:
        frame = frame.loc[frame["candidate_id"].isin(marks.index)]
    frame = frame.reset_index(drop=True)
    board = board_of(reader, round_id, Standing.ALL)
    parts = [
        frame,
        _scores(board, frame["candidate_id"]),
        _filled(marks.reindex(frame["candidate_id"]).reset_index(drop=True)),
        _outcomes(reader, round_id).reindex(frame["candidate_id"]).reset_index(drop=True),
    ]
    return Shortlist(
        frame=pd.concat(parts, axis="columns").assign(outcome=parts[3]["outcome"].fillna("")),
        criteria=tuple((each.key, each.title) for each in criteria_of(reader, round_id)),
        revision=revision_of(reader, round_id),
    )


@requires(Permission.MARK_SHORTLIST)
def mark(
    uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, remark: str, *, seen: int
) -> None:
    """Mark a candidate, or change the remark; `seen` is 0 where there was no mark."""
    uow.require_phase(fetch_round(uow, round_id))
    name = _check_standing(uow, round_id, candidate_id)
    text = check_remark(remark)
    row = _mark_row(uow, candidate_id)
    if row is not None and row.remark == text:  # the second of two clicks
        raise Outdated("record.repeated")
    _check_seen(row, seen)
    old = None if row is None else row.remark
    if row is None:
        uow.session.add(
            ShortlistMarkRow(candidate_id=candidate_id, marked_by_id=uow.person(), remark=text)
        )
    else:
        row.remark, row.marked_by_id = text, uow.person()
    subject = f"candidate:{candidate_id}"
    uow.record(AuditAction.SHORTLIST_MARKED, subject, name=name, old=old, new=text)


@requires(Permission.MARK_SHORTLIST)
def unmark(uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId, *, seen: int) -> None:
    """Take a candidate off the shortlist."""
    uow.require_phase(fetch_round(uow, round_id))
    row = _mark_row(uow, candidate_id)
    if row is None:
        raise Outdated("record.repeated")
    _check_seen(row, seen)
    uow.session.delete(row)
    uow.record(AuditAction.SHORTLIST_UNMARKED, f"candidate:{candidate_id}", old=row.remark)


@requires(Permission.EXPORT)
def record_export(
    uow: UnitOfWork, round_id: RoundId, *, form: str, people: int, only_marked: bool
) -> None:
    """Write down that the shortlist left the house, in which form and with how many people."""
    fetch_round(uow, round_id)
    uow.record(
        AuditAction.SHORTLIST_EXPORTED,
        f"round:{round_id}",
        form=form,
        people=people,
        only_marked=only_marked,
    )


def _scores(board: ScoreBoard, candidates: pd.Series) -> pd.DataFrame:
    """Score, spread and n, and one column per criterion, in the order of the candidates."""
    rows = pd.Index(board.candidate_ids).get_indexer(pd.Index(candidates))
    columns = [criterion_column(key) for key in board.criteria]
    by_criterion = pd.DataFrame(board.candidates.criterion_score[rows], columns=columns)
    return pd.concat(
        [pd.DataFrame(scores_for(board, candidates.to_numpy())), by_criterion], axis="columns"
    )


def _marks(reader: Reader, round_id: RoundId) -> pd.DataFrame:
    rows = reader.session.execute(
        select(ShortlistMarkRow.candidate_id, ShortlistMarkRow.remark, ShortlistMarkRow.version)
        .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    columns = ["candidate_id", "remark", "mark_version"]
    frame = pd.DataFrame([tuple(row) for row in rows], columns=columns)
    return frame.astype({"candidate_id": "int64"}).set_index("candidate_id")


def _filled(marks: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "marked": marks["mark_version"].notna(),
            "remark": marks["remark"].fillna(""),
            "mark_version": marks["mark_version"].fillna(0).astype("int64"),
        }
    )


def _outcomes(reader: Reader, round_id: RoundId) -> pd.DataFrame:
    rows = reader.session.execute(
        select(DecisionRow.candidate_id, DecisionRow.outcome, DecisionRow.reserve_order)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .where(CandidateRow.round_id == round_id, DecisionRow.taken_back_at.is_(None))
    )
    columns = ["candidate_id", "outcome", "reserve_order"]
    frame = pd.DataFrame([tuple(row) for row in rows], columns=columns)
    return frame.astype({"candidate_id": "int64", "reserve_order": "Int64"}).set_index(
        "candidate_id"
    )


def _mark_row(reader: Reader, candidate_id: CandidateId) -> ShortlistMarkRow | None:
    return reader.session.scalars(
        select(ShortlistMarkRow).where(ShortlistMarkRow.candidate_id == candidate_id)
    ).one_or_none()


def _check_seen(row: ShortlistMarkRow | None, seen: int) -> None:
    if (0 if row is None else row.version) != seen:
        raise Outdated("record.outdated")


def _check_standing(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> str:
    candidate, person = fetch_candidate(reader, round_id, candidate_id)
    name = name_of(person)
    check_stands(candidate.state, name=name)
    return name
