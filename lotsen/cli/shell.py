"""What every command gets: the house, who acts, and the round."""

import getpass
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lotsen.application.application import Application
from lotsen.bootstrap import opened
from lotsen.domain.errors import NotFound
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.usecases import rounds

DONE, REFUSED = 0, 1


@dataclass
class Shell:
    """The command line of one machine; whoever reaches it has the whole database anyway."""

    @cached_property
    def house(self) -> Application:
        """The application over the configured database; opened when a command needs it."""
        return opened()

    @cached_property
    def actor(self) -> Actor:
        """The user of the machine, as the audit log names it."""
        return Actor(id=None, name=f"Kommandozeile ({_user()})", roles=frozenset())

    @cached_property
    def round(self) -> Round:
        """The newest round."""
        found = self.house.query(self.actor, rounds.current)
        if found is None:
            raise NotFound("round.none_yet")
        return found


def write_file(path: str, content: bytes) -> None:
    """Write a whole file or none; "-" is the standard output.

    Raises:
        OSError: the file cannot be written there; what was there before is still there.
    """
    if path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()  # a link stays one
    if target.exists() and not target.is_file():  # a device or a pipe is not to be replaced
        target.write_bytes(content)
        return
    try:
        _write_beside(target, content)
    except OSError as reason:  # it names the part that nobody knows of
        raise OSError(reason.errno, reason.strerror, path) from reason


def _write_beside(target: Path, content: bytes) -> None:
    # For its owner alone from the first byte on: it holds what people think of people.
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".lotsen-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getpid())
