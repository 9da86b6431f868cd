"""What pages have made once and show again: pictures, tables and their words."""

import hashlib
import weakref
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import pandas as pd

from lotsen.application.memory import Memory
from lotsen.i18n import language

R = TypeVar("R")

LONGEST: Final = 256
"""So many things are kept; what was not asked for longest goes first."""

_KEPT: Final = Memory(LONGEST)


def kept(name: str, make: Callable[[], R], *parts: object) -> R:
    """What `make` gives, made once for these parts in this language.

    The parts are all that the answer depends on, and they themselves are compared, tables by
    what is in them: nobody is ever shown what was made of numbers that this person does not
    see. What is kept is shared by all and must not be changed; it is made of Python's and
    the libraries' own objects only.
    """
    answer: R = _KEPT.recall(fingerprint(name, language(), *parts), 0, lambda _older: make())
    return answer


def fingerprint(*parts: object) -> str:
    """A name for these parts: other parts, another name."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        piece = _digest(part) if isinstance(part, pd.DataFrame) else repr(part).encode()
        digest.update(len(piece).to_bytes(8) + piece)
    return digest.hexdigest()


_DIGESTS: dict[int, tuple[weakref.ref[pd.DataFrame], bytes]] = {}
"""What was worked out for tables that still live; nobody changes a table of a view."""


def _digest(frame: pd.DataFrame) -> bytes:
    """A name for what is in a table; worked out once as long as the table lives."""
    key = id(frame)
    known = _DIGESTS.get(key)
    if known is not None and known[0]() is frame:
        return known[1]
    digest = hashlib.blake2b(digest_size=16)
    for piece in _pieces(frame):
        digest.update(len(piece).to_bytes(8) + piece)
    _DIGESTS[key] = (weakref.ref(frame, lambda _gone: _DIGESTS.pop(key, None)), digest.digest())
    return digest.digest()


def _pieces(frame: pd.DataFrame) -> Iterator[bytes]:
    """The names and the values of a table's columns."""
    yield repr(list(frame.columns)).encode()
    for name in frame.columns:
        column = frame[name]
        plain = column.dtype.kind in "biuf" and not pd.api.types.is_extension_array_dtype(column)
        yield column.to_numpy().tobytes() if plain else repr(column.tolist()).encode()
