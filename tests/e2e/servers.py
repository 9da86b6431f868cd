"""Lotsen itself, as a town hall starts it: a process, a port and a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running Lotsen; `signed_in` keeps the cookies of those who came before."""

    url: str
    database_url: str
    signed_in: dict[str, Any] = field(default_factory=dict)


def nothing(_database_url: str) -> None:
    """The database is empty: Lotsen loads the demo town by itself."""


@contextmanager
def running(
    folder: Path,
    before: Callable[[str], None] = nothing,
    *,
    database_url: str = "",
    port: int | None = None,
    **settings: str,
) -> Iterator[Server]:
    """Start Lotsen over a database in this folder, with what is there `before` the first start.

    Several servers can be started over one `database_url`.
    `settings` are further ones for its environment; a port is given where others must know it.
    """
    port, database_url = port or free_port(), database_url or f"sqlite:///{folder / 'lotsen.db'}"
    before(database_url)
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py"),
                *("--server.address=127.0.0.1", f"--server.port={port}"),
            ],
            cwd=ROOT,
            env=os.environ
            | {"LOTSEN_MODE": "demo", "LOTSEN_DATABASE_URL": database_url}
            | {"NO_PROXY": "127.0.0.1"}
            | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(url=f"http://127.0.0.1:{port}", database_url=database_url)
    try:
        wait_for(server.url, process, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until it answers; if it ends instead, what it said is the complaint."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            direct.open(f"{url}/_stcore/health", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"Lotsen does not answer:\n{log.read_text(encoding='utf-8')}")
