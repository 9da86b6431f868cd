"""The virtual environment: made once, and made anew only where the pins have changed."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tools import programs

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
HOLDS = {
    "requirements.txt": ("requirements.txt",),
    "requirements-dev.txt": ("requirements-dev.txt", "requirements.txt"),
}
INSTALL = ("-m", "pip", "install", "--require-hashes", "--only-binary=:all:")
QUIETLY = ("--no-input", "--disable-pip-version-check")
LEFTOVERS = (
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "tests/e2e/provider/node_modules",
)


class NotPossible(RuntimeError):
    """Something on this machine is missing; the message tells what to do."""


def prepare(pins: str) -> Path:
    """Make sure that everything which is pinned there is installed, and tell its Python."""
    os.chdir(ROOT)
    if not _works(PYTHON):
        _create()
    if not all(_is_installed(name) for name in HOLDS[pins]):
        _install(pins)
    return PYTHON


def clean() -> None:
    """Remove the environment and every cache."""
    for name in LEFTOVERS:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in ROOT.rglob("__pycache__"):
        shutil.rmtree(cache, ignore_errors=True)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    asked = [str(python), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def _create() -> None:
    print(f"Lotsen richtet sich ein (einmalig), mit Python {sys.version.split()[0]}.", flush=True)
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        package = "python{}.{}-venv".format(*sys.version_info)
        if not programs.install([package]):
            raise NotPossible(f"Es fehlt das Paket {package}: sudo apt install {package}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotPossible(f"Hier entsteht keine virtuelle Umgebung.\n{done.stdout}{done.stderr}")


def _install(pins: str) -> None:
    started = time.monotonic()
    wanted = len(re.findall(r"^\w\S*==", (ROOT / pins).read_text(), flags=re.MULTILINE))
    print(f"{wanted} Pakete werden geholt und geprüft ({pins}).", flush=True)
    with _start([str(PYTHON), *INSTALL, *QUIETLY, "-r", pins]) as pip:
        assert pip.stdout is not None
        said = list(_with_progress(pip.stdout, wanted))
    if pip.returncode != 0:
        raise NotPossible("".join(said[-20:]) + f"\nDie Pakete aus {pins} fehlen weiterhin.")
    for name in HOLDS[pins]:
        _stamp(name).write_text(_print_of(name))
    print(f"Eingerichtet in {time.monotonic() - started:.0f} s.", flush=True)


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def _with_progress(lines: Iterable[str], wanted: int) -> Iterable[str]:
    seen = 0
    for line in lines:
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
            seen += 1
            if seen % 20 == 0:
                print(f"  {seen} von {wanted}", flush=True)
        if line.startswith("Installing collected packages"):
            print("  alle da; sie werden eingebaut", flush=True)
        yield line


def _is_installed(name: str) -> bool:
    return _stamp(name).exists() and _stamp(name).read_text() == _print_of(name)


def _stamp(name: str) -> Path:
    return VENV / f"{name}.sha256"


def _print_of(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
