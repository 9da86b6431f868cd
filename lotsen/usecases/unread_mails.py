"""Messages of the mailbox that cannot be read: told once as new, listed as long as they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.mails import UnreadMailRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import RoundId
from lotsen.domain.mails import MailFault, MailFinding
from lotsen.domain.permissions import Permission
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class UnreadMail:
    """One message that lies in the mailbox and cannot be read, and since when that is known."""

    place: str
    fault: MailFault
    facts: dict[str, Any]
    found_at: datetime


@requires(Permission.TAKE_MAILS)
def note(
    uow: UnitOfWork, round_id: RoundId, source: str, findings: Sequence[MailFinding]
) -> frozenset[str]:
    """Keep what cannot be read of a mailbox that was looked through; gives the keys of the new.

    What is not among them any more can be read by now, or was taken out of the mailbox.

    Raises:
        BadInput: all of it is known.
    """
    round_ = fetch_round(uow, round_id)
    uow.require_phase(round_)
    known = {
        row.key: row
        for row in uow.session.scalars(
            select(UnreadMailRow).where(
                UnreadMailRow.round_id == round_id, UnreadMailRow.source == source
            )
        )
    }
    found = {each.key: each for each in findings if each.key}
    new, gone = found.keys() - known.keys(), known.keys() - found.keys()
    if not new and not gone:
        raise BadInput("inbox.nothing_new")
    for key in gone:
        uow.session.delete(known[key])
    uow.session.add_all(_row(uow, round_id, source, found[key]) for key in sorted(new))
    uow.record(
        AuditAction.UNREAD_MAILS_NOTED,
        f"round:{round_id}",
        source=source,
        new=len(new),
        gone=len(gone),
    )
    return frozenset(new)


@requires(Permission.SEE_INBOX)
def listing(reader: Reader, round_id: RoundId) -> Sequence[UnreadMail]:
    """What cannot be read of the mailbox, the newest first."""
    rows = reader.session.scalars(
        select(UnreadMailRow)
        .where(UnreadMailRow.round_id == round_id)
        .order_by(UnreadMailRow.found_at.desc(), UnreadMailRow.id)
    )
    return tuple(
        UnreadMail(place=row.place, fault=row.fault, facts=dict(row.facts), found_at=row.found_at)
        for row in rows
    )


def fresh(findings: Collection[MailFinding], new: frozenset[str]) -> list[MailFinding]:
    """Those of the findings that nobody was told of before."""
    return [each for each in findings if not each.key or each.key in new]


def _row(uow: UnitOfWork, round_id: RoundId, source: str, finding: MailFinding) -> UnreadMailRow:
    return UnreadMailRow(
        round_id=round_id,
        source=source,
        key=finding.key,
        place=finding.place,
        fault=finding.fault,
        facts=dict(finding.facts),
        found_at=uow.now,
    )
