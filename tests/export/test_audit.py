"""The audit log as a file: readable, logged, and checked by a program that knows nothing of us."""

import json
import re
import subprocess
import sys

import pytest

from lotsen.domain.errors import NotAllowed
from lotsen.export.audit import AuditForm, deliver_audit
from lotsen.usecases import audit
from tests.house.sources import ROOT
from tests.makers import COORDINATOR, LEADERSHIP
from tests.tampering import LINES, town_with_a_log

REFERENCE = ROOT / "docs" / "reference" / "audit-chain.md"


@pytest.fixture
def town(engine):
    return town_with_a_log(engine)


@pytest.fixture
def check(tmp_path):
    """The program of the reference page, run over the lines of a file."""
    (program,) = re.findall(r"```python\n(.*?)```", REFERENCE.read_text("utf-8"), flags=re.DOTALL)

    def check(document, *anchor):
        file = tmp_path / "protokoll.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        command = [sys.executable, "-c", program, str(file), *anchor]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, (done.stdout + done.stderr).strip()

    return check


def as_json(town, actor=None):
    return json.loads(deliver_audit(town.application, actor or town.ari, AuditForm.JSON))


def test_program_of_the_reference_checks_our_file(town, check):
    noted = str(town.application.query(town.ari, audit.anchor))

    document = as_json(town)

    assert document["anchor"] == noted
    assert check(document, noted) == (0, f"holds: {noted}")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: lines[2].update(actor="mallory"),
        lambda lines: lines[2].update(at="2027-06-16T10:00:01.000000Z"),
        lambda lines: lines[2]["facts"].update(new="etwas anderes"),
        lambda lines: lines.pop(2),
        lambda lines: lines.insert(2, dict(lines[1])),
        lambda lines: lines.insert(2, lines.pop(3)),
    ],
    ids=["actor", "time", "facts", "gone", "twice", "swapped"],
)
def test_program_of_the_reference_finds_the_third_line(town, check, tamper):
    document = as_json(town)
    tamper(document["lines"])

    assert check(document) == (1, "broken at line 3")


def test_program_of_the_reference_misses_the_anchor(town, check):
    document = as_json(town)
    noted = document["anchor"]
    document["lines"].pop()

    assert check(document)[0] == 0
    assert check(document, noted) == (1, f"not in this log: {noted}")


def test_table_says_it_in_words(town):
    content = deliver_audit(town.application, town.ari, AuditForm.CSV).decode("utf-8-sig")

    lines = content.split("\r\n")
    assert lines[0] == "Nummer;Zeitpunkt;Person;Handlung;Gegenstand;Einzelheiten;Pruefsumme"
    assert lines[3].rpartition(";")[0] == (
        "3;16.06.2027, 12:00:00;Kim Kord;für die Engere Wahl vorgemerkt;"
        "Kandidatur: Ada Nummer2;Vorher: – | Nachher: Bemerkung 2"
    )
    assert len(lines) == LINES + 2


def test_that_it_leaves_stands_in_the_log_itself(town):
    as_json(town)

    (line,) = town.application.query(town.ari, audit.newest, 1).entries
    assert (line.number, line.action, line.subject) == (7, "audit_exported", "audit:6")
    assert line.facts == {"form": "json", "lines": 6}


def test_leadership_gets_no_file_and_no_line(town):
    lena = town.make_actor("Lena Groß", LEADERSHIP)

    with pytest.raises(NotAllowed):
        as_json(town, lena)
    assert town.application.query(town.ari, audit.anchor).number == LINES


def test_command_typed_as_a_name_stays_text(town):
    town.kim = town.make_actor("=1+1 Kord", COORDINATOR)
    as_json(town, town.kim)

    content = deliver_audit(town.application, town.ari, AuditForm.CSV).decode("utf-8-sig")

    assert ";'=1+1 Kord;" in content
