"""The parts of a workbook, unpacked under guard.

What is unpacked here is packed anew, without compression and without the parts nobody needs, and
only that is handed to the reader of workbooks: no second unpacking, and no surprise in it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.imports.limits import Limits

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?[\w.-]+\.(xml|rels)"
    r"|xl/worksheets/(_rels/)?[\w.-]+\.(xml|rels)",
    re.IGNORECASE,
)
_ENCRYPTED = 1
_PIECE = 1024 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
    zipfile.LargeZipFile,
)


def repacked(content: bytes, limits: Limits) -> io.BytesIO:
    """Unpack what is needed of a workbook and give it as an archive that hides nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_kind(archive, limits)
            needed = [part for part in archive.infolist() if _NEEDED.fullmatch(part.filename)]
            _check_sizes([part.file_size for part in needed], len(content), limits)
            return _repack(archive, needed, limits)
    except BROKEN:
        raise BadInput(FileRefusal.BROKEN) from None


def _check_kind(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse what is packed like a workbook and is none."""
    parts = archive.infolist()
    if len(parts) > limits.members:
        raise BadInput(FileRefusal.ZIP_BOMB)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise BadInput(FileRefusal.ENCRYPTED)
    names = {part.filename.lower() for part in parts}
    if WORKBOOK in names:
        return
    if "xl/workbook.bin" in names:
        raise BadInput(FileRefusal.BINARY_EXCEL)
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise BadInput(FileRefusal.WRONG_KIND, what="text")
    if {"mimetype", "content.xml"} <= names:
        raise BadInput(FileRefusal.OPEN_DOCUMENT)
    raise BadInput(FileRefusal.ARCHIVE)


def _check_sizes(sizes: list[int], packed: int, limits: Limits) -> None:
    unpacked = sum(sizes)
    is_dense = unpacked > limits.packing_from and unpacked > packed * limits.packing
    if unpacked > limits.unpacked_bytes or is_dense:
        raise BadInput(FileRefusal.ZIP_BOMB)


def _repack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> io.BytesIO:
    """Copy the parts; the sizes that the archive declares are not believed."""
    content = io.BytesIO()
    left = limits.unpacked_bytes
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as result:
        for part in {part.filename: part for part in parts}.values():
            with archive.open(part) as source, result.open(part.filename, "w") as target:
                for piece in _pieces(source, left):
                    left -= len(piece)
                    target.write(piece)
    return content


def _pieces(source: IO[bytes], left: int) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise BadInput(FileRefusal.ZIP_BOMB)
        yield piece
