"""Answers leave at once, instead of waiting until the last one was acknowledged.

Streamlit opens its own socket without naming TCP, and asyncio turns Nagle's algorithm off only
for sockets that name it (`asyncio.base_events._set_nodelay`). With many small messages a run
then waits for the visitor's delayed acknowledgement: 40 ms on Linux. A connection takes the
setting over from the socket at which it came in.
"""

import os
import socket
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

OPEN_HANDLES = Path("/dev/fd")
HIGHEST_HANDLE = 256
"""Where the system does not tell: handles are given out from below, the server's own early."""


def answer_at_once() -> None:
    """Turn Nagle's algorithm off at every socket at which this process waits for visitors.

    Nothing but sockets is touched: to close even a copy of a file's handle gives up all locks
    that this process holds on the file (POSIX), and SQLite would lose its database to the next
    process that opens it.
    """
    for handle in _handles():
        with suppress(OSError):  # no such handle, or not of TCP
            if stat.S_ISSOCK(os.fstat(handle).st_mode):
                _turn_off(os.dup(handle))


def _handles() -> Iterable[int]:
    """Everything that this process has open, or may have."""
    try:
        return [int(each.name) for each in OPEN_HANDLES.iterdir()]
    except OSError:
        return range(HIGHEST_HANDLE)


def _turn_off(handle: int) -> None:
    with socket.socket(fileno=handle) as shared:
        if shared.family in {socket.AF_INET, socket.AF_INET6} and not _has_peer(shared):
            shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _has_peer(shared: socket.socket) -> bool:
    try:
        shared.getpeername()
    except OSError:
        return False
    return True
