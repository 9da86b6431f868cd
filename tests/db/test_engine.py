"""What is acknowledged is on the disk."""

import subprocess
import sys

from tests.house.sources import ROOT

FULL = 2
PROGRAM = """
import sys
from lotsen.db.engine import open_engine
with open_engine(sys.argv[1]).connect() as connection:
    print(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
"""


def test_commit_waits_for_the_disk(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path / 'lotsen.db'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) == FULL
