"""Files that were handed out: who made one may fetch it, and nobody else.

A browser keeps the address of a download. Whoever sits there next is signed in too.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import Final

MOST_KEPT: Final = 1_000
"""So many files are remembered; whoever wants an older one makes it once more."""

_LOCK = Lock()
_HANDED_OUT: OrderedDict[tuple[str, str], None] = OrderedDict()


def note(content: bytes, session: str) -> None:
    """Remember that this session has made this file."""
    entry = (_digest(content), session)
    with _LOCK:
        _HANDED_OUT[entry] = None
        _HANDED_OUT.move_to_end(entry)
        while len(_HANDED_OUT) > MOST_KEPT:
            _HANDED_OUT.popitem(last=False)


def belongs_to(content: bytes, session: str) -> bool:
    """Whether this session has made this file."""
    return (_digest(content), session) in _HANDED_OUT


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
