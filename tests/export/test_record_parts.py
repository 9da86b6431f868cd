"""The record of decisions that were closed, opened again and closed anew, read by programs."""

import io
import json
import zipfile

import openpyxl
import pytest
from sqlalchemy.orm import Session

from lotsen.db.closings import ClosingRow
from lotsen.domain.closings import Answer, Body, Hearing
from lotsen.domain.decisions import Outcome
from lotsen.export.record import deliver_record
from lotsen.usecases import dossier, meeting, reopening
from tests.export.printed import text
from tests.usecases.closing_steps import (
    REASON,
    ask,
    close_everything,
    decide,
    hear,
    reopen_decisions,
)
from tests.usecases.meetings import begin, come, do, room

ADDED = "=HYPERLINK(1) Die Urkunde wurde am 1. Juli überreicht."
OBJECTION = "Sie wird bis zum Sommer im Projekt gebraucht."
STATEMENT = "#panic(1) Wir sehen das anders als die Leitung."


@pytest.fixture
def closed(town):
    town.round_id = town.round.id
    decide(town, town.ada, Outcome.NOT_SELECTED)
    decide(town, town.ben)
    ask(town, town.ben, Answer.OBJECTS, OBJECTION)
    hear(town, Body.STAFF_COUNCIL, Hearing.OBJECTED, STATEMENT)
    close_everything(town)
    town.application.execute(town.kim, reopening.add, town.round_id, ADDED)
    return town


@pytest.fixture
def twice(closed):
    reopen_decisions(closed)
    close_everything(closed)
    return closed


def given_out(town):
    record = deliver_record(town.application, town.kim, town.round)
    with zipfile.ZipFile(io.BytesIO(record.archive)) as archive:
        return record, {name: archive.read(name) for name in archive.namelist()}


def rows_of(sheet):
    names, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_document_tells_of_both_closings(twice, tmp_path):
    record, _files = given_out(twice)
    found = text(record.document, tmp_path)

    first, second = twice.application.query(twice.kim, dossier.gather, twice.round_id).closings
    for words in (
        "Abschluss 1, wieder geöffnet Abgeschlossen: Karla Kord, 16.06.2027, 12:00",
        "Unterzeichnet: Paul Stell, 16.06.2027, 12:00",
        "Wiederöffnen vorgeschlagen: Karla Kord, 16.06.2027, 12:00",
        f"Grund: {REASON} Zugestimmt: Paul Stell, 16.06.2027, 12:00",
        ADDED,
        "Abschluss 2 Abgeschlossen: Karla Kord",
    ):
        assert words in found
    for each in (first, second):
        assert str(each.anchor) in found.replace(" ", "")
        assert each.list_hash in found.replace(" ", "")


def test_same_closings_give_the_same_bytes(twice):
    (first, _files), (second, _again) = given_out(twice), given_out(twice)

    assert first.archive == second.archive


def test_workbook_has_closings_statements_answers_and_departures(twice):
    _record, files = given_out(twice)
    book = openpyxl.load_workbook(io.BytesIO(files["Auswahlvermerk.xlsx"]))

    first, second = rows_of(book["Abschlüsse"])
    assert (first["Abschluss"], first["WiederoeffnenVon"], first["ZugestimmtVon"]) == (
        1,
        "Karla Kord",
        "Paul Stell",
    )
    assert first["WiederoeffnenGrund"] == REASON
    assert first["Nachtraege"].endswith(ADDED)
    assert (second["WiederoeffnenVon"], second["Nachtraege"]) == (None, None)
    statement, _other, answer = rows_of(book["Beteiligung"])
    assert (statement["Wer"], statement["Ergebnis"], statement["Text"]) == (
        "Personalrat",
        "widersprochen",
        STATEMENT,
    )
    assert (statement["Art"], statement["AufgeschriebenVon"]) == (
        "Stellungnahme zur Auswahl",
        "Kim Kord",
    )
    assert (answer["Wer"], answer["Zu"], answer["Text"]) == ("Lea Amt", "Ben Groß", OBJECTION)
    assert {row["Name"]: row["Abweichung"] for row in rows_of(book["Kandidaturen"])} == {
        "Groß, Ben": None,
        "Yıldız, Dr. Ada": REASON,
    }


def test_data_has_every_closing(twice):
    _record, files = given_out(twice)
    first, second = json.loads(files["Auswahlvermerk.json"])["closings"]

    assert first["reopening"]["reason"] == REASON
    assert [each["text"] for each in first["addenda"]] == [ADDED]
    assert second["reopening"] is None


def test_document_names_who_wrote_a_statement_down(closed, tmp_path):
    record, _files = given_out(closed)

    assert "Aufgeschrieben von" in text(record.document, tmp_path)
    assert "als die Leitung. Kim Kord" in text(record.document, tmp_path)


@pytest.fixture
def met(town):
    town.round_id, town.chair = town.round.id, town.kim
    begin(town, town.ada)
    come(town, town.chief, town.kim)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    return town


def test_record_has_the_meetings_with_who_was_there(met, tmp_path):
    record, files = given_out(met)

    printed = text(record.document, tmp_path)
    assert "Anwesend Sitzung 1 17.06.2027, 18:00 – Kim Kord, Dr. Jana Weiß" in printed
    book = openpyxl.load_workbook(io.BytesIO(files["Auswahlvermerk.xlsx"]))
    (row,) = rows_of(book["Sitzungen"])
    assert (row["Sitzung"], row["Ort"], row["Anwesend"]) == (
        "Sitzung 1",
        None,
        "Kim Kord; Dr. Jana Weiß",
    )
    (found,) = json.loads(files["Auswahlvermerk.json"])["meetings"]
    assert found["present"] == ["Kim Kord", "Dr. Jana Weiß"]


def test_closing_without_participants_says_that_they_are_of_today(closed, tmp_path):
    said = "Dieser Abschluss hat die Beteiligten noch nicht mit aufbewahrt."
    with Session(closed.engine) as session, session.begin():
        row = session.query(ClosingRow).one()
        old = {name: part for name, part in row.content.items() if name != "participants"}
        kept, row.content = row.content, old
    assert said in text(given_out(closed)[0].document, tmp_path)

    with Session(closed.engine) as session, session.begin():
        session.query(ClosingRow).one().content = kept
    assert said not in text(given_out(closed)[0].document, tmp_path)
