"""The headers of a mail: who wrote, when it came, and whether a machine wrote it."""

import codecs
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from lotsen.domain.mails import Aside
from lotsen.imports.emails_texts import one_line

Headers = Mapping[str, Sequence[str]]
"""The values of each header in their order, by its name in small letters."""

_LONGEST: Final = 2_000
_MOST: Final = 200
_LONGEST_ADDRESS: Final = 254
_ADDRESS: Final = re.compile(r"[!-?A-Z^-~]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_NAMED: Final = re.compile(r'((?:"(?:[^"\\]|\\.)*"|[^<"])*)<([^<>]*)>')
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,300}>")
_EARLIEST, _LATEST = 1990, 2100
_FOREVER: Final = frozenset({"punycode", "idna"})
"""Character sets that take very long over a long text, and that no mail is written in."""

_MOST_BYTES_OF_SIGN: Final = 4
_BOUNCERS: Final = ("mailer-daemon", "postmaster")


def headers_of(items: Iterable[tuple[str, str]]) -> Headers:
    """Headers by name; what is far too long or too often is cut."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in items:
        values = found[name.lower()]
        if len(values) < _MOST:
            values.append(re.sub(r"[\r\n]+[ \t]*", " ", str(value)[:_LONGEST]))
    return found


def first(headers: Headers, name: str) -> str:
    """The topmost header of a name, as it stands; "" where there is none."""
    values = headers.get(name) or [""]
    return values[0]


def decoded(value: str) -> str:
    """A header as it is read: encoded words decoded, on one line."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    texts = [
        part if isinstance(part, str) else in_charset(part, charset or "")
        for part, charset in parts
    ]
    return one_line("".join(repaired(text) for text in texts))


def repaired(text: str) -> str:
    """Text in which single bytes stand for what nobody declared."""
    if text.isascii():
        return text
    try:
        return in_charset(text.encode("ascii", "surrogateescape"), "")
    except UnicodeEncodeError:
        return text


def in_charset(content: bytes, charset: str, longest: int | None = None) -> str:
    """Bytes as text in the character set they claim, or in the one that they must be in.

    Of more than `longest` signs the beginning; what lies behind it is not even decoded.
    """
    whole = len(content)
    content = content if longest is None else content[: _MOST_BYTES_OF_SIGN * longest]
    try:
        codec = codecs.lookup(charset).name
        if codec not in {"ascii", *_FOREVER}:
            return content.decode(codec, "replace")[:longest]
    except (LookupError, ValueError):
        pass
    try:
        text, _used = codecs.utf_8_decode(content, "strict", len(content) == whole)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text[:longest]


def sender_of(value: str) -> tuple[str, str]:
    """Address and name of whoever wrote; "" for an address that cannot be right."""
    value = value[:_LONGEST]
    found = _NAMED.match(value)
    try:
        name, address = found.groups() if found else parseaddr(value)
    except RecursionError:  # it calls itself for every bracket
        return "", ""
    address = one_line(address).lower()
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        address = ""
    name = decoded(name).replace('\\"', '"').strip("\"' ")
    return address, "" if name.lower() == address else name


def received(headers: Headers) -> tuple[datetime | None, bool]:
    """When the mail came, and whether a server says so: the topmost stamp, else its own date."""
    stamp = moment(first(headers, "received").rpartition(";")[2])
    return (stamp, True) if stamp else (moment(first(headers, "date")), False)


def moment(text: str) -> datetime | None:
    """A moment as headers write it; without a zone it is UTC."""
    try:
        found = parsedate_to_datetime(text.strip()[:200])
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if _EARLIEST <= found.year < _LATEST else None


def message_id(headers: Headers) -> str:
    """The Message-ID, or ""."""
    found = _MESSAGE_ID.search(first(headers, "message-id"))
    return found[0] if found else ""


def aside(headers: Headers, report: str = "") -> Aside | None:
    """Why a machine must have written this; `report` is the kind of a multipart/report."""
    sender = sender_of(first(headers, "from"))[0].partition("@")[0]
    automatic = first(headers, "auto-submitted").strip().lower()
    if report == "disposition-notification":
        return Aside.READ_RECEIPT
    if report or "x-failed-recipients" in headers or sender in _BOUNCERS:
        return Aside.BOUNCE
    if automatic.startswith("auto-replied") or _is_a_reply_of_a_machine(headers):
        return Aside.OUT_OF_OFFICE
    suppressed = first(headers, "x-auto-response-suppress").strip().lower()
    is_unanswerable = first(headers, "return-path").replace(" ", "") == "<>"
    if automatic not in {"", "no"} or suppressed == "all" or is_unanswerable:
        return Aside.AUTOMATIC
    return None


def _is_a_reply_of_a_machine(headers: Headers) -> bool:
    return bool({"x-autoreply", "x-autorespond"} & set(headers)) or first(
        headers, "precedence"
    ).strip().lower() in {"auto_reply", "auto-reply"}
