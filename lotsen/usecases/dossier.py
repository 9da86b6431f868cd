"""Everything that the record of a selection needs, gathered at one moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.closings import ClosingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.rounds import Round
from lotsen.domain.texts import check_remark
from lotsen.scoring import frozen
from lotsen.scoring.board import ScoreBoard
from lotsen.usecases import decisions, round_profile, rounds
from lotsen.usecases.closed import standing_closing
from lotsen.usecases.decision_board import taken_back_of
from lotsen.usecases.dossier_anchor import told_of
from lotsen.usecases.dossier_closings import closings_of
from lotsen.usecases.dossier_meetings import meetings_of
from lotsen.usecases.dossier_participants import participants_in, participants_of
from lotsen.usecases.dossier_parts import parts_of
from lotsen.usecases.dossier_people import WorkedOut, files_of, with_passed_over
from lotsen.usecases.dossier_views import BoardOfRecord, CandidateFile, Dossier
from lotsen.usecases.fair_record import fair_in, fair_record, lines_in
from lotsen.usecases.proposal_record import proposal_in, proposal_record, proposed_in
from lotsen.usecases.score_order import order_in, order_record
from lotsen.usecases.scores import Standing, board_of
from lotsen.usecases.sight import actors_sight


@requires(Permission.EXPORT)
def gather(reader: Reader, round_id: RoundId) -> Dossier:
    """The whole record as it stands; refused to whoever still has open sheets."""
    actors_sight(reader, round_id)  # a closing keeps the numbers, and not who may read them
    closing, said = standing_closing(reader, round_id), parts_of(reader, round_id)
    board, kept = _numbers(reader, round_id, closing)
    profile = round_profile.view(reader, round_id)
    told = told_of(reader, _round(reader, round_id), closed=closing is not None)
    return Dossier(
        round=told.round,
        anchor=told.anchor,
        board=_made_by(board, kept=closing is not None),
        fair=fair_in(kept),
        proposal=proposal_in(kept),
        proposal_kept="proposal" in kept,
        order=order_in(kept).kind,
        criteria=rounds.criteria_of(reader, round_id),
        versions=profile.history[::-1],
        frozen_on=profile.frozen_on,
        moves=told.moves,
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
