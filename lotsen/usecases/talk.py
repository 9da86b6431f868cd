"""After the talk: a mark changes only where the chair opens it, and what stood there is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.meetings import AgendaItemRow, MeetingRow, RatingChangeRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated
from lotsen.domain.ids import ItemId, MeetingId, RoundId
from lotsen.domain.meetings import check_changes_open, check_running
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import Mark, SheetState, check_handed_in, checked
from lotsen.domain.texts import check_reason
from lotsen.usecases.closed import check_open
from lotsen.usecases.meeting_rows import (
    check_nothing_is_voted_on,
    fetch_item,
    fetch_meeting,
    fetch_present,
    fetch_running,
    leaves,
    present_at,
)
from lotsen.usecases.rounds import fetch_round

NOT_OBSERVED = "n. b."


@dataclass(frozen=True, kw_only=True)
class NewMark:
    """What a rater wants to stand on the sheet for one criterion, and why."""

    criterion: str
    mark: Mark
    reason: str


@dataclass(frozen=True, kw_only=True)
class OwnSheet:
    """The actor's own marks for the present item, as long as they may be changed."""

    item_id: ItemId
    marks: Mapping[str, Mark]
    version: int


@requires(Permission.LEAD_MEETING)
def open_changes(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, *, opened: bool) -> None:
    """Let raters change marks of theirs for the present item, or end it."""
    meeting = fetch_running(uow, meeting_id)
    item = fetch_present(uow, meeting, item_id)
    if leaves(uow, item):
        raise NotAllowed("vote.biased")
    if meeting.changes_open == opened:
        raise Outdated("record.repeated")
    if opened:
        check_open(uow, RoundId(meeting.round_id))
        check_nothing_is_voted_on(uow, meeting)
    meeting.changes_open = opened
    meeting.step += 1
    uow.record(
        AuditAction.CHANGES_OPENED,
        f"item:{item.id}",
        candidate=item.candidate_id,
        opened=opened,
    )


@requires(Permission.RATE)
def change(
    uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, wanted: NewMark, *, seen: int
) -> None:
    """Change one mark of one's own sheet after the talk; what stood there is kept."""
    meeting = fetch_meeting(uow, meeting_id)
    round_ = fetch_round(uow, RoundId(meeting.round_id))
    uow.require_phase(round_)
    uow.session.refresh(meeting, with_for_update=True)  # nobody closes it in between
    check_running(meeting.state, round_.phase)
    item = fetch_present(uow, meeting, item_id)
    sheet = _check_may_change(uow, meeting, item)
    known = _stored(uow, sheet, wanted.criterion)
    mark, text = checked(wanted.mark), check_reason(wanted.reason)
    old = Mark(value=known.value, evidence=known.evidence)
    if old == mark:
        raise Outdated("record.repeated")
    if sheet.version != seen:
        raise Outdated("sheet.outdated")
    if mark.lacks_evidence:
        raise BadInput("talk.needs_evidence")
    _keep(uow, item, known, mark, text)
    sheet.revision, sheet.changed_at = uow.revision, uow.now
    meeting.step += 1
    uow.record(
        AuditAction.RATING_CHANGED,
        f"sheet:{sheet.id}",
        criterion=wanted.criterion,
        old=_said(old),
        new=_said(mark),
        reason=text,
    )


@requires(Permission.SEE_MEETING)
def own_sheet(reader: Reader, meeting_id: MeetingId) -> OwnSheet | None:
    """The marks that the actor may change just now; None where there are none."""
    meeting = fetch_meeting(reader, meeting_id)
    if not meeting.changes_open or meeting.item_id is None:
        return None
    item = fetch_item(reader, meeting, ItemId(meeting.item_id))
    sheet = _sheet(reader, item)
    if leaves(reader, item) or sheet is None or sheet.state != SheetState.HANDED_IN:
        return None
    rows = reader.session.execute(
        select(CriterionRow.key, RatingRow.value, RatingRow.evidence)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .where(RatingRow.sheet_id == sheet.id, CriterionRow.in_use)
        .order_by(CriterionRow.number)
    )
    marks = {key: Mark(value=value, evidence=text) for key, value, text in rows}
    return OwnSheet(item_id=ItemId(item.id), marks=marks, version=sheet.version)


def _sheet(reader: Reader, item: AgendaItemRow) -> SheetRow | None:
    return reader.session.scalars(
        select(SheetRow).where(
            SheetRow.candidate_id == item.candidate_id, SheetRow.rater_id == reader.actor.id
        )
    ).one_or_none()


def _check_may_change(uow: UnitOfWork, meeting: MeetingRow, item: AgendaItemRow) -> SheetRow:
    """The actor's own sheet, where the actor took part in the talk and may change it."""
    check_changes_open(opened=meeting.changes_open)
    check_nothing_is_voted_on(uow, meeting)
    if leaves(uow, item):
        raise NotAllowed("vote.biased")
    if uow.person() not in present_at(uow, meeting):
        raise NotAllowed("talk.not_here")
    sheet = _sheet(uow, item)
    if sheet is None:
        raise NotFound("sheet.unknown")
    check_handed_in(sheet.state)
    return sheet


def _stored(reader: Reader, sheet: SheetRow, criterion: str) -> RatingRow:
    found = reader.session.scalars(
        select(RatingRow)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .where(RatingRow.sheet_id == sheet.id, CriterionRow.key == criterion, CriterionRow.in_use)
    ).one_or_none()
    if found is None:
        raise NotFound("criterion.unknown")
    return found


def _keep(uow: UnitOfWork, item: AgendaItemRow, known: RatingRow, mark: Mark, reason: str) -> None:
    """Change the mark, and keep what stood there."""
    uow.session.add(
        RatingChangeRow(
            item_id=item.id,
            sheet_id=known.sheet_id,
            criterion_id=known.criterion_id,
            person_id=uow.person(),
            old_value=known.value,
            old_evidence=known.evidence,
            new_value=mark.value,
            new_evidence=mark.evidence,
            reason=reason,
            changed_at=uow.now,
        )
    )
    known.value, known.evidence = mark.value, mark.evidence


def _said(mark: Mark) -> str:
    """A value as the audit log keeps it."""
    return NOT_OBSERVED if mark.value is None else str(mark.value)
