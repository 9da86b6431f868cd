"""Servers of our own: started on a free port, waited for, and ended by their number."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil

ROOT = Path(__file__).parents[1]
ADDRESS = "127.0.0.1"
PATIENCE = 60.0
SHOWN = 4_000
LOTSEN = ROOT / "app.py"
BARE = ROOT / "bench" / "pages" / "bare_app.py"
EMPTY = ROOT / "bench" / "pages" / "empty.py"


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that runs, and when its process was started."""

    port: int
    process: psutil.Popen
    started: float

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://{ADDRESS}:{self.port}"

    def megabytes(self) -> float:
        """The most memory that it ever held."""
        status = Path(f"/proc/{self.process.pid}/status")
        if status.exists():
            peak = next(line for line in status.read_text().splitlines() if "VmHWM" in line)
            return int(peak.split()[1]) / 1024
        memory = self.process.memory_info()
        return float(getattr(memory, "peak_wset", memory.rss)) / 2**20


@contextmanager
def running(script: Path, **settings: str) -> Iterator[Server]:
    """A server for this script, once it answers."""
    with starting(script, **settings) as server:
        wait_for(server)
        yield server


@contextmanager
def starting(script: Path, **settings: str) -> Iterator[Server]:
    """A server for this script, just begun; it is ended whatever happens."""
    port = _free_port()
    where = [f"--server.address={ADDRESS}", f"--server.port={port}", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *where]
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = psutil.Popen(
            command,
            cwd=ROOT,
            env=_environment(settings),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Server(port=port, process=process, started=started)
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-SHOWN:])
            raise
        finally:
            _end(process)


def _end(process: psutil.Popen) -> None:
    with suppress(psutil.NoSuchProcess):  # it ended by itself; why stands in its log
        process.terminate()
        try:
            process.wait(10)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(server: Server) -> None:
    """Wait until the server answers.

    Raises:
        RuntimeError: it ended, or took too long.
    """
    until = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < until:
        try:
            httpx2.get(f"{server.url}/_stcore/health", trust_env=False).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"{server.process.args} does not answer on port {server.port}")


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Our own settings, and none that this machine may have; modules are compiled once."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LOTSEN_", "STREAMLIT_", "PYTHONDONTWRITEBYTECODE"))
    }
    return inherited | {"PYTHONPATH": str(ROOT)} | settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port
