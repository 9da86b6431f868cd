"""The steps of `make check`, each with its time; the first complaint ends the run."""

import os
import shlex
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.environment import ROOT

WORKERS = min(os.cpu_count() or 1, 4)  # each may start a PostgreSQL of its own


@dataclass(frozen=True)
class Step:
    """Commands that belong together, under one name."""

    name: str
    commands: tuple[list[str], ...]


def lint(python: Path) -> list[Step]:
    """Form and arrows: what the commit hook asks, in about a second."""
    ruff, brief = [str(python), "-m", "ruff"], ("--output-format", "concise")
    return [
        Step("ruff format --check", ([*ruff, "format", "--check", *brief],)),
        Step("ruff check", ([*ruff, "check", *brief],)),
        Step("lint-imports", ([str(python.with_name("lint-imports")), "--no-logo"],)),
    ]


def types_and_texts(python: Path) -> list[Step]:
    """Types, tables and catalog: what is slower than a commit hook may be."""
    return [
        Step("mypy", ([str(python), "-m", "mypy"],)),
        Step("alembic check", ([str(python), "-m", "tools.migrations"],)),
        Step("catalog check", ([str(python), "-m", "tools.catalog", "check"],)),
    ]


def tests(python: Path, arguments: list[str]) -> Step:
    """All tests, on as many cores as there are; or those that are named."""
    workers = ["-n", str(WORKERS), "--dist", "loadfile"]
    return Step("pytest", ([str(python), "-m", "pytest", *(arguments or workers)],))


def pins(python: Path) -> Step:
    """The newest versions that fit, with the hash of every file of theirs."""
    compile_pins = [
        *(str(python), "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--universal"),
        *("--fork-strategy", "fewest", "--generate-hashes", "--python-version", "3.11"),
        *("--no-emit-index-url", "--custom-compile-command", "make pins"),
    ]
    return Step(
        "uv pip compile",
        (
            [*compile_pins, "requirements.in", "-o", "requirements.txt"],
            [
                *(*compile_pins, "-c", "requirements.txt"),
                *("requirements-dev.in", "-o", "requirements-dev.txt"),
            ],
        ),
    )


def run(steps: Iterable[Step]) -> int:
    """Take the steps one after the other until one complains."""
    for step in steps:
        print(f"==> {step.name}", flush=True)
        started = time.monotonic()
        for command in step.commands:
            done = subprocess.run(command, check=False, cwd=ROOT)
            if done.returncode:
                print(f"==> {step.name}: beanstandet ({shlex.join(command)})", flush=True)
                return done.returncode
        print(f"==> {step.name}: {time.monotonic() - started:.1f} s", flush=True)
    return 0
