"""The files of all candidacies, withdrawn and excluded ones too, each exactly once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Decision, OutcomeRank, rank_of
from lotsen.domain.departments import BELOW
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.ratings import SheetState
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases.ballot_results import results_of
from lotsen.usecases.biases import recusals_of
from lotsen.usecases.candidates import scores_for
from lotsen.usecases.criteria import every_criterion_of
from lotsen.usecases.decision_board import TakenBack
from lotsen.usecases.dossier_views import (
    CandidateFile,
    CriterionScore,
    RecordedMark,
    RecordedSheet,
)
from lotsen.usecases.fair_record import FairLine
from lotsen.usecases.person_names import name_of
from lotsen.usecases.proposal_record import ProposedLine
from lotsen.usecases.register import LEVELS, register_of
from lotsen.usecases.score_order import OrderOfScores
from lotsen.usecases.talk_changes import Minutes, changes_by_sheet, minutes_of


@dataclass(frozen=True, kw_only=True)
class _Typed:
    """What was typed in about a candidacy."""

    motivation: str
    projects: str
    note: str


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """What was worked out about each person, beside the plain score."""

    fair: Mapping[int, FairLine]
    proposed: Mapping[int, ProposedLine]


def files_of(  # noqa: PLR0913, PLR0917  # a file is made of all of this
    reader: Reader,
    round_id: RoundId,
    board: ScoreBoard,
    worked: WorkedOut,
    decided: Iterable[Decision],
    back: Iterable[TakenBack],
) -> Sequence[CandidateFile]:
    """One file per candidacy, in the order of names."""
    register = register_of(reader, round_id)
    scores = scores_for(board, register["candidate_id"].to_numpy())
    lines = register.assign(**scores).to_dict("records")
    typed, sheets = _typed(reader, round_id), _sheets(reader, round_id)
    criteria = _criteria(reader, round_id, board, worked.fair)
    minutes = minutes_of(reader, round_id)
    standing = {each.candidate_id: each for each in decided}
    earlier: dict[int, list[TakenBack]] = defaultdict(list)
    for each in back:
        earlier[each.candidate_id].append(each)
    files = [
        _file(
            line,
            typed=typed[line["candidate_id"]],
            criteria=criteria.get(line["candidate_id"], ()),
            sheets=sheets[line["candidate_id"]],
            decision=standing.get(CandidateId(line["candidate_id"])),
            back=earlier[line["candidate_id"]],
            minutes=minutes.get(line["candidate_id"], ()),
        )
        for line in lines
    ]
    return [
        replace(each, fair=worked.fair.get(each.id), proposed=worked.proposed.get(each.id))
        for each in _with_meetings(reader, round_id, files)
    ]


def _with_meetings(
    reader: Reader, round_id: RoundId, files: Sequence[CandidateFile]
) -> Sequence[CandidateFile]:
    """The same files with the votes of the committee and the biases said in its meetings."""
    votes, recusals = results_of(reader, round_id), recusals_of(reader, round_id)
    return [
        replace(
            each,
            votes=tuple(votes.get(each.id, ())),
            recusals=tuple(recusals.get(each.id, ())),
        )
        for each in files
    ]


def _file(  # noqa: PLR0913  # a file is put together from all of this
    line: Mapping[Any, Any],
    *,
    typed: _Typed,
    criteria: Sequence[CriterionScore],
    sheets: Sequence[RecordedSheet],
    decision: Decision | None,
    back: Sequence[TakenBack],
    minutes: Sequence[Minutes],
) -> CandidateFile:
    return CandidateFile(
        id=CandidateId(line["candidate_id"]),
        name=line["name"],
        sorted_name=line["sorted_name"],
        function=line["function"],
        department=line["department"],
        path=BELOW.join(line[level] for level in LEVELS.values() if line[level]),
        leader=line["leader"],
        state=CandidateState(line["state"]),
        received_on=line["received_on"] or None,
        motivation=typed.motivation,
        projects=typed.projects,
        note=typed.note,
        score=float(line["score"]),
        spread=float(line["spread"]),
        n=int(line["n"]),
        criteria=criteria,
        sheets=sheets,
        decision=decision,
        taken_back=tuple(back),
        minutes=tuple(minutes),
    )


def _typed(reader: Reader, round_id: RoundId) -> dict[int, _Typed]:
    rows = reader.session.execute(
        select(
            CandidateRow.id, CandidateRow.motivation, CandidateRow.projects, CandidateRow.note
        ).where(CandidateRow.round_id == round_id)
    )
    return {
        key: _Typed(motivation=motivation, projects=projects, note=note)
        for key, motivation, projects, note in rows
    }


def _criteria(
    reader: Reader, round_id: RoundId, board: ScoreBoard, fair: Mapping[int, FairLine]
) -> dict[int, Sequence[CriterionScore]]:
    """The scores of every candidate on every criterion, as the board has them, and fair ones."""
    known = {each.key: each.title for each in every_criterion_of(reader, round_id)}
    kept = {key: line.criteria for key, line in fair.items()}
    scores, town = board.candidates, board.town.mean[0]
    return {
        int(key): tuple(
            CriterionScore(
                criterion=known.get(criterion, criterion),
                score=float(scores.criterion_score[row, c]),
                fair=kept.get(int(key), {}).get(criterion, np.nan),
                spread=float(scores.criterion_spread[row, c]),
                n=int(scores.criterion_n[row, c]),
                not_observable=int(scores.criterion_nb[row, c]),
                town_mean=float(town[c]),
            )
            for c, criterion in enumerate(board.criteria)
        )
        for row, key in enumerate(board.candidate_ids)
    }


def _sheets(reader: Reader, round_id: RoundId) -> dict[int, list[RecordedSheet]]:
    """All sheets by candidate, in the order of the raters' names; a draft belongs to its rater."""
    marks, changes = _marks(reader, round_id), changes_by_sheet(reader, round_id)
    rows = reader.session.execute(
        select(SheetRow, PersonRow, CandidateRow.leader_id)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .join(PersonRow, PersonRow.id == SheetRow.rater_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(PersonRow.last_name, PersonRow.first_name, SheetRow.id)
    )
    found: dict[int, list[RecordedSheet]] = defaultdict(list)
    for sheet, rater, leader in rows:
        found[sheet.candidate_id].append(
            RecordedSheet(
                rater=name_of(rater),
                by_leader=sheet.rater_id == leader,
                state=sheet.state,
                handed_in_on=sheet.handed_in_on,
                declared_on=sheet.declared_on,
                bias_reason=sheet.bias_reason,
                marks=tuple(marks[sheet.id]),
                changes=tuple(changes.get(sheet.id, ())),
            )
        )
    return found


def _marks(reader: Reader, round_id: RoundId) -> dict[int, list[RecordedMark]]:
    """The marks of the sheets that were handed in, in the order of the criteria."""
    rows = reader.session.execute(
        select(RatingRow.sheet_id, CriterionRow.title, RatingRow.value, RatingRow.evidence)
        .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .where(
            CriterionRow.round_id == round_id,
            CriterionRow.in_use,
            SheetRow.state == SheetState.HANDED_IN,
        )
        .order_by(RatingRow.sheet_id, CriterionRow.number)
    )
    found: dict[int, list[RecordedMark]] = defaultdict(list)
    for sheet, title, value, evidence in rows:
        found[sheet].append(RecordedMark(criterion=title, value=value, evidence=evidence))
    return found


def with_passed_over(
    files: Sequence[CandidateFile], order: OrderOfScores
) -> Sequence[CandidateFile]:
    """Name for everybody decided on those who stand higher and have a worse outcome, or place."""
    decided = [each for each in files if each.decision is not None and each.id in order.lines]
    passed = {
        each.id: tuple(
            other.name
            for other in decided
            if _rank(other) > _rank(each) and order.above(other.id, each.id)
        )
        for each in decided
    }
    return tuple(replace(each, passed_over=passed.get(each.id, ())) for each in files)


def _rank(file: CandidateFile) -> OutcomeRank:
    assert file.decision is not None
    return rank_of(file.decision.outcome, file.decision.reserve_order)
