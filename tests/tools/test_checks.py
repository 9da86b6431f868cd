import sys

import pytest

from tools import checks
from tools.checks import Step


def python(code):
    return [sys.executable, "-c", code]


def test_first_complaint_ends_the_run(tmp_path, capfd):
    later = tmp_path / "later"
    steps = [
        Step("one", (python("print('looked')"),)),
        Step("two", (python("raise SystemExit(3)"), python("print('too far')"))),
        Step("three", (python(f"open({str(later)!r}, 'w')"),)),
    ]

    assert checks.run(steps) == 3
    assert not later.exists()
    assert "==> two: beanstandet" in capfd.readouterr().out


def test_run_without_complaint_tells_every_time(capfd):
    assert checks.run([Step("one", (python("pass"),)), Step("two", ())]) == 0

    told = capfd.readouterr().out
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "==> one",
        "==> one",
        "==> two",
        "==> two",
    ]


@pytest.mark.parametrize("arguments", [[], ["tests/house", "-x"]])
def test_named_tests_run_alone(arguments, tmp_path):
    (command,) = checks.tests(tmp_path / "python", arguments).commands

    assert command[3:] == (arguments or ["-n", str(checks.WORKERS), "--dist", "loadfile"])
