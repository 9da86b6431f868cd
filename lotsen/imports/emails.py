"""Mails that people bring, whatever they lie in: read one after another, or told why not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lotsen.domain.errors import BadInput
from lotsen.domain.mails import Mail, MailFault, MailFinding
from lotsen.imports.emails_boxes import Message, of_archive, of_mailbox
from lotsen.imports.emails_mime import mail_of, read_message
from lotsen.imports.emails_outlook import MSG, open_winmail, read_outlook
from lotsen.imports.limits import MAILS, MailLimits
from lotsen.imports.signatures import ZIP

_ARCHIVES: Final = (ZIP, b"PK\x05\x06")
_MAILBOX: Final = re.compile(rb"From [^\r\n]{1,200}\r?\n[!-9;-~]+:")
_HEADER: Final = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")

Found = Mail | MailFinding


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One message with the bytes of its attachments, in their order."""

    mail: Mail
    files: Sequence[bytes]


def read_mails(
    content: bytes, name: str, limits: MailLimits = MAILS, *, before: int = 0
) -> Iterator[Found]:
    """Every message of a file, or what keeps it from being read; one at a time.

    What a file is, its first bytes say; its name is only told. `before`: how many messages of
    the same upload were read already, for the limit holds for all of its files together.
    """
    for found in _messages(content, name, limits, before):
        yield found if isinstance(found, MailFinding) else read_mail(found[1], found[0], limits)


def read_mail(content: bytes, place: str, limits: MailLimits = MAILS) -> Found:
    """One message; whatever the bytes are, this ends."""
    found = _read(content, place, limits, keeps=False)
    return found.mail if isinstance(found, Opened) else found


def open_mails(content: bytes, name: str, limits: MailLimits = MAILS) -> Iterator[Opened]:
    """Every message of a file that can be read, with its attachments; one at a time."""
    for found in _messages(content, name, limits):
        opened = None if isinstance(found, MailFinding) else _read(*found[::-1], limits, keeps=True)
        if isinstance(opened, Opened):
            yield opened


def _read(content: bytes, place: str, limits: MailLimits, *, keeps: bool) -> Opened | MailFinding:
    try:
        if content.startswith(MSG):
            headers, contents = read_outlook(content, limits, keeps=keeps)
        else:
            content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
            if content.strip() and not _HEADER.match(content):
                return MailFinding(place=place, fault=MailFault.NOT_A_MAIL)
            headers, contents = read_message(content, limits, keeps=keeps)
        open_winmail(contents)
        mail = mail_of(headers, contents.text(limits), contents)
        return Opened(mail=mail, files=tuple(contents.files or ()))
    except BadInput as reason:
        return MailFinding(
            place=place,
            fault=MailFault(reason.code),
            facts={"most": limits.message_bytes // 1_000_000},
        )
    except Exception:  # noqa: BLE001  # readers of others, over the bytes of strangers
        return MailFinding(place=place, fault=MailFault.BROKEN)


def _messages(
    content: bytes, name: str, limits: MailLimits, before: int = 0
) -> Iterator[Message | MailFinding]:
    """The messages of a file one after another, never more of them than are read at once."""
    for count, found in enumerate(_unbounded(content, name, limits), before):
        if count >= limits.messages:
            yield MailFinding(place=name, fault=MailFault.TOO_MANY, facts={"most": limits.messages})
            return
        yield found


def _unbounded(content: bytes, name: str, limits: MailLimits) -> Iterator[Message | MailFinding]:
    if not content.startswith(_ARCHIVES):
        yield from _of_file(content, name)
        return
    for found in of_archive(content, name, limits):
        if isinstance(found, MailFinding):
            yield found
        elif found[1].startswith(_ARCHIVES):
            yield MailFinding(place=found[0], fault=MailFault.NOT_A_MAIL)
        else:
            yield from _of_file(found[1], found[0])


def _of_file(content: bytes, place: str) -> Iterator[Message]:
    if _MAILBOX.match(content):
        yield from of_mailbox(content, place)
    else:
        yield place, content


def count_of(content: bytes) -> int:
    """About how many messages a file has: so a person sees how far the reading is."""
    if content.startswith(_ARCHIVES):
        return max(1, content.count(b"PK\x01\x02"))
    return 1 + content.count(b"\nFrom ") if content.startswith(b"From ") else 1
