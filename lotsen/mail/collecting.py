"""Bring mails into the inbox, wherever they come from: in small steps, each kept at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from lotsen.application.application import Application
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import RoundId
from lotsen.domain.mails import Mail, MailFault, MailFinding
from lotsen.domain.people import Actor
from lotsen.i18n import _
from lotsen.usecases import inbox, unread_mails

AT_ONCE: Final = 100
MOST_LISTED: Final = 1_000


@dataclass(kw_only=True)
class Collected:
    """What came of it; of many findings the first are listed, all are counted."""

    read: int = 0
    new: int = 0
    aside: int = 0
    unread: int = 0
    findings: list[MailFinding] = field(default_factory=list)

    @property
    def known(self) -> int:
        """How many were there already."""
        return self.read - self.new - self.unread

    def add(self, other: "Collected") -> None:
        """Count another one in."""
        self.read += other.read
        self.new += other.new
        self.aside += other.aside
        self.unread += other.unread
        self.findings = (self.findings + other.findings)[:MOST_LISTED]


@dataclass(frozen=True, kw_only=True)
class Collector:
    """Who collects, for which round."""

    application: Application
    actor: Actor
    round_id: RoundId

    def collect(
        self,
        found: Iterable[Mail | MailFinding],
        source: str,
        tell: Callable[[int], None] = lambda _count: None,
        into: Collected | None = None,
        *,
        is_fetched: bool = False,
    ) -> Collected:
        """Take mails as they are read; `tell` hears how many have been.

        What is read is kept from step to step: where it breaks off, `into` says how far it came.

        Raises:
            LotsenError: the source broke off, or nothing may be taken now.
        """
        result = Collected() if into is None else into
        waiting: list[Mail] = []
        try:
            for each in found:
                is_message = isinstance(each, Mail) or each.fault != MailFault.FULL_FOLDER
                result.read += is_message
                if isinstance(each, MailFinding):
                    result.unread += is_message
                    if len(result.findings) < MOST_LISTED:
                        result.findings.append(each)
                else:
                    waiting.append(each)
                if len(waiting) == AT_ONCE:
                    self._take(waiting, source, result, is_fetched=is_fetched)
                    waiting = []
                tell(result.read)
        finally:
            if waiting:
                self._take(waiting, source, result, is_fetched=is_fetched)
        return result

    def note_unread(self, result: Collected, place: str) -> list[MailFinding]:
        """Keep what a mailbox that was looked through to its end has unreadable; gives the new."""
        try:
            new = self.application.execute(
                self.actor, unread_mails.note, self.round_id, place, result.findings
            )
        except BadInput as reason:
            if reason.code != "inbox.nothing_new":
                raise
            new = frozenset()
        return unread_mails.fresh(result.findings, new)

    def _take(self, mails: list[Mail], source: str, result: Collected, *, is_fetched: bool) -> None:
        try:
            taken = self.application.execute(
                self.actor, inbox.take, self.round_id, mails, source, is_fetched=is_fetched
            )
        except BadInput as reason:
            if reason.code != "inbox.nothing_new":
                raise
            return
        result.new += taken.new
        result.aside += taken.aside


def told(result: Collected) -> str:
    """What came of it, in one line."""
    return _(
        "Gelesen: {read}. Neu: {new}, davon beiseitegelegt: {aside}. "
        "Schon bekannt: {known}. Nicht lesbar: {unread}.",
        read=result.read,
        new=result.new,
        aside=result.aside,
        known=result.known,
        unread=result.unread,
    )
