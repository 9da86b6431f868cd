"""Bytes to text: UTF-8 first, then what Windows, DOS and old Macs wrote in Germany."""

import codecs
import re
from typing import Any

import numpy as np

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.imports.signatures import check_is_text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
_GERMAN = frozenset("äöüÄÖÜß")
_PLAUSIBLE = frozenset(
    "éèêëáàâåãçñóòôøíìîïúùûýæœšžÉÈÁÅØÇŠŽ€§°²³½…·•«»®©„“”\N{EN DASH}\N{EM DASH}\N{NO-BREAK SPACE}"
    "\N{SINGLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
_DOUBLE_ENCODED = re.compile("Ã[¤¶¼Ÿ„œ\N{EN DASH}]")
_IMPOSSIBLE = -(10**9)
_SAMPLE = 4096
_MANY = 0.3


def to_utf8(content: bytes) -> tuple[bytes, str]:
    """Give the text as UTF-8 without a mark, and the name of the encoding that it came in.

    Bytes that nobody would have written as text are refused.
    """
    utf8, encoding = _to_utf8(content)
    check_is_text(utf8)
    return utf8, encoding


def _to_utf8(content: bytes) -> tuple[bytes, str]:
    encoding = _marked(content) or _unmarked_utf16(content)
    try:
        if encoding == "utf-8-sig":
            content = content[len(codecs.BOM_UTF8) :]
        if encoding in {None, "utf-8-sig"}:
            content.decode("utf-8")
            return content, encoding or "utf-8"
        return content.decode(encoding or "").encode("utf-8"), encoding or ""
    except UnicodeError as error:
        if encoding is not None:
            raise _mixed(content, error) from None
        return _single_byte(content, error)


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _unmarked_utf16(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero in every second byte of plain letters."""
    sample = np.frombuffer(content[: _SAMPLE // 2 * 2], dtype=np.uint8)
    if len(sample) < 2 or len(content) % 2:  # noqa: PLR2004  a letter has two bytes
        return None
    zero = sample == 0
    first, second = zero[0::2].mean(), zero[1::2].mean()
    if max(first, second) < _MANY or min(first, second) > _MANY / 10:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _single_byte(content: bytes, error: UnicodeError) -> tuple[bytes, str]:
    """Choose the encoding in which the high bytes make the best German."""
    check_is_text(content)
    signs = np.frombuffer(content, dtype=np.uint8)
    high = np.bincount(signs[signs >= 128], minlength=256)[128:]  # noqa: PLR2004  beyond ASCII
    encoding = max(_SINGLE_BYTE, key=lambda name: int((high * _weights(name)).sum()))
    text = _decode(content, encoding, high.nonzero()[0] + 128)
    if "Ã" in text and _DOUBLE_ENCODED.search(text):
        raise _mixed(content, error)
    return text.encode("utf-8"), encoding


def _decode(content: bytes, encoding: str, high: "np.ndarray[Any, np.dtype[Any]]") -> str:
    """Decode by way of Latin-1: many times quicker than Python's own tables for these encodings.

    `high` are the bytes above 127 that occur.
    """
    text = content.decode("latin-1")
    letters = {chr(byte): bytes([byte]).decode(encoding) for byte in high.tolist()}
    changed = {old: new for old, new in letters.items() if old != new}
    if not changed:
        return text
    if {*changed} & {*changed.values()}:
        return text.translate({ord(old): new for old, new in changed.items()})
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


def _weights(encoding: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    letters = bytes(range(128, 256)).decode(encoding, errors="replace")
    return np.array([_weight(letter) for letter in letters], dtype=np.int64)


def _weight(letter: str) -> int:
    if letter in _GERMAN:
        return 2
    if letter in _PLAUSIBLE:
        return 1
    return _IMPOSSIBLE if letter == "\ufffd" else -1


def _mixed(content: bytes, error: UnicodeError) -> BadInput:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    return BadInput(FileRefusal.ENCODING, row=content[:start].count(b"\n") + 1)
