"""Add lines to the end of the audit log; writers take turns at its head."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditHeadRow, AuditRow
from lotsen.domain.audit import AuditLine
from lotsen.domain.audit_chain import START, ChainAnchor, chained
from lotsen.domain.people import Actor

_HEAD = select(AuditHeadRow.number, AuditHeadRow.hash)
_TURN = _HEAD.with_for_update()  # SQLite has no such words: there a command holds the only pen


def take_turn(session: Session) -> ChainAnchor:
    """Wait until nobody else adds lines; until the work is kept, nobody else will.

    Whoever takes the turn takes it last: after it, nothing is locked that others might hold.
    """
    number, digest = session.execute(_TURN).one()
    return ChainAnchor(number=number, hash=digest)


def head(session: Session) -> ChainAnchor:
    """Where the chain ends, for whoever only looks; its start where the head was taken away."""
    found = session.execute(_HEAD).one_or_none()
    return START if found is None else ChainAnchor(number=found.number, hash=found.hash)


def append(session: Session, lines: Sequence[AuditLine], *, actor: Actor, at: datetime) -> None:
    """Chain lines to the log; a trigger moves its head along with each."""
    session.flush()  # what may still wait for others waits before the turn, not in it
    rows = [
        {
            "id": entry.number,
            "at": at,
            "actor_id": entry.actor_id,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "facts": entry.facts,
            "salt": entry.salt,
            "content_hash": entry.content_hash,
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
        }
        for entry in chained(lines, after=take_turn(session), actor=actor, at=at)
    ]
    session.execute(insert(AuditRow), rows)
