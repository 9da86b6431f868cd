"""The dialogue with the town's mail server, and what its answers mean for a letter."""

import re
import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Final

from lotsen.domain.errors import BadInput

PATIENCE: Final = 60.0
"""Seconds for each step of the dialogue; all of them together take less than `BEGUN_FOR`."""

PATIENCE_AT_END: Final = 600.0
"""Seconds for the answer to a whole message, which the server may be reading (RFC 5321 4.5.3.2)."""

TAKEN: Final = range(200, 300)
GO_AHEAD: Final = 354
GOES_AWAY: Final = 421
NOT_NOW: Final = range(400, 500)
REFUSES: Final = range(500, 600)


class Security(StrEnum):
    """How the dialogue is kept secret; there is no way without."""

    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, kw_only=True)
class SmtpAccount:
    """The town's mail server, and who writes."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    per_minute: int = 60


class Fate(StrEnum):
    """What became of a letter."""

    ARRIVED = "arrived"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How a dialogue about one letter ended; `over` where no other can follow.

    `tried`: whether it was about this letter at all, and not about whoever sends.
    """

    fate: Fate
    answer: str
    over: bool = False
    tried: bool = True


@contextmanager
def connected(account: SmtpAccount) -> Generator[smtplib.SMTP]:
    """A dialogue with the mail server, encrypted with a certificate that was checked.

    Raises:
        BadInput: there is none; nothing has been sent.
    """
    server = _open(account)
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def deliver(
    server: smtplib.SMTP, message: EmailMessage, *, sender: str, recipient: str
) -> Delivery:
    """Hand one message over.

    As long as the server has not said "go ahead", nothing can have arrived. From there to
    its last word nobody knows: a connection that breaks then is told as lost, never tried again.
    """
    try:
        refused = _introduce(server, sender) or _announce(server, recipient)
    except (smtplib.SMTPException, OSError) as reason:
        return Delivery(fate=Fate.DEFERRED, answer=_plain(reason), over=True)
    if refused is not None:
        return refused
    try:
        server.send(_dotted(message.as_bytes()))
        code, answer = _last_word(server)
    except (smtplib.SMTPException, OSError) as reason:
        return Delivery(fate=Fate.LOST, answer=_plain(reason), over=True)
    return _judged(code, answer)


def _introduce(server: smtplib.SMTP, sender: str) -> Delivery | None:
    """Say who writes; what keeps the server from listening is about us, and about every letter."""
    try:
        code, answer = server.mail(sender)
    except (smtplib.SMTPException, OSError) as reason:
        said = _plain(reason)
    else:
        if code in TAKEN:
            return None
        said = _said(code, answer)
    return Delivery(fate=Fate.DEFERRED, answer=said, over=True, tried=False)


def _announce(server: smtplib.SMTP, recipient: str) -> Delivery | None:
    """Recipient and DATA; gives how it ended where the server does not say "go ahead"."""
    code, answer = server.rcpt(recipient)
    if code in TAKEN:
        code, answer = server.docmd("data")
        if code == GO_AHEAD:
            return None
    fate = Fate.BOUNCED if code in REFUSES else Fate.DEFERRED
    return Delivery(fate=fate, answer=_said(code, answer), over=not _goes_on(server, code))


def _goes_on(server: smtplib.SMTP, code: int) -> bool:
    """Whether another letter can follow one that was not taken; a broken line changes no answer."""
    if code == GOES_AWAY or code not in {*NOT_NOW, *REFUSES}:
        return False
    with suppress(smtplib.SMTPException, OSError):
        return server.rset()[0] in TAKEN
    return False


def _last_word(server: smtplib.SMTP) -> tuple[int, bytes]:
    """The answer to the whole message, which takes its time where the content is looked at."""
    assert server.sock is not None
    server.sock.settimeout(PATIENCE_AT_END)
    answer = server.getreply()
    if server.sock is not None:
        server.sock.settimeout(PATIENCE)
    return answer


def _judged(code: int, answer: bytes) -> Delivery:
    """What the last word means; one that nobody understands may have been a yes."""
    said = _said(code, answer)
    if code in TAKEN:
        return Delivery(fate=Fate.ARRIVED, answer=said)
    if code in REFUSES:
        return Delivery(fate=Fate.BOUNCED, answer=said)
    if code in NOT_NOW:
        return Delivery(fate=Fate.DEFERRED, answer=said, over=code == GOES_AWAY)
    return Delivery(fate=Fate.LOST, answer=said, over=True)


def _open(account: SmtpAccount) -> smtplib.SMTP:
    server: smtplib.SMTP | None = None
    try:
        trust = ssl.create_default_context(cafile=account.ca_file)
        if account.security == Security.TLS:
            server = smtplib.SMTP_SSL(account.host, account.port, timeout=PATIENCE, context=trust)
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=PATIENCE)
            server.starttls(context=trust)
        server.ehlo_or_helo_if_needed()
        if account.user:
            server.login(account.user, account.password)
    except (smtplib.SMTPException, OSError) as reason:
        if server is not None:
            server.close()
        raise _refusal(account, reason) from reason
    return server


def _refusal(account: SmtpAccount, reason: Exception) -> BadInput:
    match reason:
        case ssl.SSLCertVerificationError():
            return BadInput("post.bad_certificate", host=account.host, reason=reason.verify_message)
        case smtplib.SMTPAuthenticationError():
            return BadInput("post.bad_login", host=account.host)
        case smtplib.SMTPNotSupportedError():
            return BadInput("post.no_encryption", host=account.host)
        case _:
            return BadInput("post.no_connection", host=account.host, reason=_plain(reason))


def _dotted(content: bytes) -> bytes:
    """The end of the message is a lone dot, so a line that begins with one gets another."""
    return re.sub(rb"(?m)^\.", b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _said(code: int, answer: bytes) -> str:
    return f"{code} {_readable(answer.decode('utf-8', 'replace'))}"


def _plain(reason: Exception) -> str:
    return _readable(str(reason)) or type(reason).__name__


def _readable(text: str) -> str:
    """One line without control signs: it comes from outside."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
