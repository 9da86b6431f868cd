"""What Outlook makes of a mail: its own files (.msg), and winmail.dat within mails of others."""

import io
from email.parser import HeaderParser
from typing import Final

from olefile import OleFileIO
from oxmsg import Message
from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

from lotsen.domain.errors import BadInput
from lotsen.domain.mails import Aside, MailFault
from lotsen.imports.emails_headers import Headers, aside, headers_of, in_charset
from lotsen.imports.emails_mime import Contents, safe_name
from lotsen.imports.emails_texts import one_line
from lotsen.imports.limits import MailLimits

MSG: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIVERED, _SENDER, _SENT_FOR, _MESSAGE_ID = 0x0E06, 0x5D01, 0x5D02, 0x1035
_SENDER_NAME, _HEADERS = 0x0C1A, 0x007D
_EMBEDDED: Final = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_STREAM: Final = 2
_LONGEST_WINMAIL: Final = 20_000_000
_MOST: Final = 10
_HEAD, _FRAME = 6, 11
_CLOSED: Final = ("winmail.dat", "application/ms-tnef")

_CLASSES: Final = (
    ("ipm.schedule.meeting.resp", Aside.CALENDAR),
    ("ipm.note.rules.ooftemplate", Aside.OUT_OF_OFFICE),
    ("ipm.note.rules.replytemplate", Aside.OUT_OF_OFFICE),
)


def read_outlook(
    content: bytes, limits: MailLimits, *, keeps: bool = False
) -> tuple[Headers, Contents]:
    """Read one file of Outlook; `keeps` the bytes of its attachments too.

    Raises:
        BadInput: it is too large, too nested or none.
    """
    if len(content) > limits.message_bytes:
        raise BadInput(MailFault.TOO_LARGE)
    _check_streams(content, limits)
    message = Message.load(content)
    written = _said(message, _HEADERS)
    headers = headers_of(HeaderParser().parsestr(written[: limits.html]).items())
    kind = message.message_class.lower()
    if not (kind.startswith(("ipm.", "report.")) or headers):
        raise BadInput(MailFault.NOT_A_MAIL)
    contents = Contents(aside=_aside(kind) or aside(headers), files=[] if keeps else None)
    if message.body:
        contents.plain.append(message.body[: limits.html])
    elif message.html_body:
        contents.pages.append(message.html_body)
    for each in message.attachments:
        name = safe_name(each.file_name or "")
        contents.attach(name or "Anhang", one_line(each.mime_type or ""), each.file_bytes or b"")
    return _completed(headers, message), contents


def open_winmail(contents: Contents) -> None:
    """Take over what lies in winmail.dat; one that cannot be read stays in the list as it is."""
    for content in contents.winmail:
        if not _is_tame(content):
            contents.is_damaged = True
            contents.attach(*_CLOSED, content)
            continue
        try:
            opened = TNEF(content, do_checksum=False)
            files = [_file(each) for each in opened.attachments]
            plain, page = _text(opened.body), _text(opened.htmlbody)
        except Exception:  # noqa: BLE001  # a reader of others, over the bytes of strangers
            contents.is_damaged = True
            contents.attach(*_CLOSED, content)
            continue
        for name, inside in files:
            contents.attach(name, "application/octet-stream", inside)
        if not "".join(contents.plain + contents.pages).strip():
            contents.plain += [plain] if plain.strip() else []
            contents.pages += [page] if page.strip() else []


def _check_streams(content: bytes, limits: MailLimits) -> None:
    """Refuse a file whose parts say that they are together larger than the file can be."""
    with OleFileIO(io.BytesIO(content)) as ole:
        parts = [entry for entry in ole.direntries if entry is not None]
    if len(parts) > limits.outlook_parts:
        raise BadInput(MailFault.TOO_NESTED)
    if sum(entry.size for entry in parts if entry.entry_type == _STREAM) > 2 * len(content):
        raise BadInput(MailFault.BROKEN)


def _aside(kind: str) -> Aside | None:
    if kind.startswith("report."):
        return Aside.READ_RECEIPT if kind.endswith(("ipnrn", "ipnnrn")) else Aside.BOUNCE
    return next((why for start, why in _CLASSES if kind.startswith(start)), None)


def _completed(headers: Headers, message: Message) -> Headers:
    """The headers, with what the file says of its own where one is missing."""
    address = _said(message, _SENDER) or _said(message, _SENT_FOR)
    name = _said(message, _SENDER_NAME).replace('"', "")
    delivered, sent = message.properties.date_prop_value(_DELIVERED), message.sent_date
    own = {
        "from": f'"{name}" <{address}>' if address else message.sender,
        "subject": message.subject,
        "message-id": _said(message, _MESSAGE_ID),
        "date": None if sent is None else f"{sent:%a, %d %b %Y %H:%M:%S} +0000",
        "received": None if delivered is None else f"; {delivered:%d %b %Y %H:%M:%S} +0000",
    }
    return {**headers_of((key, value) for key, value in own.items() if value), **headers}


def _said(message: Message, number: int) -> str:
    """The text of a property; some programs fill it up with zeros."""
    return (message.properties.str_prop_value(number) or "").rstrip("\x00")


def _is_tame(content: bytes) -> bool:
    """Whether winmail.dat has few parts, none within itself again and again."""
    if len(content) > _LONGEST_WINMAIL or content.count(_EMBEDDED) > _MOST:
        return False
    place, count = _HEAD, 0
    while place + _FRAME < len(content):
        place += int.from_bytes(content[place + 5 : place + 9], "little") + _FRAME
        count += 1
        if count > _MOST * 100:
            return False
    return place <= len(content)


def _file(found: TNEFAttachment) -> tuple[str, bytes]:
    name = safe_name(_text(found.long_filename())) or "Anhang"
    return name, found.data if isinstance(found.data, bytes) else b""


def _text(found: object) -> str:
    if isinstance(found, bytes):
        return in_charset(found, "").rstrip("\x00")
    return found if isinstance(found, str) else ""
