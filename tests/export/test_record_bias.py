"""Biases in the record: those on sheets, and those that were said in a meeting."""

import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from lotsen.domain.ratings import SheetState
from lotsen.export.record import made
from lotsen.export.record_data import record_data
from lotsen.usecases import dossier, meeting, meeting_plan, meeting_views, rating, recusals
from lotsen.usecases.dossier_views import Signature
from tests.export.test_record import opened, text
from tests.makers import RATER
from tests.usecases.meetings import EVENING, do

ON_THE_SHEET, IN_THE_ROOM = "Mein Bruder.", "Wir wohnen zusammen in einem Haus."
MISTAKE = "Verwechselt mit einer Person gleichen Namens."
NOBODY = "Niemand hat sich für befangen erklärt."


@pytest.fixture
def met(town):
    """Rita, who has rated Ada, and the leadership say in a meeting that they are biased."""
    town.meeting = do(town, town.kim, meeting_plan.plan, town.round.id, "Sitzung 1", EVENING)
    do(town, town.kim, meeting_plan.add_candidates, town.meeting, [town.ada], 10, seen=1)
    seen = town.application.query(town.kim, meeting_views.room, town.meeting)
    do(town, town.kim, meeting.open_, town.meeting, seen=seen.version)
    item = seen.agenda[0].id
    for person in (town.rita, town.chief.id):
        do(town, town.kim, meeting.recuse, town.meeting, item, person, IN_THE_ROOM)
    return town


def gathered(town):
    return town.application.query(town.kim, dossier.gather, town.round.id)


def test_bias_that_was_said_in_a_meeting_stands_once_in_the_record(met):
    said = record_data(gathered(met), "")["biased"]

    assert [(who, about, reason) for who, about, reason, _said in said] == [
        ("Rita Roth", "Dr. Ada Yıldız", IN_THE_ROOM),
        ("Dr. Jana Weiß", "Dr. Ada Yıldız", IN_THE_ROOM),
    ]
    assert all(where.startswith("Sitzung 1, ") for *_others, where in said)


def test_bias_that_was_taken_back_stays_in_the_record_with_both_reasons(met, tmp_path):
    first, *_others = met.application.query(met.kim, recusals.to_take_back, met.meeting)
    do(met, met.kim, recusals.take_back, met.meeting, first.id, MISTAKE)

    found = gathered(met)
    (_who, _about, reason, said), _second = record_data(found, "")["biased"]
    assert reason.startswith(f"{IN_THE_ROOM}\nZurückgenommen am ")
    assert reason.endswith(f" von Kim Kord: {MISTAKE}")
    assert said.endswith(", vermerkt von Kim Kord")
    record = made(found, "")
    assert "Zurückgenommen am" in text(record.document, tmp_path)
    with zipfile.ZipFile(io.BytesIO(record.archive)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("Auswahlvermerk.xlsx")))
        data = json.loads(archive.read("Auswahlvermerk.json"))
    names, *rows = ([cell.value for cell in row] for row in book["Befangenheit"].iter_rows())
    kept = [dict(zip(names, row, strict=True))["Zurueckgenommen"] for row in rows]
    assert [MISTAKE in (each or "") for each in kept] == [True, False]
    ada = next(each for each in data["people"] if each["name"] == "Dr. Ada Yıldız")
    told = [each["taken_back"] for each in ada["recusals"]]
    assert [each and (each["by"], each["reason"]) for each in told] == [
        ("Kim Kord", MISTAKE),
        None,
    ]


def test_signature_of_somebody_biased_says_for_whom_it_does_not_count(town):
    signature = Signature(who="Paul Stell", at=EVENING, not_for=("Ada Yıldız", "Ben Groß"))
    found = replace(gathered(town), signatures=(signature,))

    ((who, _when),) = record_data(found, "")["signatures"]
    assert who == "Paul Stell (befangen, gilt nicht zu: Ada Yıldız, Ben Groß)"


def test_bias_on_a_sheet_stands_beside_it(met):
    rolf = met.make_actor("Rolf Rabe", RATER)
    met.make_sheet(met.ben, rolf.id, state=SheetState.ASSIGNED)
    do(met, rolf, rating.declare, met.round.id, met.ben, bias=ON_THE_SHEET, seen=1, tab="a")

    first, *_others = record_data(gathered(met), "")["biased"]

    assert first[:3] == ["Rolf Rabe", "Ben Groß", ON_THE_SHEET]
    assert first[3].startswith("auf dem Bogen, ")


def test_all_three_forms_name_it(met, tmp_path):
    record = made(gathered(met), "")

    printed = text(record.document, tmp_path)
    assert IN_THE_ROOM in printed
    assert NOBODY not in printed
    with opened(record) as pdf, pdf.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("2A", "1")
    with zipfile.ZipFile(io.BytesIO(record.archive)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("Auswahlvermerk.xlsx")))
        data = json.loads(archive.read("Auswahlvermerk.json"))
    names, *rows = ([cell.value for cell in row] for row in book["Befangenheit"].iter_rows())
    assert [dict(zip(names, row, strict=True))["Grund"] for row in rows] == [IN_THE_ROOM] * 2
    ada = next(each for each in data["people"] if each["name"] == "Dr. Ada Yıldız")
    assert [(each["person"], each["meeting"]) for each in ada["recusals"]] == [
        ("Rita Roth", "Sitzung 1"),
        ("Dr. Jana Weiß", "Sitzung 1"),
    ]


def test_where_nobody_is_biased_the_record_says_so(town, tmp_path):
    found = gathered(town)

    assert record_data(found, "")["biased"] == []
    assert NOBODY in text(made(found, "").document, tmp_path)
