"""The unit of work: one session, one actor, one set of audit lines; all is kept, or nothing."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, exists, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from lotsen.application.audit_log import append
from lotsen.application.memory import Memory
from lotsen.db.closings import ClosingRow
from lotsen.db.engine import cannot_answer, is_duplicate, to_look, to_write
from lotsen.db.rounds import RevisionRow, RoundRow
from lotsen.domain.audit import AuditAction, AuditLine
from lotsen.domain.errors import NotAllowed, Outdated, Unavailable
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.people import Actor
from lotsen.domain.permissions import (
    ENDS_WITH_CLOSING,
    Permission,
    check_not_closed,
    check_phase,
    depends_on_phase,
)

_log = logging.getLogger(__name__)
TOWN_TIME = ZoneInfo("Europe/Berlin")


class MissingPhaseCheck(RuntimeError):
    """A command checked no round for its phase; that is always a mistake."""


class MissingAuditEntry(RuntimeError):
    """A command wrote no audit line; that is always a mistake."""


class WriteInQuery(RuntimeError):
    """A query tried to write; that is always a mistake."""


class SecondStatement(RuntimeError):
    """A query that is said to be one statement asked twice; that is always a mistake."""


class _ReadingSession(Session):
    """A session that refuses to write."""


class _AskingSession(_ReadingSession):
    """A session for one statement."""


@event.listens_for(_ReadingSession, "before_flush")
def _refuse_to_write(session: Session, *_: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise WriteInQuery


@event.listens_for(_AskingSession, "do_orm_execute")
def _refuse_to_ask_twice(asked: ORMExecuteState) -> None:
    if asked.session.info.get("has_asked", False):
        raise SecondStatement
    asked.session.info["has_asked"] = True


@dataclass(kw_only=True)
class Reader:
    """What a query gets: it may look and must not touch."""

    session: Session
    actor: Actor
    permission: Permission
    now: datetime
    memory: Memory
    revisions: dict[RoundId, int] = field(default_factory=dict)
    """The revision of every round looked at; a reader sees one moment, so once is enough."""

    @property
    def today(self) -> date:
        """The day on the wall calendar of the town hall."""
        return self.now.astimezone(TOWN_TIME).date()


@dataclass(kw_only=True)
class UnitOfWork(Reader):
    """What a command gets: it may write, and has to record what it did."""

    audit_lines: list[AuditLine] = field(default_factory=list)
    phase_checked: bool = False
    traceless: bool = False
    """Set by the one command that changes nothing anybody could ask about: a sign of life."""
    revision: int = 0
    """The revision of the round that this command makes; 0 before `require_phase`."""

    def require_phase(self, round_: RoundRow) -> None:
        """Refuse the command where the round's phase, or its closing, is closed to it.

        Raises the round's revision, and so lets the commands of one round take turns; the phase
        is read again then, for the command before may have been the one that ends it.
        """
        self.phase_checked = True
        raised = update(RevisionRow).where(RevisionRow.round_id == round_.id)
        self.revision = self.session.scalars(
            raised.values(number=RevisionRow.number + 1).returning(RevisionRow.number),
            execution_options={"synchronize_session": False},
        ).one()
        self.session.refresh(round_, ["phase", "version"])
        check_phase(self.permission, round_.phase)
        self.revisions[RoundId(round_.id)] = self.revision
        if self.permission in ENDS_WITH_CLOSING:
            check_not_closed(self.permission, closed=self._is_closed(round_))

    def _is_closed(self, round_: RoundRow) -> bool:
        """Whether the round's decisions are closed, and not open again."""
        closing = exists().where(ClosingRow.round_id == round_.id, ClosingRow.reopened_at.is_(None))
        return bool(self.session.scalar(select(closing)))

    def person(self) -> PersonId:
        """The person who acts; refuses what only a named human may do."""
        if self.actor.id is None:
            raise NotAllowed("permission.needs_a_person")
        return self.actor.id

    def record(self, action: AuditAction, subject: str, **facts: object) -> None:
        """Add a line to the audit log; it is written when the work is kept."""
        self.audit_lines.append(AuditLine(action=action, subject=subject, facts=facts))


@contextmanager
def reading(  # noqa: PLR0913  # who looks, at what, and how often
    engine: Engine,
    actor: Actor,
    permission: Permission,
    now: datetime,
    memory: Memory,
    *,
    at_once: bool = False,
) -> Generator[Reader]:
    """Look at the records as they stand at one moment; whatever happens, nothing is kept.

    `at_once`: one statement will do.
    """
    kind = _AskingSession if at_once else _ReadingSession
    try:
        with kind(to_look(engine, at_once=at_once)) as session:
            yield Reader(
                session=session, actor=actor, permission=permission, now=now, memory=memory
            )
    except DBAPIError as trouble:
        _tell(trouble, at_commit=False)
        raise


@contextmanager
def working(
    engine: Engine, actor: Actor, permission: Permission, now: datetime
) -> Generator[UnitOfWork]:
    """Change the records together with their audit lines, or not at all.

    A command remembers for itself alone: what it sees may be undone, and nobody else may
    ever take it for the records.
    """
    complete = False
    try:
        with Session(to_write(engine)) as session, session.begin():
            uow = UnitOfWork(
                session=session, actor=actor, permission=permission, now=now, memory=Memory()
            )
            yield uow
            _check_complete(uow)
            if uow.audit_lines:
                append(session, uow.audit_lines, actor=actor, at=uow.now)
            complete = True
    except StaleDataError as clash:
        raise Outdated("record.outdated") from clash
    except IntegrityError as clash:
        if is_duplicate(clash):  # somebody else was first, by a moment
            raise Outdated("record.outdated") from clash
        raise
    except DBAPIError as trouble:
        _tell(trouble, at_commit=complete)
        raise


def _tell(trouble: DBAPIError, *, at_commit: bool) -> None:
    """Refuse where the database is busy, full or away; whoever runs it reads why in the log."""
    if cannot_answer(trouble, at_commit=at_commit):
        _log.error("Die Datenbank antwortet nicht: %s", trouble.orig)
        raise Unavailable("record.not_now") from trouble


def _check_complete(uow: UnitOfWork) -> None:
    if depends_on_phase(uow.permission) and not uow.phase_checked:
        raise MissingPhaseCheck(uow.permission)
    if not uow.audit_lines and not uow.traceless:
        raise MissingAuditEntry(uow.permission)
