"""Answers leave at once, instead of waiting until the last one was acknowledged.

Streamlit opens its own socket without naming TCP, and asyncio turns Nagle's algorithm off only
for sockets that name it (`asyncio.base_events._set_nodelay`). With many small messages a run
then waits for the visitor's delayed acknowledgement: 40 ms on Linux. A connection takes the
setting over from the socket at which it came in.
"""

import os
import socket
from contextlib import suppress

HIGHEST_HANDLE = 256
"""Handles are given out from below, and the server's own is among the first."""


def answer_at_once() -> None:
    """Turn Nagle's algorithm off at every socket at which this process waits for visitors."""
    for handle in range(HIGHEST_HANDLE):
        with suppress(OSError):  # no handle, no socket, or not of TCP
            _turn_off(os.dup(handle))


def _turn_off(handle: int) -> None:
    try:
        shared = socket.socket(fileno=handle)
    except OSError:
        os.close(handle)
        return
    with shared:
        if shared.family in {socket.AF_INET, socket.AF_INET6} and not _has_peer(shared):
            shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _has_peer(shared: socket.socket) -> bool:
    try:
        shared.getpeername()
    except OSError:
        return False
    return True
