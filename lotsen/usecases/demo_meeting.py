"""The meeting of the demo town, prepared and not opened yet."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from lotsen.application.unit_of_work import TOWN_TIME, UnitOfWork
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.domain.ids import RoundId
from lotsen.domain.meetings import ItemKind


def add_meeting(
    uow: UnitOfWork, round_id: RoundId, written: Mapping[str, Any], candidates: Mapping[str, int]
) -> None:
    """Add it with its agenda; `candidates` are keys by address."""
    begins = datetime.combine(
        written["tag"], time.fromisoformat(written["beginn"]), TOWN_TIME
    ).astimezone(UTC)
    meeting = MeetingRow(
        round_id=round_id, title=written["titel"], planned_for=begins, place=written["ort"]
    )
    uow.session.add(meeting)
    uow.session.flush()
    for position, item in enumerate(written["tagesordnung"], start=1):
        title, person = item.get("pause", ""), item.get("kandidatur")
        uow.session.add(
            AgendaItemRow(
                meeting_id=meeting.id,
                position=position,
                kind=ItemKind.PAUSE if title else ItemKind.CANDIDATE,
                minutes=item["minuten"],
                candidate_id=None if title else candidates[person],
                title=title,
            )
        )
