"""Mails that people bring, whatever they lie in: read one after another, or told why not."""

import re
from collections.abc import Iterator
from typing import Final

from lotsen.domain.errors import BadInput
from lotsen.domain.mails import Mail, MailFault, MailFinding
from lotsen.imports.emails_boxes import of_archive, of_mailbox
from lotsen.imports.emails_mime import mail_of, read_message
from lotsen.imports.emails_outlook import MSG, open_winmail, read_outlook
from lotsen.imports.limits import MAILS, MailLimits
from lotsen.imports.signatures import ZIP

_ARCHIVES: Final = (ZIP, b"PK\x05\x06")
_MAILBOX: Final = re.compile(rb"From [^\r\n]{1,200}\r?\n[!-9;-~]+:")
_HEADER: Final = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")

Found = Mail | MailFinding


def read_mails(content: bytes, name: str, limits: MailLimits = MAILS) -> Iterator[Found]:
    """Every message of a file, or what keeps it from being read; one at a time.

    What a file is, its first bytes say; its name is only told.
    """
    if content.startswith(_ARCHIVES):
        for found in of_archive(content, name, limits):
            if isinstance(found, MailFinding):
                yield found
            elif found[1].startswith(_ARCHIVES):
                yield MailFinding(place=found[0], fault=MailFault.NOT_A_MAIL)
            else:
                yield from _of_file(found[1], found[0], limits)
        return
    yield from _of_file(content, name, limits)


def read_mail(content: bytes, place: str, limits: MailLimits = MAILS) -> Found:
    """One message; whatever the bytes are, this ends."""
    try:
        if content.startswith(MSG):
            headers, contents = read_outlook(content, limits)
        else:
            content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
            if content.strip() and not _HEADER.match(content):
                return MailFinding(place=place, fault=MailFault.NOT_A_MAIL)
            headers, contents = read_message(content, limits)
        open_winmail(contents)
        return mail_of(headers, contents.text(limits), contents)
    except BadInput as reason:
        return MailFinding(
            place=place,
            fault=MailFault(reason.code),
            facts={"most": limits.message_bytes // 1_000_000},
        )
    except Exception:  # noqa: BLE001  # readers of others, over the bytes of strangers
        return MailFinding(place=place, fault=MailFault.BROKEN)


def _of_file(content: bytes, place: str, limits: MailLimits) -> Iterator[Found]:
    if not _MAILBOX.match(content):
        yield read_mail(content, place, limits)
        return
    for count, (where, message) in enumerate(of_mailbox(content, place), 1):
        if count > limits.messages:
            yield MailFinding(
                place=place, fault=MailFault.TOO_MANY, facts={"most": limits.messages}
            )
            return
        yield read_mail(message, where, limits)


def count_of(content: bytes) -> int:
    """About how many messages a file has: so a person sees how far the reading is."""
    if content.startswith(_ARCHIVES):
        return max(1, content.count(b"PK\x01\x02"))
    return 1 + content.count(b"\nFrom ") if content.startswith(b"From ") else 1
