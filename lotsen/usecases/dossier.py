"""Everything that the record of a selection needs, gathered at one moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.audit import AuditRow
from lotsen.db.closings import ClosingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.audit_chain import START, ChainAnchor
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import Round
from lotsen.domain.texts import check_remark
from lotsen.scoring import frozen
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases import decisions, round_profile, rounds
from lotsen.usecases.closed import standing_closing
from lotsen.usecases.decision_board import taken_back_of
from lotsen.usecases.dossier_closings import closings_of
from lotsen.usecases.dossier_meetings import meetings_of
from lotsen.usecases.dossier_participants import participants_in, participants_of
from lotsen.usecases.dossier_parts import parts_of
from lotsen.usecases.dossier_people import WorkedOut, files_of, with_passed_over
from lotsen.usecases.dossier_views import (
    Anchor,
    BoardOfRecord,
    CandidateFile,
    Dossier,
    PhaseMoved,
)
from lotsen.usecases.fair_record import fair_in, fair_record, lines_in
from lotsen.usecases.proposal_record import proposal_in, proposal_record, proposed_in
from lotsen.usecases.score_order import order_in, order_record
from lotsen.usecases.scores import Standing, board_of
from lotsen.usecases.sight import actors_sight

NO_CHANGE = frozenset(
    {
        AuditAction.SIGNED_IN,
        AuditAction.SIGNED_OUT,
        AuditAction.SIGN_IN_FAILED,
        AuditAction.SHORTLIST_EXPORTED,
        AuditAction.RATINGS_EXPORTED,
        AuditAction.AUDIT_EXPORTED,
        AuditAction.REVIEWS_EXPORTED,
        AuditAction.PROFILE_OPENED,
        AuditAction.RECORD_EXPORTED,
    }
)
"""Lines after which everything is as it was before: the same record comes out again."""

_MOVES = frozenset({AuditAction.PHASE_MOVED, AuditAction.DECISIONS_REOPENED})


@requires(Permission.EXPORT)
def gather(reader: Reader, round_id: RoundId) -> Dossier:
    """The whole record as it stands; refused to whoever still has open sheets."""
    actors_sight(reader, round_id)  # a closing keeps the numbers, and not who may read them
    closing, said = standing_closing(reader, round_id), parts_of(reader, round_id)
    board, kept = _numbers(reader, round_id, closing)
    profile = round_profile.view(reader, round_id)
    return Dossier(
        round=_round(reader, round_id),
        anchor=_anchor(reader),
        board=_made_by(board, kept=closing is not None),
        fair=fair_in(kept),
        proposal=proposal_in(kept),
        proposal_kept="proposal" in kept,
        order=order_in(kept).kind,
        criteria=rounds.criteria_of(reader, round_id),
        versions=profile.history[::-1],
        frozen_on=profile.frozen_on,
        moves=_moves(reader, round_id),
        participants=participants_in(kept) or participants_of(reader, round_id),
        participants_kept=participants_in(kept) is not None,
        meetings=meetings_of(reader, round_id),
        people=_people(reader, round_id, board, kept),
        statements=said.statements,
        answers=said.answers,
        signatures=said.signatures,
        closings=closings_of(reader, round_id),
    )


@requires(Permission.EXPORT)
def record_export(  # noqa: PLR0913  # one line of the log is all of this
    uow: UnitOfWork, round_id: RoundId, *, reference: str, sha256: str, people: int, draft: bool
) -> None:
    """Write down that the record left the house, with the check sum of the document."""
    rounds.fetch_round(uow, round_id)
    uow.record(
        AuditAction.RECORD_EXPORTED,
        f"round:{round_id}",
        reference=check_remark(reference),
        sha256=sha256,
        people=people,
        draft=draft,
    )


def _numbers(
    reader: Reader, round_id: RoundId, closing: ClosingRow | None
) -> tuple[ScoreBoard, Mapping[str, Any]]:
    """The plain scores, and a list of all else that is worked out: as closed, or as it is now."""
    if closing is not None:
        return frozen.read(closing.content["board"]), closing.content
    now = {
        "fair": fair_record(reader, round_id),
        "order": order_record(reader, round_id),
        "proposal": proposal_record(reader, round_id),
    }
    return board_of(reader, round_id, Standing.INTERESTED), now


def _people(
    reader: Reader, round_id: RoundId, board: ScoreBoard, kept: Mapping[str, Any]
) -> Sequence[CandidateFile]:
    """Every candidacy, with what was decided and what was taken back."""
    files = files_of(
        reader,
        round_id,
        board,
        WorkedOut(fair=lines_in(kept), proposed=proposed_in(kept)),
        decisions.listing(reader, round_id),
        taken_back_of(reader, round_id),
    )
    return with_passed_over(files, order_in(kept))


def _made_by(board: ScoreBoard, *, kept: bool) -> BoardOfRecord:
    return BoardOfRecord(
        method=board.method,
        version=board.version,
        revision=board.revision,
        profile=board.profile,
        kept=kept,
    )


def _round(reader: Reader, round_id: RoundId) -> Round:
    found = rounds.current(reader)
    if found is None or found.id != round_id:
        raise NotFound("round.unknown")
    return found


def _anchor(reader: Reader) -> Anchor:
    """The last line of the log with a change in it: after it, nothing is different."""
    row = reader.session.scalars(
        select(AuditRow)
        .where(AuditRow.action.not_in(NO_CHANGE))
        .order_by(AuditRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Anchor(chain=START, at=reader.now)
    return Anchor(chain=ChainAnchor(number=row.id, hash=row.hash), at=row.at)


def _moves(reader: Reader, round_id: RoundId) -> Sequence[PhaseMoved]:
    """Every move of the round; decisions that are opened again may take it back."""
    rows = reader.session.scalars(
        select(AuditRow)
        .where(AuditRow.action.in_(_MOVES), AuditRow.subject == f"round:{round_id}")
        .order_by(AuditRow.id)
    )
    return tuple(
        PhaseMoved(
            at=row.at,
            by=row.actor,
            old=Phase(row.facts["old"]),
            new=Phase(row.facts["new"]),
        )
        for row in rows
        if row.facts["old"] != row.facts["new"]
    )
