"""Whether an attachment is what its name says, and nothing that runs when it is opened."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from olefile import OleFileIO

from lotsen.domain.attachments import AttachmentFault, kind_of
from lotsen.imports.archives import BROKEN
from lotsen.imports.signatures import ZIP

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "pdf": (b"%PDF",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG",),
    "gif": (b"GIF8",),
    "tif": (b"II*\x00", b"MM\x00*"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "webp": (b"RIFF",),
}
_PACKED: Final[Mapping[str, str]] = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
"""What an archive has to contain to be such a document."""

_MACROS: Final = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "basic/", "scripts/")
_ACTIVE: Final = ("activex/", "embeddings/oleobject")
_OLD_ACTIVE: Final = frozenset({"vba", "_vba_project", "_vba_project_cur", "macros", "objectpool"})
_ENCRYPTED: Final = 1
_MOST_PARTS: Final = 5_000


def fault_inside(name: str, content: bytes) -> AttachmentFault | None:
    """Look into a file whose kind is allowed; whatever the bytes are, this ends."""
    kind = kind_of(name)
    if kind == "txt":
        return AttachmentFault.DISGUISED if b"\x00" in content[:4_000] else None
    if kind in _PACKED:
        return _of_packed(kind, content)
    if kind == "doc":
        return _of_old(content)
    if kind == "heic":
        return None if content[4:8] == b"ftyp" else AttachmentFault.DISGUISED
    return None if content.startswith(_BEGINNINGS[kind]) else AttachmentFault.DISGUISED


def _of_packed(kind: str, content: bytes) -> AttachmentFault | None:
    """A document that is an archive; only its list of contents is read, nothing is unpacked."""
    if content.startswith(_OLE):  # a password makes it one
        return AttachmentFault.ENCRYPTED
    try:
        with zipfile.ZipFile(io.BytesIO(content if content.startswith(ZIP) else b"")) as archive:
            parts = archive.infolist()
    except BROKEN:
        return AttachmentFault.DISGUISED
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    if len(names) > _MOST_PARTS or not any(each.startswith(_PACKED[kind]) for each in names):
        return AttachmentFault.DISGUISED
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return AttachmentFault.ENCRYPTED
    runs = any(mark in each for each in names for mark in (*_MACROS, *_ACTIVE))
    return AttachmentFault.MACROS if runs else None


def _of_old(content: bytes) -> AttachmentFault | None:
    """A document of Word before 2007; the names of its parts tell of macros and objects."""
    if not content.startswith(_OLE):
        return AttachmentFault.DISGUISED
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            names = {
                entry.name.lower() for entry in ole.direntries[:_MOST_PARTS] if entry is not None
            }
    except Exception:  # noqa: BLE001  # a reader of others, over the bytes of strangers
        return AttachmentFault.DISGUISED
    if "encryptedpackage" in names:
        return AttachmentFault.ENCRYPTED
    return AttachmentFault.MACROS if names & _OLD_ACTIVE else None
