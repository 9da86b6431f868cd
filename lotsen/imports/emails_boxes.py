"""Files with many messages in them: a mailbox, an archive; one message after another."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from lotsen.domain.mails import MailFault, MailFinding
from lotsen.imports.archives import BROKEN
from lotsen.imports.emails_mime import safe_name
from lotsen.imports.limits import MailLimits

Message = tuple[str, bytes]
"""Where it stands, and its bytes."""

_FROM: Final = re.compile(
    rb"^From [^\r\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z0-9][^\r\n]*\r?$\n?", re.MULTILINE
)
_FIRST_LINE: Final = re.compile(rb"\AFrom [^\r\n]*\r?\n?")
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_PIECE: Final = 1024 * 1024
_ENCRYPTED: Final = 1
_NO_MESSAGE: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|Thumbs\.db$)|/$", re.IGNORECASE)


def of_mailbox(content: bytes, place: str) -> Iterator[Message]:
    """The messages of an mbox file, each cut out when it is its turn.

    The line before each one is no part of it; what stands before the first such line is left out.
    """
    first = _FIRST_LINE.match(content)
    start, number = (first.end() if first else -1), 1
    for found in _FROM.finditer(content, max(start, 0)):
        if start >= 0:
            yield f"{place}, Nr. {number}", _QUOTED.sub(rb"\1", content[start : found.start()])
            number += 1
        start = found.end()
    if start >= 0:
        yield f"{place}, Nr. {number}", _QUOTED.sub(rb"\1", content[start:])


def of_archive(content: bytes, place: str, limits: MailLimits) -> Iterator[Message | MailFinding]:
    """The files of an archive; what an archive says of its own sizes is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [part for part in archive.infolist() if not _NO_MESSAGE.search(part.filename)]
            left = limits.unpacked_bytes
            for part in members:
                name = f"{place}: {safe_name(part.filename) or '?'}"
                found = _unpacked(archive, part, limits)
                if isinstance(found, MailFault):
                    yield MailFinding(place=name, fault=found)
                    continue
                left -= len(found)
                if left < 0:
                    yield MailFinding(place=name, fault=MailFault.ZIP_BOMB)
                    return
                yield name, found
    except BROKEN:
        yield MailFinding(place=place, fault=MailFault.BROKEN)


def _unpacked(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: MailLimits
) -> bytes | MailFault:
    """One file, or why not; it is read in pieces, so that a bomb is noticed before it goes off."""
    if part.flag_bits & _ENCRYPTED:
        return MailFault.ENCRYPTED
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(part) as source:
            while piece := source.read(_PIECE):
                size += len(piece)
                is_dense = size > limits.packing_from and size > limits.packing * max(
                    part.compress_size, 1
                )
                if is_dense:
                    return MailFault.ZIP_BOMB
                if size > limits.message_bytes:
                    return MailFault.TOO_LARGE
                pieces.append(piece)
    except BROKEN:
        return MailFault.BROKEN
    return b"".join(pieces)
