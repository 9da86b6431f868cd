"""What the rules proposed, in all three forms of the record, read by programs."""

import io
import json
import zipfile

import openpyxl
import pytest

from lotsen.domain.shortlist_rules import PersonRule, ShortlistRules
from lotsen.export.record import deliver_record
from lotsen.usecases import departures, shortlist, shortlist_rules
from tests.export.printed import text

WHY = "#panic(1) Leitet das Pilotprojekt der E-Akte."
INSTEAD = "=1+1 ist für den Bauhof unersetzlich."


def do(town, command, *args, **kwargs):
    town.application.execute(town.kim, command, town.round.id, *args, **kwargs)


@pytest.fixture
def ruled(town):
    """Ada cannot be in and is marked all the same; somebody says why."""
    rules = ShortlistRules(
        places=1, people=(PersonRule(candidate_id=town.ada, chosen=False, reason=WHY),)
    )
    town.make_sheet(town.ben, town.rita, motivation=2, vorbild=2)
    do(town, shortlist_rules.set_rules, rules, seen=0)
    do(town, shortlist.mark, town.ada, "", seen=0)
    do(town, departures.explain, town.ada, INSTEAD, proposed=False, seen=0)
    return town


@pytest.fixture
def files(ruled):
    return files_of(ruled)


def files_of(town):
    record = deliver_record(town.application, town.kim, town.round)
    with zipfile.ZipFile(io.BytesIO(record.archive)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_document_tells_rules_proposal_and_departure(files, tmp_path):
    found = text(files["Auswahlvermerk.pdf"], tmp_path)

    for words in (
        "Vorschlag für die Engere Wahl",
        "Plätze im Vorschlag: 1. Es ist bewiesen, dass es unter diesen Regeln keinen besseren",
        f"Regeln: Dr. Ada Yıldız kann nicht dabei sein ({WHY})",
        "Festgelegt: Kim Kord, ",
        "Groß, Ben ja",
        "Yıldız, Dr. Ada nein",
        f"{INSTEAD} (Kim Kord)",
    ):
        assert words in found


def test_table_says_it_of_each_person_and_for_all(files):
    book = openpyxl.load_workbook(io.BytesIO(files["Auswahlvermerk.xlsx"]))
    names, *rows = book["Kandidaturen"].iter_rows(values_only=True)
    people = {row[0]: dict(zip(names, row, strict=True)) for row in rows}

    columns = ("Vorgeschlagen", "EngereWahl", "AbweichungVomVorschlag")
    said = {name: [line[each] for each in columns] for name, line in people.items()}
    assert said["Groß, Ben"][:2] == ["ja", "nein"]
    assert said["Yıldız, Dr. Ada"][:2] == ["nein", "ja"]
    assert said["Yıldız, Dr. Ada"][2].endswith("(Kim Kord)")
    assert people["Groß, Ben"]["AnteilVorschlag"] == pytest.approx(1)
    notes = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert any(WHY in note and "Regeln für die Engere Wahl" in note for note in notes)


def test_data_say_the_same(files):
    found = json.loads(files["Auswahlvermerk.json"])

    assert found["proposal"]["rules"] == [
        {
            "rule": {"kind": "must_out", "subject": "Dr. Ada Yıldız", "least": 0, "most": 0},
            "reason": WHY,
        }
    ]
    assert [each["proposed"]["proposed"] for each in found["people"]] == [True, False]


def test_record_without_rules_says_that_there_was_no_proposal(town, tmp_path):
    found = files_of(town)

    assert "kein Vorschlag zu dieser Auswahl." in text(found["Auswahlvermerk.pdf"], tmp_path)
    assert json.loads(found["Auswahlvermerk.json"])["proposal"] is None
