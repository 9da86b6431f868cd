import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from lotsen import bootstrap
from lotsen.db.engine import open_engine
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import scores
from lotsen.web import warm_start
from tests.house.sources import ROOT
from tests.makers import Town

START = """
import asyncio
from lotsen.web.warm_start import lifespan
asyncio.run(lifespan(None).__aenter__())
"""


OPENED_AND_CLOSED = """
import asyncio, os, sys
from lotsen.web.warm_start import lifespan
async def day():
    async with lifespan(None):
        pass
asyncio.run(day())
print(*sorted(os.listdir()), file=sys.stderr)
"""


WARMED = """
import asyncio, sys
from lotsen.web import warm_start
async def day():
    warm_start.CALM = {calm}
    async with warm_start.lifespan(None):
        print("altair" in sys.modules, file=sys.stderr)
        await warm_start.no_half_warmth()
        print("altair" in sys.modules, file=sys.stderr)
        {then}
        print("altair" in sys.modules, file=sys.stderr)
asyncio.run(day())
"""
NOBODY_COMES = """
        async with asyncio.timeout(60):
            while "lotsen.charts.profile" not in sys.modules:
                await asyncio.sleep(0.01)
"""


def started(program=START, folder=ROOT, **settings):
    """Start as a server does; gives the exit code and what stands on the screen."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr


NO_DATABASE = (
    "LOTSEN_DATABASE_URL nennt keine Datenbank, die Lotsen öffnen kann. Möglich sind "
    "zum Beispiel sqlite:///data/lotsen.db und postgresql://nutzer@rechner/lotsen."
)
NO_ANSWER = (
    "Die Datenbank aus LOTSEN_DATABASE_URL lässt sich nicht öffnen. "
    "Bitte Adresse und Zugang prüfen; den Ordner einer Datei legt Lotsen nicht an. "
    "(OperationalError)"
)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LOTSEN_MODE": "party"}, "LOTSEN_MODE ist „party“; möglich sind: production, demo."),
        ({"LOTSEN_DATABASE_URL": "nonsense"}, NO_DATABASE),
        ({"LOTSEN_DATABASE_URL": "postgresql://127.0.0.1:1/nothing"}, NO_ANSWER),
        ({"LOTSEN_DATABASE_URL": "sqlite:////mistyped/folder/lotsen.db"}, NO_ANSWER),
    ],
)
def test_setting_that_cannot_be_right_ends_the_start_in_one_sentence(settings, sentence):
    assert started(**settings) == (2, f"Lotsen startet nicht: {sentence}\n")


def test_demo_does_not_open_the_database_of_a_real_town(sqlite_url):
    engine = open_engine(sqlite_url)
    Town(engine).make_round(kind=InstallationKind.PRODUCTION)
    engine.dispose()

    code, screen = started(LOTSEN_DATABASE_URL=sqlite_url, LOTSEN_MODE="demo")

    assert code == 2
    assert screen.startswith("Lotsen startet nicht: Diese Datenbank gehört einer echten Stadt")
    assert screen.count("\n") == 1


def test_older_lotsen_does_not_open_a_newer_database(sqlite_url):
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
        connection.commit()
    engine.dispose()

    code, screen = started(LOTSEN_DATABASE_URL=sqlite_url)

    assert code == 2
    assert screen.startswith("Lotsen startet nicht: Diese Datenbank ist von einer neueren Version")
    assert screen.count("\n") == 1


def test_closed_house_leaves_its_whole_sqlite_database_in_one_file(tmp_path):
    url = f"sqlite:///{tmp_path / 'lotsen.db'}"

    end = started(OPENED_AND_CLOSED, tmp_path, LOTSEN_DATABASE_URL=url, LOTSEN_MODE="demo")

    assert end == (0, "lotsen.db\n")


@pytest.mark.parametrize(
    ("calm", "then"), [(3600, "await warm_start.warmth()"), (0.01, NOBODY_COMES.strip())]
)
def test_first_page_waits_for_nothing_and_the_rest_is_warmed_when_wanted_or_calm(
    tmp_path, calm, then
):
    url = f"sqlite:///{tmp_path / 'lotsen.db'}"
    program = WARMED.format(calm=calm, then=then)

    end = started(program, tmp_path, LOTSEN_DATABASE_URL=url, LOTSEN_MODE="demo")

    assert end == (0, "False\nFalse\nTrue\n")


def test_overview_draws_without_the_libraries_of_the_scores():
    program = f"""
import runpy, sys
from lotsen.ui import frame, menu, page
page.open_page = sys.exit
try:
    runpy.run_path({str(ROOT / "pages" / "home.py")!r})
except SystemExit:
    print(*sys.modules.keys() & {{"pandas", "numpy", "altair", "pyarrow"}}, file=sys.stderr)
"""

    assert started(program) == (0, "\n")


def test_house_opens_even_when_the_scores_cannot_be_computed(town, monkeypatch, caplog):
    def broken(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(scores, "departments", broken)

    warm_start.warm_memory(bootstrap.application())

    assert "lassen sich nicht vorab berechnen" in caplog.text
