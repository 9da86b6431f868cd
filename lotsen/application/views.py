"""Who looked at a personal file: queries that leave a line, once per person, file and hour."""

import threading
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from lotsen.application.audit_log import take_turn
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditLine

Query = TypeVar("Query", bound=Callable[..., Any])

TELLS: dict[Callable[..., Any], Callable[[Any], AuditLine]] = {}
"""The queries that leave a line, and how it follows from what they answer."""

INTERVAL = timedelta(hours=1)
MOST_REMEMBERED = 10_000


def leaves(tell: Callable[[Any], AuditLine]) -> Callable[[Query], Query]:
    """Say that a query opens a personal file; no page has to think of it, and none can forget."""

    def enter(query: Query) -> Query:
        TELLS[query] = tell
        return query

    return enter


def note(uow: UnitOfWork, line: AuditLine) -> None:
    """Add the line, unless the last hour has one; the turn comes first, so it stays one."""
    take_turn(uow.session)
    who = AuditRow.actor_id == uow.actor.id if uow.actor.id else AuditRow.actor == uow.actor.name
    noted = select(AuditRow.id).where(
        AuditRow.subject == line.subject,
        AuditRow.action == line.action,
        AuditRow.at > uow.now - INTERVAL,
        who,
    )
    if uow.session.scalar(noted.limit(1)) is None:
        uow.audit_lines.append(line)
    else:
        uow.traceless = True


class Views:
    """What this process knows to be noted already, so that a rerun asks nobody."""

    def __init__(self) -> None:
        self._noted: dict[Hashable, datetime] = {}
        self._lock = threading.Lock()

    def is_noted(self, key: Hashable, now: datetime) -> bool:
        """Whether this view was noted within the hour."""
        with self._lock:
            at = self._noted.get(key)
            return at is not None and now - at < INTERVAL

    def keep(self, key: Hashable, now: datetime) -> None:
        """Remember that it is noted; who remembers too much asks the log again."""
        with self._lock:
            if len(self._noted) >= MOST_REMEMBERED:
                self._noted.clear()
            self._noted[key] = now
