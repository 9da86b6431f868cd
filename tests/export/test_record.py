"""The record, read by programs that had no part in making it."""

import io
import json
import re
import zipfile
from dataclasses import replace
from hashlib import sha256

import openpyxl
import pikepdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed
from lotsen.domain.people import Actor
from lotsen.export.record import deliver_record, made, record_name
from lotsen.i18n import use_language
from lotsen.usecases import decisions, dossier, file_reference, rounds
from lotsen.usecases.decisions import Wish
from lotsen.usecases.talk_changes import Minutes, RatingChange
from tests.export.printed import text
from tests.makers import RATER

NASTY = '#panic("x") $a$ *fett* _kursiv_ `code` <ada> @ref \\ // weg /* weg */ = Titel\n- #[x]\n+ y'
STRANGE = "Grüße 🎉 aus 東京, مرحبا \u202e umgekehrt \ue000 \u0301 \u200b\t\u2011 fi\ufb01 Ł ẞ ə"


@pytest.fixture
def decided(town):
    wish = Wish(outcome=Outcome.SELECTED, reason=NASTY)
    town.application.execute(town.chief, decisions.decide, town.round.id, town.ada, wish)
    refer(town, "10.24-2027/17")
    return town


def refer(town, reference, seen=""):
    town.application.execute(
        town.kim, file_reference.set_reference, town.round.id, reference, seen=seen
    )


def record(town, actor=None):
    return deliver_record(town.application, actor or town.kim, town.round)


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def given_out(decided, kept):
    """The record of `decided`, made once; only the anchor is that of another town."""
    if not kept:
        kept["record"] = record(decided)
    return kept["record"]


def opened(record):
    return pikepdf.open(io.BytesIO(record.document))


def tags(node):
    """The kinds of all elements of the tag tree, in their order."""
    if isinstance(node, pikepdf.Array):
        return [tag for each in node for tag in tags(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def elements(node, kind):
    if isinstance(node, pikepdf.Array):
        return [found for each in node for found in elements(each, kind)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if node.get("/S") == kind else []
    return own + (elements(node["/K"], kind) if "/K" in node else [])


def test_document_says_that_it_is_for_the_archive_and_for_everybody(given_out):
    with opened(given_out) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Auswahlvermerk: Digitallotsen 2027"
        assert str(pdf.Root.Lang) == "de-DE"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_headings_tables_and_pictures_are_real(given_out):
    with opened(given_out) as pdf:
        found = tags(pdf.Root.StructTreeRoot)
        figures = elements(pdf.Root.StructTreeRoot, "/Figure")

        assert found.count("/Title") == 1
        assert found.count("/H1") == 12  # eleven chapters and the contents
        assert (found.count("/Table"), found.count("/TH")) == (9, 36)
        assert [str(each["/Alt"]) for each in figures] == [
            "Gesamtwerte auf der Skala von 1 bis 5. ausgewählt: eine Person mit 4,1.",
            "Werte je Kriterium auf der Skala von 1 bis 5. Motivation: 3,5; Vorbild: 5,0.",
        ]


def test_every_font_is_in_the_document(given_out):
    with opened(given_out) as pdf:
        described = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        pictures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]

        assert len(described) >= 2
        assert all("/FontFile3" in each or "/FontFile2" in each for each in described)
        assert pictures == []


def test_same_records_give_the_same_bytes_and_their_sum_is_in_the_log(decided):
    first, second = record(decided), record(decided)

    assert first.archive == second.archive
    assert first.digest == sha256(first.document).hexdigest()
    with Session(decided.engine) as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action == "record_exported"))
        assert [row.facts for row in rows] == 2 * [
            {"reference": "10.24-2027/17", "sha256": first.digest, "people": 2, "draft": True}
        ]


def test_typed_text_is_text(decided, tmp_path):
    refer(decided, "= 1 #pagebreak()", seen="10.24-2027/17")
    found = text(record(decided).document, tmp_path)

    assert re.sub(r"\s+", " ", NASTY) in found
    assert "Aktenzeichen: = 1 #pagebreak()" in found


def test_signs_that_no_font_has_are_named_and_stop_nothing(town, tmp_path):
    with Session(town.engine) as session, session.begin():  # older records may hold any sign
        session.get_one(CandidateRow, town.ben).motivation = STRANGE

    found = text(record(town).document, tmp_path)

    assert "Grüße [U+1F389] aus [U+6771][U+4EAC]" in found
    assert "[U+202E] umgekehrt [U+E000]" in found
    assert "Ł ẞ ə" in found


def test_record_names_reasons_raters_anchor_and_reference(decided, tmp_path):
    found = text(record(decided).document, tmp_path)

    anchor = decided.application.query(decided.kim, dossier.gather, decided.round.id).anchor
    for words in (
        "Aktenzeichen: 10.24-2027/17",
        "Entwurf. Die Entscheidungen sind noch nicht abgeschlossen.",
        "Dr. Jana Weiß, 16.06.2027, 12:00",
        "Bogen von Rita Roth",
        "Noch ohne Entscheidung: 1",
        "9. Nachweis Dieser Vermerk",
    ):
        assert words in found
    assert str(anchor.chain) in found.replace(" ", "")


def test_archive_holds_document_table_data_and_their_sums(given_out):
    with zipfile.ZipFile(io.BytesIO(given_out.archive)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    assert list(files) == [
        "Auswahlvermerk.pdf",
        "Auswahlvermerk.xlsx",
        "Auswahlvermerk.json",
        "SHA256SUMS.txt",
    ]
    sums = dict(
        line.split("  ")[::-1] for line in files.pop("SHA256SUMS.txt").decode().splitlines()
    )
    assert sums == {name: sha256(content).hexdigest() for name, content in files.items()}


def test_table_and_data_say_the_same(decided, given_out):
    with zipfile.ZipFile(io.BytesIO(given_out.archive)) as archive:
        data = json.loads(archive.read("Auswahlvermerk.json"))
        book = openpyxl.load_workbook(io.BytesIO(archive.read("Auswahlvermerk.xlsx")))

    assert book.sheetnames == [
        "Kandidaturen",
        "Bewertungen",
        "Abstimmungen",
        "Befangenheit",
        "Beteiligte",
        "Sitzungen",
        "Beteiligung",
        "Abschlüsse",
        "Erläuterung",
    ]
    names = [cell.value for cell in book["Kandidaturen"][1]]
    rows = [
        dict(zip(names, (cell.value for cell in row), strict=True))
        for row in book["Kandidaturen"].iter_rows(min_row=2)
    ]
    assert [row["Name"] for row in rows] == [each["sorted_name"] for each in data["people"]]
    ada = next(each for each in data["people"] if each["id"] == decided.ada)
    row = next(each for each in rows if each["Name"] == ada["sorted_name"])
    assert (row["Entscheidung"], row["Begruendung"]) == ("ausgewählt", NASTY)
    assert row["Gesamtwert"] == round(ada["score"], 2)
    assert (row["FairerWert"], row["Rang"]) == (round(ada["fair"]["fair"], 2), 1)
    assert (data["fair"]["comparable"], data["fair"]["method"]["seed"]) == ("caution", 2026)
    assert book["Bewertungen"].max_row == 5


def test_record_is_german_whatever_its_reader_has_chosen(decided):
    german = record(decided).archive
    use_language("en")
    try:
        assert record(decided).archive == german
    finally:
        use_language("de")


def test_rater_gets_no_record_and_no_line_in_the_log(town):
    rater = Actor(id=town.rita, name="Rita Roth", roles=frozenset({RATER}))

    with pytest.raises(NotAllowed):
        record(town, actor=rater)
    with Session(town.engine) as session:
        assert session.scalars(select(AuditRow)).all() == []


def test_record_prints_minutes_and_what_was_changed_after_the_talk(decided, tmp_path):
    found = decided.application.query(decided.kim, dossier.gather, decided.round.id)
    change = RatingChange(
        criterion="Motivation",
        rater="Rita Roth",
        old=3,
        old_evidence="Beleg",
        new=4,
        reason=NASTY,
        at=found.anchor.at,
    )
    minutes = Minutes(meeting="Sitzung 1", planned_for=None, text="*Gut* gefallen.")
    people = [
        replace(
            each,
            minutes=(minutes,),
            sheets=tuple(replace(sheet, changes=(change,)) for sheet in each.sheets),
        )
        for each in found.people
    ]

    printed = text(made(replace(found, people=people), "").document, tmp_path)

    assert "Niederschrift: Sitzung 1 *Gut* gefallen." in printed
    assert "Nach dem Gespräch geändert: Kriterium Wert Grund Wann Motivation 3 → 4" in printed


def test_endless_reference_is_refused(town):
    with pytest.raises(BadInput, match="too_long"):
        refer(town, "x" * 81)


def test_name_of_the_file_begins_with_the_day(town):
    assert record_name(town.round) == "2027-06-16_Digitallotsen_Auswahlvermerk.zip"
    refer(town, "10.24-2027/17")
    found = town.application.query(town.kim, rounds.current)
    assert record_name(found) == "2027-06-16_Digitallotsen_Auswahlvermerk_10.24-2027-17.zip"
