"""The verbs of this repository: `make run`, or without make `py tools/make.py run`.

It needs nothing but Python, makes the virtual environment and keeps it right.
"""

import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")

if sys.version_info < OLDEST:
    found = next((name for name in NEWER if shutil.which(name)), None)
    if found:
        sys.exit(subprocess.call([found, *sys.argv]))
    sys.exit("Lotsen braucht Python 3.11 oder neuer; hier läuft {}.{}.".format(*sys.version_info))

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import checks, environment, programs, server


def run(_arguments: list[str]) -> int:
    """Start Lotsen with the demo town on this machine."""
    return server.serve(environment.prepare("requirements.txt"))


def test(arguments: list[str]) -> int:
    """Run all tests, or those that are named."""
    python = environment.prepare("requirements-dev.txt")
    programs.install_missing()
    return checks.run([checks.tests(python, arguments)])


def pictures(_arguments: list[str]) -> int:
    """Take the pictures of the README and the handbook anew."""
    python = environment.prepare("requirements-dev.txt")
    programs.install_missing()
    where = ["tests/e2e/test_main_job.py", "--pictures", "docs/pictures"]
    return checks.run([checks.tests(python, where)])


def lint(_arguments: list[str]) -> int:
    """Look at form and arrows, as the commit hook does."""
    python = environment.prepare("requirements-dev.txt")
    return checks.run(checks.lint(python))


def check(_arguments: list[str]) -> int:
    """Do all that CI does."""
    python = environment.prepare("requirements-dev.txt")
    programs.install_missing()
    steps = [*checks.lint(python), *checks.types_and_texts(python), checks.tests(python, [])]
    return checks.run(steps)


def bench(arguments: list[str]) -> int:
    """Measure, and print a table."""
    python = environment.prepare("requirements-dev.txt")
    return checks.run([checks.Step("bench", ([str(python), "-m", "bench", *arguments],))])


def catalog(_arguments: list[str]) -> int:
    """Collect the German sentences anew for the English catalog."""
    python = environment.prepare("requirements-dev.txt")
    return checks.run([checks.Step("catalog", ([str(python), "-m", "tools.catalog", "update"],))])


def pins(_arguments: list[str]) -> int:
    """Choose newer versions of what Lotsen is built on."""
    python = environment.prepare("requirements-dev.txt")
    return checks.run([checks.pins(python)])


def hooks(_arguments: list[str]) -> int:
    """Have git look at form and arrows before each commit."""
    return subprocess.call(["git", "config", "core.hooksPath", "tools/hooks"])  # noqa: S607


def clean(_arguments: list[str]) -> int:
    """Remove what these verbs have made; the databases under `data/` stay."""
    environment.clean()
    return 0


VERBS = {
    verb.__name__: verb
    for verb in (run, test, check, lint, bench, pictures, catalog, pins, hooks, clean)
}


def main(arguments: list[str]) -> int:
    """Carry out one verb."""
    if not arguments or arguments[0] not in VERBS:
        if arguments:
            print(f"Das Verb „{arguments[0]}“ gibt es nicht. Es gibt:", file=sys.stderr)
        for name, verb in VERBS.items():
            print(f"  make {name:<8} {verb.__doc__}")
        return 0 if not arguments else 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except environment.NotPossible as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
