"""The application: the one counter at which every action is asked for.

Pages and command line hand a use case in here. Permission, phase, transaction and
audit log are seen to here, so that no page and no command can forget them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import Reader, UnitOfWork, reading, working
from lotsen.application.views import TELLS, Views, note
from lotsen.domain.audit import AuditLine
from lotsen.domain.errors import LotsenError
from lotsen.domain.people import Actor
from lotsen.domain.permissions import Permission, check_not_closed, check_phase, check_role
from lotsen.domain.phases import Phase

P = ParamSpec("P")
R = TypeVar("R")
UseCase = TypeVar("UseCase", bound=Callable[..., Any])

REGISTER: dict[Callable[..., Any], Permission] = {}
"""Every use case and the permission that it requires; the tests walk along it."""


def requires(permission: Permission) -> Callable[[UseCase], UseCase]:
    """Enter a use case in the register; what is not in it is not carried out."""

    def enter(use_case: UseCase) -> UseCase:
        REGISTER[use_case] = permission
        return use_case

    return enter


AT_ONCE: set[Callable[..., Any]] = set()
"""The queries that are one statement."""


def at_once(query: UseCase) -> UseCase:
    """Say that a query is one statement, so that it needs no transaction; a second is refused."""
    AT_ONCE.add(query)
    return query


@dataclass(frozen=True, kw_only=True)
class Application:
    """Opens once per process; safe to share between threads."""

    engine: Engine
    clock: Callable[[], datetime]
    memory: Memory = field(default_factory=Memory)
    views: Views = field(default_factory=Views)

    def execute(
        self,
        actor: Actor,
        command: Callable[Concatenate[UnitOfWork, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Carry a command out in the actor's name: wholly, or not at all."""
        permission = REGISTER[command]
        check_role(actor, permission)
        with working(self.engine, actor, permission, self.clock()) as uow:
            return command(uow, *args, **kwargs)

    def query(
        self,
        actor: Actor,
        query: Callable[Concatenate[Reader, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Answer a query in the actor's name; it writes nothing.

        Where it opens a personal file, that stands in the audit log before the answer is given.
        """
        return self._answer(actor, self.memory, query, *args, **kwargs)

    def recall(
        self,
        actor: Actor,
        query: Callable[Concatenate[Reader, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Answer a query like `query`, but work nothing out that is remembered once it is.

        Raises:
            NotRemembered: something has still to be worked out for this actor's answer.
        """
        return self._answer(actor, self.memory.as_it_is(), query, *args, **kwargs)

    def _answer(
        self,
        actor: Actor,
        memory: Memory,
        query: Callable[Concatenate[Reader, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        permission = REGISTER[query]
        check_role(actor, permission)
        with reading(
            self.engine,
            actor,
            permission,
            self.clock(),
            memory,
            at_once=query in AT_ONCE,
        ) as reader:
            answer = query(reader, *args, **kwargs)
        tell = TELLS.get(query)
        if tell is not None:
            self._note(actor, permission, tell(answer))
        return answer

    def _note(self, actor: Actor, permission: Permission, line: AuditLine) -> None:
        now, key = self.clock(), (actor.id, actor.name, line.action, line.subject)
        if self.views.is_noted(key, now):
            return
        with working(self.engine, actor, permission, now) as uow:
            note(uow, line)
        self.views.keep(key, now)


def refusal(
    actor: Actor, use_case: Callable[..., Any], phase: Phase, *, closed: bool = False
) -> LotsenError | None:
    """Tell beforehand why a use case would be refused, so that a button can say it."""
    try:
        check_role(actor, REGISTER[use_case])
        check_phase(REGISTER[use_case], phase)
        check_not_closed(REGISTER[use_case], closed=closed)
    except LotsenError as reason:
        return reason
    return None
