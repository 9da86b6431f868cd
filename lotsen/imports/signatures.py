"""What a file is, by its first bytes; its name is not believed."""

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OTHERS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "text"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"SQLite format 3\x00", "database"),
)
_ARCHIVES = (b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"BZh", b"\xfd7zXZ")
_MARKUP = ((b"<!doctype html", "web"), (b"<html", "web"), (b"<table", "web"), (b"<?xml", "xml"))
_CONTROL_SIGNS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_NOTHING = b"\x00 \t\r\n\v\f\xef\xbb\xbf\xfe\xff"
_SAMPLE = 1_000_000
_TOO_MANY = 0.01


def is_workbook(content: bytes) -> bool:
    """Tell a workbook from a text; refuse what is neither."""
    if not content[:_SAMPLE].strip(_NOTHING) and not content.strip(_NOTHING):
        raise BadInput(FileRefusal.EMPTY)
    if content.startswith(ZIP):
        return True
    if content.startswith(_OLE):
        raise _refusal_of_ole(content)
    if content.startswith(_ARCHIVES):
        raise BadInput(FileRefusal.ARCHIVE)
    beginning = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, what in (*_OTHERS, *_MARKUP):
        if beginning.startswith(mark) or beginning.lower().startswith(mark):
            raise BadInput(FileRefusal.WRONG_KIND, what=what)
    return False


def check_is_text(utf8: bytes) -> None:
    """Refuse bytes that no one would have written as text."""
    sample = utf8[:_SAMPLE]
    readable = sample.translate(None, _CONTROL_SIGNS)
    if len(sample) - len(readable) > _TOO_MANY * len(sample):
        raise BadInput(FileRefusal.BINARY)


def _refusal_of_ole(content: bytes) -> BadInput:
    if _ENCRYPTED_PACKAGE in content:
        return BadInput(FileRefusal.ENCRYPTED)
    if any(name in content for name in _OLD_WORKBOOKS):
        return BadInput(FileRefusal.OLD_EXCEL)
    return BadInput(FileRefusal.WRONG_KIND, what="text")
