"""Attachments of a mail: kept only once somebody takes them, and given out one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.mails import AttachmentRow, MailRow
from lotsen.db.people import PersonRow
from lotsen.domain.attachments import (
    TakenAttachment,
    check_belongs,
    check_sum,
    fault_of,
    refusal,
)
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import AttachmentId, CandidateId, MailId, RoundId
from lotsen.domain.mails import Attachment
from lotsen.domain.permissions import Permission
from lotsen.imports.attachments import fault_inside
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a mail is known again by, wherever it is looked for, and what came with it."""

    digest: str
    twin: str
    sender: str
    attachments: Sequence[Attachment]


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """One attachment with its bytes."""

    name: str
    content: bytes


@requires(Permission.TAKE_MAILS)
def wanted(
    reader: Reader, round_id: RoundId, mail_id: MailId, positions: Collection[int]
) -> Wanted:
    """What is looked for; refuses beforehand what would be refused with the bytes in hand."""
    mail = fetch_mail(reader, round_id, mail_id)
    check_belongs(mail.state)
    listed = [Attachment(**each) for each in mail.attachments]
    _check_listed(listed, positions)
    return Wanted(
        digest=mail.digest, twin=mail.twin or "", sender=mail.sender, attachments=tuple(listed)
    )


@requires(Permission.TAKE_MAILS)
def take(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, files: Mapping[int, bytes], *, seen: int
) -> int:
    """Keep attachments of a mail that belongs to a candidacy; tells how many.

    `files`: the bytes by where they stand in the mail; they have to be those that came.

    Raises:
        BadInput: one of them is another file, dangerous or too large; then none is kept.
    """
    round_ = fetch_round(uow, round_id)
    mail = fetch_mail(uow, round_id, mail_id)
    uow.require_phase(round_)
    if mail.version != seen:
        raise Outdated("record.outdated")
    check_belongs(mail.state)
    listed = [Attachment(**each) for each in mail.attachments]
    _check_listed(listed, files)
    rows = [_row(uow, mail, place, listed[place], files[place]) for place in sorted(files)]
    _check_not_there(uow, mail, files)
    check_sum(_kept(uow, mail) + sum(row.size for row in rows))
    uow.session.add_all(rows)
    _candidate, person = fetch_candidate(uow, round_id, CandidateId(mail.candidate_id or 0))
    uow.record(
        AuditAction.ATTACHMENTS_TAKEN,
        f"candidate:{mail.candidate_id}",
        name=name_of(person),
        mail=mail.id,
        files=[row.name for row in rows],
    )
    return len(rows)


@requires(Permission.HANDLE_ATTACHMENTS)
def hand_out(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, attachment_id: AttachmentId
) -> HandedOut:
    """Give one out; each time stands in the audit log, like a look at a personal file."""
    mail, row = _fetch(uow, round_id, mail_id, attachment_id)
    found = HandedOut(name=row.name, content=row.content)
    _record(uow, AuditAction.ATTACHMENT_OPENED, mail, row)
    return found


@requires(Permission.HANDLE_ATTACHMENTS)
def remove(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, attachment_id: AttachmentId
) -> None:
    """Delete one, whatever the phase is; it can be taken again as long as the mail is there."""
    uow.require_phase(fetch_round(uow, round_id))
    mail, row = _fetch(uow, round_id, mail_id, attachment_id)
    uow.session.delete(row)
    _record(uow, AuditAction.ATTACHMENT_REMOVED, mail, row)


@requires(Permission.SEE_INBOX)
def of_candidate(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> Mapping[MailId, Sequence[TakenAttachment]]:
    """What was taken of the mails that belong to a candidacy, by mail; no bytes."""
    fetch_candidate(reader, round_id, candidate_id)
    mails = reader.session.scalars(
        select(MailRow.id).where(MailRow.candidate_id == candidate_id).order_by(MailRow.id)
    )
    found = {MailId(each): taken_of(reader, each) for each in mails}
    return {mail: taken for mail, taken in found.items() if taken}


def taken_of(reader: Reader, mail_id: int) -> tuple[TakenAttachment, ...]:
    """What was taken of a mail, without its bytes, for the use cases of this floor."""
    rows = reader.session.execute(
        select(
            AttachmentRow.id,
            AttachmentRow.position,
            AttachmentRow.name,
            AttachmentRow.size,
            AttachmentRow.sha256,
            AttachmentRow.taken_at,
            PersonRow,
        )
        .join(PersonRow, PersonRow.id == AttachmentRow.taken_by_id)
        .where(AttachmentRow.mail_id == mail_id)
        .order_by(AttachmentRow.position)
    )
    return tuple(
        TakenAttachment(
            id=AttachmentId(row.id),
            position=row.position,
            name=row.name,
            size=row.size,
            sha256=row.sha256,
            taken_by=name_of(row.PersonRow),
            taken_at=row.taken_at,
        )
        for row in rows
    )


def drop_all(uow: UnitOfWork, mail: MailRow) -> int:
    """Delete what was taken of a mail that belongs to no candidacy any more; tells how many."""
    found = uow.session.scalars(
        delete(AttachmentRow).where(AttachmentRow.mail_id == mail.id).returning(AttachmentRow.id)
    )
    return len(found.all())


def fetch_mail(reader: Reader, round_id: RoundId, mail_id: MailId) -> MailRow:
    """Find a mail of the round, for the use cases of this floor."""
    row = reader.session.get(MailRow, mail_id)
    if row is None or row.round_id != round_id:
        raise NotFound("inbox.unknown")
    return row


def _check_listed(listed: Sequence[Attachment], positions: Collection[int]) -> None:
    """Refuse an empty choice, a place that is none, and what its name or size rules out."""
    if not positions:
        raise BadInput("attachment.none_chosen")
    for place in positions:
        if not 0 <= place < len(listed):
            raise NotFound("attachment.unknown")
        fault = fault_of(listed[place])
        if fault is not None:
            raise refusal(fault, listed[place].name)


def _row(
    uow: UnitOfWork, mail: MailRow, place: int, listed: Attachment, content: bytes
) -> AttachmentRow:
    """One to be kept, after a look at its bytes; mails of older versions know only the size."""
    found = sha256(content).hexdigest()
    if len(content) != listed.size or listed.sha256 not in {"", found}:
        raise BadInput("attachment.other_file", name=listed.name)
    fault = fault_inside(listed.name, content)
    if fault is not None:
        raise refusal(fault, listed.name)
    return AttachmentRow(
        mail_id=mail.id,
        position=place,
        name=listed.name,
        size=len(content),
        sha256=found,
        content=content,
        taken_by_id=uow.person(),
        taken_at=uow.now,
    )


def _check_not_there(uow: UnitOfWork, mail: MailRow, files: Mapping[int, bytes]) -> None:
    there = select(AttachmentRow.id).where(
        AttachmentRow.mail_id == mail.id, AttachmentRow.position.in_(files)
    )
    if uow.session.scalars(there).first() is not None:
        raise Outdated("record.outdated")


def _kept(uow: UnitOfWork, mail: MailRow) -> int:
    found = select(func.sum(AttachmentRow.size)).where(AttachmentRow.mail_id == mail.id)
    return uow.session.scalar(found) or 0


def _fetch(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, attachment_id: AttachmentId
) -> tuple[MailRow, AttachmentRow]:
    mail = fetch_mail(uow, round_id, mail_id)
    row = uow.session.get(AttachmentRow, attachment_id)
    if row is None or row.mail_id != mail.id:
        raise NotFound("attachment.unknown")
    return mail, row


def _record(uow: UnitOfWork, action: AuditAction, mail: MailRow, row: AttachmentRow) -> None:
    round_id, candidate_id = RoundId(mail.round_id), CandidateId(mail.candidate_id or 0)
    _candidate, person = fetch_candidate(uow, round_id, candidate_id)
    uow.record(
        action, f"candidate:{candidate_id}", name=name_of(person), mail=mail.id, file=row.name
    )
