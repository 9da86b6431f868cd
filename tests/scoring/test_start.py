"""What a fit of a town's size loads: Lotsen starts without the large libraries for wide designs."""

import subprocess
import sys

ASKED = """
import sys
from tests.scoring.tables import town
from lotsen.scoring.fair import FairSettings
from lotsen.scoring.severity import fit_fair
import lotsen.cli.main
import lotsen.usecases.rater_diagnostics
fit_fair(town()[0], FairSettings(places=15))
print("scipy" in sys.modules, "krippendorff" in sys.modules)
"""


def test_fit_of_a_town_loads_neither_scipy_nor_the_library_of_agreement():
    told = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True)

    assert told.stdout.split() == ["False", "False"]
