"""Lotsen on this machine, for this machine: started, announced, and ended cleanly."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.environment import ROOT, NotPossible

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PATIENCE = 120.0


def serve(python: Path) -> int:
    """Start the server, say where it is, and wait until somebody ends it."""
    port = _free_port()
    server = subprocess.Popen(
        _command(python, port),
        cwd=ROOT,
        env={"LOTSEN_MODE": "demo", **os.environ},
        process_group=None if os.name == "nt" else 0,  # Strg+C comes to us, and once to it
    )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        if _answers(port, server):
            print(f"\nLotsen läuft: http://{ADDRESS}:{port} (beenden mit Strg+C)\n", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        _end(server)
        print("\nLotsen ist beendet.", flush=True)
        return 0


def _command(python: Path, port: int) -> list[str]:
    where = [f"--server.address={ADDRESS}", f"--server.port={port}"]
    return [str(python), "-m", "streamlit", "run", "app.py", *where]


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    raise NotPossible(f"Auf {ADDRESS} ist kein Port ab {FIRST_PORT} frei.")


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until somebody could look at it."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            direct.open(f"http://{ADDRESS}:{port}/_stcore/health", timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    if os.name != "nt":  # on Windows, Strg+C has reached it already
        server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
