"""The whole list that is signed and closed: decisions, who was asked, and the scores behind it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import HearingRow, LeaderAnswerRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.domain.ids import RoundId
from lotsen.domain.visibility import Sight
from lotsen.scoring import frozen
from lotsen.usecases.fair_record import fair_record, without_revision
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round, revision_of
from lotsen.usecases.score_order import order_record
from lotsen.usecases.scores import Standing, board_in

_EVERYTHING = Sight(departments=None, names_raters=False)
_SCORES = frozenset({"fair", "order", "proposal"})
_NAMES_THE_BOARD = ("method", "version", "profile", "revision")


def record_of(reader: Reader, round_id: RoundId) -> dict[str, Any]:
    """Everything that a signature answers for, in the words of JSON.

    `seed` is null: plain scores draw nothing by lot; that of the fair ones stands with them.
    """
    round_ = fetch_round(reader, round_id)
    board = frozen.written(board_in(reader, round_id, Standing.INTERESTED, _EVERYTHING))
    return {
        "round": {"title": round_.title, "places": round_.places},
        "seed": None,
        "board": board,
        "fair": fair_record(reader, round_id),
        "order": order_record(reader, round_id),
        "candidacies": _candidacies(reader, round_id),
        "decisions": _decisions(reader, round_id),
        "answers": _answers(reader, round_id),
        "hearings": _hearings(reader, round_id),
    }


def open_record(reader: Reader, round_id: RoundId) -> tuple[Mapping[str, Any], str]:
    """The record of what is open, and its check sum; remembered, and not to be changed."""

    def make(_older: object) -> tuple[Mapping[str, Any], str]:
        record = record_of(reader, round_id)
        return record, hash_of(record)

    return reader.memory.recall(("record", round_id), revision_of(reader, round_id), make)


def hash_of(record: Mapping[str, Any]) -> str:
    """The check sum of a list; the count of changes is no part of what it says."""
    board = {name: part for name, part in record["board"].items() if name != "revision"}
    said = {**record, "board": board}
    if "fair" in record:
        said["fair"] = without_revision(record["fair"])
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def withheld(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same list for whoever may see no scores yet: no number, and nothing that tells of one.

    A departure from the order of scores tells of the order; what was decided, and why, stays.
    """
    said = {name: part for name, part in record.items() if name not in _SCORES}
    board = {name: record["board"][name] for name in _NAMES_THE_BOARD}
    decisions = [{**each, "departure": ""} for each in record["decisions"]]
    return {**said, "board": board, "decisions": decisions}


def _candidacies(reader: Reader, round_id: RoundId) -> list[dict[str, Any]]:
    rows = reader.session.execute(
        select(CandidateRow, PersonRow, DepartmentRow.name)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(DepartmentRow, DepartmentRow.id == CandidateRow.department_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(CandidateRow.id)
    )
    return [
        {
            "candidate_id": row.id,
            "name": name_of(person),
            "department": department,
            "state": row.state.value,
        }
        for row, person, department in rows
    ]


def _decisions(reader: Reader, round_id: RoundId) -> list[dict[str, Any]]:
    rows = reader.session.execute(
        select(DecisionRow, PersonRow)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .join(PersonRow, PersonRow.id == DecisionRow.decided_by_id)
        .where(CandidateRow.round_id == round_id, DecisionRow.taken_back_at.is_(None))
        .order_by(DecisionRow.id)
    )
    return [
        {
            "decision_id": row.id,
            "candidate_id": row.candidate_id,
            "outcome": row.outcome.value,
            "reserve_order": row.reserve_order,
            "reason": row.reason,
            "departure": row.departure or "",
            "decided_by_id": row.decided_by_id,
            "decided_by": name_of(person),
            "decided_at": row.decided_at.isoformat(),
        }
        for row, person in rows
    ]


def _answers(reader: Reader, round_id: RoundId) -> list[dict[str, Any]]:
    rows = reader.session.execute(
        select(LeaderAnswerRow, PersonRow)
        .join(CandidateRow, CandidateRow.id == LeaderAnswerRow.candidate_id)
        .join(PersonRow, PersonRow.id == LeaderAnswerRow.recorded_by_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(LeaderAnswerRow.candidate_id, LeaderAnswerRow.given_at, LeaderAnswerRow.id)
    )
    return [
        {
            "candidate_id": row.candidate_id,
            "answer": row.answer.value,
            "reason": row.reason,
            "given_by": row.given_by,
            "recorded_by": name_of(person),
            "given_at": row.given_at.isoformat(),
        }
        for row, person in rows
    ]


def _hearings(reader: Reader, round_id: RoundId) -> list[dict[str, Any]]:
    rows = reader.session.execute(
        select(HearingRow, PersonRow)
        .join(PersonRow, PersonRow.id == HearingRow.recorded_by_id)
        .where(HearingRow.round_id == round_id)
        .order_by(HearingRow.id)
    )
    return [
        {
            "body": row.body.value,
            "stage": row.stage.value,
            "result": row.result.value,
            "held_on": row.held_on.isoformat(),
            "statement": row.statement,
            "recorded_by": name_of(person),
            "recorded_at": row.recorded_at.isoformat(),
        }
        for row, person in rows
    ]
