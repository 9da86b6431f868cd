"""The programs that the tests talk to and that pip cannot bring."""

import hashlib
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program, the names it goes by, and the Debian packages that bring it.

    `answers` are what its package would ask while it is installed.
    """

    commands: tuple[str, ...]
    packages: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    answers: str = ""


PROGRAMS = {
    "chromium": Program(
        commands=(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        ),
        packages=("chromium", "fonts-liberation", "libatomic1"),
        libraries=("atomic",),  # Playwright's driver wants it, and nothing else brings it
    ),
    "libreoffice": Program(
        commands=(
            "soffice",
            "libreoffice",
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            r"C:\Program Files\LibreOffice\program\soffice.exe",
        ),
        packages=("libreoffice-calc",),
    ),
    "dovecot": Program(commands=("dovecot", "/usr/sbin/dovecot"), packages=("dovecot-imapd",)),
    "poppler": Program(commands=("pdftotext",), packages=("poppler-utils",)),
    "postfix": Program(
        commands=("postfix", "/usr/sbin/postfix"),
        packages=("postfix",),
        answers="postfix postfix/main_mailer_type select No configuration",  # it starts nothing
    ),
    "node": Program(commands=("node", "nodejs"), packages=("nodejs",)),
    "npm": Program(commands=("npm",), packages=("npm",)),
}


PROVIDER = Path(__file__).resolve().parents[1] / "tests/e2e/provider"
"""The OpenID provider that the browser tests sign in with; its lock file says which."""

_LOCK, _INSTALLED = PROVIDER / "package-lock.json", PROVIDER / "node_modules/installed.sha256"


def find(name: str) -> str | None:
    """Where this program lies, if it is there with all that it needs."""
    program = PROGRAMS[name]
    if sys.platform == "linux" and not all(map(find_library, program.libraries)):
        return None
    return next(filter(None, map(shutil.which, program.commands)), None)


def install_missing() -> None:
    """Install what is missing where that may be done; elsewhere say what it would be."""
    missing = [name for name in PROGRAMS if find(name) is None]
    packages = [package for name in missing for package in PROGRAMS[name].packages]
    answers = "\n".join(PROGRAMS[name].answers for name in missing)
    if missing and not install(packages, answers):
        print(f"Es fehlt: {', '.join(missing)}. Tests, die es brauchen, entfallen.")
        print(f"Unter Debian und Ubuntu: apt-get install {' '.join(packages)}", flush=True)
    install_provider()


def provider_is_there() -> bool:
    """Whether the provider is installed as its lock file has it."""
    return _INSTALLED.exists() and _INSTALLED.read_text() == _print_of_lock()


def install_provider() -> None:
    """Install the provider, pinned and checked by its hashes, where there is an npm to do it."""
    npm = find("npm")
    if npm is None or provider_is_there():
        return
    print("Der Anmeldedienst für die Tests wird geholt und geprüft.", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, check=False, cwd=PROVIDER, stdin=subprocess.DEVNULL)
    if done.returncode:
        print("Er fehlt weiterhin. Tests, die ihn brauchen, entfallen.", flush=True)
        return
    _INSTALLED.write_text(_print_of_lock())


def _print_of_lock() -> str:
    return hashlib.sha256(_LOCK.read_bytes()).hexdigest()


def install(packages: list[str], answers: str = "") -> bool:
    """Install Debian packages, if this is such a system and we may; tell whether it was done.

    `answers`: what the packages would ask, a line each, as debconf-set-selections reads it.
    """
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print(f"Vom System wird geholt: {' '.join(packages)}", flush=True)
    asking = shutil.which("debconf-set-selections")
    if asking is not None and answers.strip():
        subprocess.run([asking], input=answers + "\n", check=False, text=True)
    return _apt_get("update") and _apt_get("install", "-y", "--no-install-recommends", *packages)


def _apt_get(*arguments: str) -> bool:
    done = subprocess.run(
        ["apt-get", "-qq", *arguments],  # noqa: S607
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        print(done.stdout[-2000:], flush=True)
    return done.returncode == 0
