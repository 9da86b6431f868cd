"""The town's mailbox, looked at and never touched: nothing is marked, moved or deleted."""

import imaplib
import re
import ssl
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from imap_tools import AND, MailBox
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from lotsen.domain.errors import BadInput
from lotsen.domain.mails import MailFault, MailFinding
from lotsen.imports.emails import Found, Opened, open_mails, read_mail
from lotsen.imports.emails_headers import moment
from lotsen.imports.limits import MAILS, MailLimits
from lotsen.mail.imap_account import ImapAccount

PATIENCE: Final = 60.0
"""Seconds for each answer of the server."""

AT_ONCE: Final = 50
BYTES_AT_ONCE: Final = 4_000_000
_SIZE: Final = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")
_WHOLE: Final = "(UID INTERNALDATE BODY.PEEK[])"
_ARRIVED: Final = re.compile(rb'INTERNALDATE "([^"]{1,40})"')
_BROKEN_OFF: Final = (imaplib.IMAP4.error, ImapToolsError, OSError, EOFError)


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """An open mailbox: how many messages lie in it, and how to read them.

    `validity`: as long as it is the same, the number of a message is. `is_cut`: there are older
    messages than those that are looked at.
    """

    account: ImapAccount
    box: MailBox
    sizes: Sequence[tuple[str, int]]
    validity: str
    is_cut: bool

    def mails(self, limits: MailLimits = MAILS) -> Iterator[Found]:
        """Read one message after another; what is too large is not even fetched.

        Raises:
            BadInput: the connection broke off; what came before was read.
        """
        if self.is_cut:
            yield self._finding(MailFault.FULL_FOLDER, len(self.sizes))
        for batch in _batches(self.sizes, limits):
            if batch[0][1] > limits.message_bytes:
                most = limits.message_bytes // 1_000_000
                yield self._finding(MailFault.TOO_LARGE, most, batch[0][0])
                continue
            for key, content, arrived in self._fetched([key for key, _size in batch]):
                found = read_mail(content, self._place(key), limits)
                if isinstance(found, MailFinding):
                    found = replace(found, key=self._key(key))
                elif arrived is not None and not found.is_stamped:
                    found = replace(found, received_at=arrived, is_stamped=True)
                yield found

    def opened_mails(self, limits: MailLimits = MAILS) -> Iterator[Opened]:
        """Read with attachments what can be read, the newest first, one message after another.

        Raises:
            BadInput: the connection broke off.
        """
        for key, size in reversed(self.sizes):
            if size <= limits.message_bytes:
                for _key, content, _arrived in self._fetched([key]):
                    yield from open_mails(content, self._place(key), limits)

    def _fetched(self, keys: Sequence[str]) -> list[tuple[str, bytes, datetime | None]]:
        """Some messages as they are, and when each came; `PEEK` leaves them unread."""
        try:
            answer, parts = self.box.client.uid("FETCH", ",".join(keys), _WHOLE)
        except _BROKEN_OFF as reason:
            raise BadInput("imap.lost", host=self.account.host) from reason
        if answer != "OK":
            raise BadInput("imap.lost", host=self.account.host)
        return [
            (_key(part[0]), part[1], _arrival(part[0], after))
            for part, after in pairwise([*parts, None])
            if isinstance(part, tuple)
        ]

    def _finding(self, fault: MailFault, most: int, key: str = "") -> MailFinding:
        return MailFinding(
            place=self._place(key), fault=fault, facts={"most": most}, key=self._key(key)
        )

    def _place(self, key: str) -> str:
        return f"{self.account.place}, UID {key}" if key else self.account.place

    def _key(self, key: str) -> str:
        """What a message is known again by, as long as the server does not number anew."""
        return f"{self.account.host}, {self.account.place}, {self.validity}, {key}"


@contextmanager
def opened(
    account: ImapAccount, *, sender: str = "", most: int = MAILS.messages
) -> Generator[Mailbox]:
    """A mailbox, opened for reading only, by a connection whose certificate was checked.

    At most the newest `most` messages are looked at; with a `sender`, those of that address.

    Raises:
        BadInput: it cannot be opened, or the connection broke off.
    """
    box: MailBox | None = None
    try:
        trust = ssl.create_default_context(cafile=account.ca_file)
        box = MailBox(account.host, account.port, timeout=PATIENCE, ssl_context=trust)
        login = box.login if (account.user + account.password).isascii() else box.login_utf8
        login(account.user, account.password, initial_folder=None)
        box.folder.set(account.folder, readonly=True)
        keys = sorted(box.uids(AND(from_=sender) if sender else "ALL"), key=int)
        sizes = _sizes(box, keys[-most:])
        validity = _validity(box)
    except _BROKEN_OFF as reason:
        _leave(box)
        raise _refusal(account, reason) from reason
    try:
        yield Mailbox(
            account=account, box=box, sizes=sizes, validity=validity, is_cut=len(keys) > most
        )
    finally:
        _leave(box)


def _leave(box: MailBox | None) -> None:
    if box is not None:
        with suppress(*_BROKEN_OFF):
            box.logout()
        with suppress(*_BROKEN_OFF):  # after a break there is no farewell, and it stays open
            box.client.shutdown()


def _validity(box: MailBox) -> str:
    _answer, found = box.client.response("UIDVALIDITY")
    return found[0].decode("ascii", "replace") if found and isinstance(found[0], bytes) else ""


def _sizes(box: MailBox, keys: Sequence[str]) -> list[tuple[str, int]]:
    """Every message with its bytes, before any of them is fetched."""
    found: list[tuple[str, int]] = []
    for start in range(0, len(keys), 1_000):
        some = ",".join(keys[start : start + 1_000])
        answer, parts = box.client.uid("FETCH", some, "(UID RFC822.SIZE)")
        if answer != "OK":
            raise imaplib.IMAP4.abort(str(answer))
        for part in parts:
            match = _SIZE.search(part) if isinstance(part, bytes) else None
            if match is not None:
                key, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                found.append((key.decode("ascii"), int(size)))
    return found


def _batches(
    sizes: Sequence[tuple[str, int]], limits: MailLimits
) -> Iterator[list[tuple[str, int]]]:
    """Messages that are fetched together: few enough that memory stays small."""
    batch: list[tuple[str, int]] = []
    weight = 0
    for key, size in sizes:
        is_alone = size > limits.message_bytes
        if batch and (is_alone or len(batch) == AT_ONCE or weight + size > BYTES_AT_ONCE):
            yield batch
            batch, weight = [], 0
        batch.append((key, size))
        weight += size
        if is_alone:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _key(head: Any) -> str:
    found = re.search(rb"UID (\d+)", head)
    return found[1].decode("ascii") if found else "?"


def _arrival(head: Any, after: Any) -> datetime | None:
    """When the mailbox got a message, said before its bytes or behind them."""
    said = head + (after if isinstance(after, bytes) else b"")
    found = _ARRIVED.search(said)
    return moment(found[1].decode("ascii", "replace")) if found else None


def _refusal(account: ImapAccount, reason: Exception) -> BadInput:
    match reason:
        case ssl.SSLCertVerificationError():
            return BadInput("imap.bad_certificate", host=account.host, reason=reason.verify_message)
        case MailboxLoginError():
            return BadInput("imap.bad_login", host=account.host)
        case MailboxFolderSelectError():
            return BadInput("imap.no_folder", host=account.host, folder=account.folder)
        case imaplib.IMAP4.error() if "AUTHENTICATIONFAILED" in str(reason):
            return BadInput("imap.bad_login", host=account.host)
        case _:
            return BadInput("imap.no_connection", host=account.host)
