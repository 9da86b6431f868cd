"""A bias that was noted in a meeting by mistake is taken back; the word and that both stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow, RecusalRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed, NotFound, Outdated
from lotsen.domain.ids import ItemId, MeetingId, PersonId, RecusalId, RoundId
from lotsen.domain.meetings import may_take_back
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import check_reason
from lotsen.usecases.biases import STANDS, unlock_sheet
from lotsen.usecases.meeting_items import leads
from lotsen.usecases.meeting_rows import (
    check_nothing_is_voted_on,
    fetch_item,
    fetch_meeting,
    fetch_running,
    leaves,
)
from lotsen.usecases.person_names import listed_name_of
from lotsen.usecases.profile_versions import freeze
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class Word:
    """Somebody is biased by a word in a meeting; nothing of the candidate stands here."""

    id: RecusalId
    person_id: PersonId
    name: str


@requires(Permission.SEE_MEETING)
def to_take_back(reader: Reader, meeting_id: MeetingId) -> Sequence[Word]:
    """The biases about the present candidate that the actor may take back, of any meeting.

    Whoever has to leave the room finds no more than their own.
    """
    meeting = fetch_meeting(reader, meeting_id)
    if meeting.item_id is None:
        return []
    item = fetch_item(reader, meeting, ItemId(meeting.item_id))
    sees = not leaves(reader, item)
    rows = reader.session.execute(
        select(RecusalRow, PersonRow)
        .join(AgendaItemRow, AgendaItemRow.id == RecusalRow.item_id)
        .join(PersonRow, PersonRow.id == RecusalRow.person_id)
        .where(STANDS, AgendaItemRow.candidate_id == item.candidate_id)
        .order_by(RecusalRow.id)
    )
    return [
        Word(id=RecusalId(row.id), person_id=PersonId(row.person_id), name=listed_name_of(person))
        for row, person in rows
        if _may(reader, row) and (sees or row.person_id == reader.actor.id)
    ]


@requires(Permission.ATTEND_MEETING)
def take_back(uow: UnitOfWork, meeting_id: MeetingId, recusal_id: RecusalId, reason: str) -> None:
    """Take a bias back that was noted by mistake: the sheet has its former state again.

    What happened meanwhile stays: the talk without the person, and every vote with its quorum.
    """
    meeting = fetch_running(uow, meeting_id)
    uow.require_phase(fetch_round(uow, RoundId(meeting.round_id)))  # scores may change with it
    row, candidate_id = _fetch(uow, meeting, recusal_id)
    if not _may(uow, row):
        raise NotAllowed("recusal.not_yours")
    if row.taken_back_at is not None:
        raise Outdated("record.repeated")
    check_nothing_is_voted_on(uow, meeting)
    row.taken_back_reason = check_reason(reason)
    row.taken_back_at, row.taken_back_by_id = uow.now, uow.person()
    freeze(uow, RoundId(meeting.round_id))
    states = unlock_sheet(uow, candidate_id, row)
    meeting.step += 1
    uow.record(
        AuditAction.RECUSAL_TAKEN_BACK,
        f"item:{row.item_id}",
        person=row.person_id,
        said=row.reason,
        reason=row.taken_back_reason,
        **states,
    )


def _fetch(uow: UnitOfWork, meeting: MeetingRow, recusal_id: RecusalId) -> tuple[RecusalRow, int]:
    """What was said about a candidate of this meeting's round, and the candidate's key."""
    found = uow.session.execute(
        select(RecusalRow, CandidateRow.id)
        .join(AgendaItemRow, AgendaItemRow.id == RecusalRow.item_id)
        .join(CandidateRow, CandidateRow.id == AgendaItemRow.candidate_id)
        .where(RecusalRow.id == recusal_id, CandidateRow.round_id == meeting.round_id)
    ).one_or_none()
    if found is None:
        raise NotFound("recusal.gone")
    row, candidate_id = found
    return row, candidate_id


def _may(reader: Reader, row: RecusalRow) -> bool:
    return may_take_back(
        reader.actor.id, about=row.person_id, said_by=row.said_by_id, leads=leads(reader)
    )
