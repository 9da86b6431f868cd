"""A message of the internet, taken apart: looked over first, so that it cannot take for ever.

The standard parser looks for every open boundary in each line and calls itself at every level;
what would have it do too much is refused before it sees it.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha256
from typing import Final, NoReturn

from lotsen.domain.errors import BadInput
from lotsen.domain.mails import Aside, Attachment, Mail, MailFault
from lotsen.imports.emails_headers import (
    Headers,
    aside,
    decoded,
    first,
    headers_of,
    in_charset,
    message_id,
    moment,
    received,
    sender_of,
)
from lotsen.imports.emails_texts import cleaned, from_html, one_line
from lotsen.imports.limits import MailLimits
from lotsen.imports.own_words import parted

_BOUNDARY: Final = re.compile(rb"boundary(?:\*\d*\*?)?[ \t]*=")
_INSIDE: Final = re.compile(rb"content-type:\s*(?:message/|multipart/digest)")
_LONG: Final = re.compile(rb"content-(?:type|disposition):((?:[^\r\n]|\r?\n[ \t]|\r[ \t])*+)")
"""Looked for in small letters, which is quicker than without regard to them; possessive, for
otherwise the search remembers every sign."""

_FOLDERS: Final = re.compile(r"^.*[\\/]", re.DOTALL)
_CALENDAR: Final = re.compile(r"^METHOD:(?:REPLY|COUNTER)\s*$", re.MULTILINE | re.IGNORECASE)
_WINMAIL: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SMALL: Final = 100_000
_LINKS: Final = re.compile(
    r"<(?:https?|mailto|tel|file):[^<>]{0,2000}>|\[cid:[^\[\]\s]{0,200}\]"
    r"|^[ \t]*\d{1,3}[.)](?=\s)",
    re.IGNORECASE | re.MULTILINE,
)
"""What Outlook writes into the plain text of a page: where links lead, pictures, numbers of lists.
The page itself, come by the mailbox, says none of it in words."""


@dataclass(kw_only=True)
class Contents:
    """What lies in a mail, gathered part by part.

    `files`: the bytes of its attachments in their order, where somebody asked for them.
    """

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    winmail: list[bytes] = field(default_factory=list)
    aside: Aside | None = None
    is_damaged: bool = False
    files: list[bytes] | None = None

    def attach(self, name: str, kind: str, content: bytes) -> None:
        """List an attachment by its name, its kind, its size and its fingerprint."""
        self.attachments.append(
            Attachment(name=name, kind=kind, size=len(content), sha256=sha256(content).hexdigest())
        )
        if self.files is not None:
            self.files.append(content)

    def write(self, content: bytes, charset: str, *, is_page: bool, limits: MailLimits) -> None:
        """Add words, as long as there are not more of them than a mail is read to."""
        found = self.pages if is_page else self.plain
        left = limits.html - sum(len(each) for each in found)
        if left > 0:
            found.append(in_charset(content, charset, left))

    def text(self, limits: MailLimits) -> str:
        """The words of it: those that came as text, or those of its HTML."""
        return cleaned("\n\n".join(self.plain)) or cleaned("\n\n".join(self._read(limits)))

    def _read(self, limits: MailLimits) -> Iterator[str]:
        """The words of one page after another, until they have more tags than one is read to."""
        tags = 0
        for page in self.pages:
            if tags <= limits.tags:
                yield from_html(page, limits)
            tags += page.count("<")


def read_message(
    content: bytes, limits: MailLimits, *, keeps: bool = False
) -> tuple[Headers, Contents]:
    """Take one message apart; `keeps` the bytes of its attachments too.

    Raises:
        BadInput: it is empty, none at all, too large or too nested.
    """
    _look_over(content, limits)
    message = email.message_from_bytes(content)
    headers = headers_of(message.raw_items())
    if not {"from", "date", "subject", "received", "message-id"} & set(headers):
        _refuse(MailFault.NOT_A_MAIL)
    contents = Contents(aside=aside(headers, _report(message)), files=[] if keeps else None)
    for part in _parts(message, limits):
        _take(part, contents, limits)
    return headers, contents


def mail_of(headers: Headers, text: str, contents: Contents) -> Mail:
    """The message as Lotsen keeps it."""
    sender, name = sender_of(first(headers, "from"))
    subject = decoded(first(headers, "subject"))
    received_at, is_stamped = received(headers)
    written, signature = parted(text)
    sent = moment(first(headers, "date")) or received_at
    minute = f"{sent:%Y-%m-%d %H:%M}" if sent else ""
    key, about = message_id(headers), (sender, _skeleton(subject), minute)
    digest, twin = _keys(about, key, _skeleton(_LINKS.sub("", text)))
    return Mail(
        digest=digest,
        twin=twin,
        older=tuple(old for old in _keys(about, key, _skeleton(text)) if old not in {digest, twin}),
        sender=sender,
        name=name,
        subject=subject,
        received_at=received_at,
        is_stamped=is_stamped,
        text=written,
        signature=signature,
        whole=text,
        attachments=tuple(contents.attachments),
        aside=contents.aside,
        is_damaged=contents.is_damaged,
    )


def _look_over(content: bytes, limits: MailLimits) -> None:
    if not content.strip():
        _refuse(MailFault.EMPTY)
    if len(content) > limits.message_bytes:
        _refuse(MailFault.TOO_LARGE)
    small = content.lower()
    boundaries = sum(1 for _found in _BOUNDARY.finditer(small))
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if (
        boundaries + sum(1 for _found in _INSIDE.finditer(small)) > limits.boundaries
        or lines > limits.lines
        or lines * (boundaries + 1) > limits.work
        or any(len(found[1]) > limits.header for found in _LONG.finditer(small))
    ):
        _refuse(MailFault.TOO_NESTED)


def _refuse(fault: MailFault) -> NoReturn:
    raise BadInput(fault)


def _parts(message: "Message[str, str]", limits: MailLimits) -> Iterator["Message[str, str]"]:
    """The parts that hold something, in their order; a mail within the mail stays closed."""
    waiting, count = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > limits.parts or depth > limits.depth:
            _refuse(MailFault.TOO_NESTED)
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() != "message":
            waiting += [(each, depth + 1) for each in reversed(inside) if isinstance(each, Message)]
        else:
            yield part


def _report(message: "Message[str, str]") -> str:
    if message.get_content_type() != "multipart/report":
        return ""
    return str(message.get_param("report-type") or "delivery-status").lower()


def _take(part: "Message[str, str]", contents: Contents, limits: MailLimits) -> None:
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":  # one without parts is only its text
        kind = "text/plain"
    content = _bytes_of(part)
    contents.is_damaged |= bool(part.defects)
    name = _name_of(part)
    if kind == "text/calendar" and _is_reply(part, content):
        contents.aside = contents.aside or Aside.CALENDAR
    if kind in _WINMAIL or name.lower() == "winmail.dat":
        contents.winmail.append(content)
        return
    is_attached = bool(name) or part.get_content_disposition() == "attachment"
    if is_attached or kind not in {"text/plain", "text/html"}:
        contents.attach(name or _FOLDERS.sub("", kind), one_line(kind), content)
        return
    charset = part.get_content_charset() or ""
    contents.write(content, charset, is_page=kind == "text/html", limits=limits)


def _bytes_of(part: "Message[str, str]") -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name_of(part: "Message[str, str]") -> str:
    """The name of a file, whatever folders a stranger wrote before it."""
    raw = part.get_filename() or ""
    if not raw and part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        first_of = inside[0] if isinstance(inside, list) and inside else None
        subject = first_of.get("subject", "") if isinstance(first_of, Message) else ""
        raw = str(subject)[:200] or "Nachricht"
    return safe_name(decoded(raw))


def safe_name(name: str) -> str:
    """The last part of a name that may be a path, short, and without signs that mean something."""
    return re.sub(r'[<>:"|?*]', "_", _FOLDERS.sub("", one_line(name))).strip(". ")[:120]


def _is_reply(part: "Message[str, str]", content: bytes) -> bool:
    method = str(part.get_param("method") or "").lower()
    return method in {"reply", "counter"} or bool(
        _CALENDAR.search(content[:_SMALL].decode("utf-8", "replace").replace("\r", ""))
    )


def _skeleton(text: str) -> str:
    """Letters and digits alone: programs set blanks, ends of lines and signs as they like."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _keys(about: tuple[str, str, str], key: str, skeleton: str) -> tuple[str, str]:
    """What a mail is known by: sender, subject, minute and text, and its Message-ID with it."""
    return _hash(*about, skeleton), _hash(key, skeleton) if key else ""


def _hash(*texts: str) -> str:
    return sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()
