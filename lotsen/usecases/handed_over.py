"""Letters that were given out as files: noted as sent once somebody has, or taken back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from lotsen.application.application import requires
from lotsen.application.unit_of_work import TOWN_TIME, UnitOfWork
from lotsen.db.letters import LetterRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import LetterState, check_sent_day
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.drafting import fetch_letters
from lotsen.usecases.nominee_letters import note_told

NOON = time(12)
"""The hour that stands for a day, where a human has noted nothing but the day."""


@requires(Permission.WRITE_LETTERS)
def note_sent(
    uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int], day: date
) -> None:
    """Note that letters were sent from their files, all of them or none; now they count as told."""
    rows = _handed_over(uow, round_id, chosen)
    for row in rows:
        assert row.approved_at is not None
        approved = row.approved_at.astimezone(TOWN_TIME).date()
        check_sent_day(day, approved=approved, today=uow.today)
        row.state = LetterState.NOTED_SENT
        row.sent_at = datetime.combine(day, NOON, TOWN_TIME).astimezone(UTC)
    uow.record(
        AuditAction.LETTERS_NOTED_SENT,
        f"round:{round_id}",
        letters={str(row.id): row.recipient for row in rows},
        sent_on=day.isoformat(),
    )
    for row in rows:
        note_told(uow, row, day)


@requires(Permission.WRITE_LETTERS)
def take_back(
    uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int], reason: str
) -> None:
    """Say that letters were not sent from their files after all: they are approved as before."""
    rows = _handed_over(uow, round_id, chosen)
    text = check_reason(reason)
    for row in rows:
        row.state, row.not_before, row.attempts = LetterState.APPROVED, None, 0
    uow.record(
        AuditAction.LETTERS_TAKEN_BACK,
        f"round:{round_id}",
        letters={str(row.id): row.recipient for row in rows},
        reason=text,
    )


def _handed_over(
    uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int]
) -> list[LetterRow]:
    rows = fetch_letters(uow, round_id, chosen)
    for row in rows:
        if row.state != LetterState.HANDED_OVER:
            raise Outdated("letter.not_handed_over", name=row.recipient)
    return rows
