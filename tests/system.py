"""The programs outside of Python that some tests talk to."""

import os

import pytest

from tools.programs import PROGRAMS, find

IN_CI = os.environ.get("CI") == "true"


def need(name: str) -> str:
    """Where this program lies; without it the test is skipped, and the line names the package."""
    found = find(name)
    if found is None:
        pytest.skip(f"{name} fehlt; Debian: {' '.join(PROGRAMS[name].packages)}")
    return found


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a test that is left out has failed: nobody would read the line that says why."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"left out, which CI does not accept: {report.longrepr}"
