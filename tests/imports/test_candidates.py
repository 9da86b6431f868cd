import datetime as dt

import pandas as pd
import pytest

from lotsen.domain.candidates import CandidateState
from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from tests.imports.bringing import CANDIDATES, KAYA, codes, parsed

HEADINGS = (
    "Personalnummer;Anrede;Titel;Nachname;Vorname;Dezernat;Fachbereich;Abteilung;E-Mail;Telefon;"
    "Führungskraft;E-Mail Führungskraft;Funktion;Umfang;Standort;Eingang am;Status;Motivation;"
    "Projekte;Bemerkung\n"
)
FULL = (
    "00471;Frau;Dr.;Kaya;Anna;Dezernat II;Bürgerdienste;Standesamt;Kaya@Stadt.example;-123;"
    "Berger, Alex;Berger@Stadt.example;Sachbearbeitung;19,5/39;Rathaus;01.06.2026;interessiert;"
    '"Erstens\nzweitens";E-Akte;keine\n'
)


def test_candidate_is_read_with_everything():
    result = parsed(FileKind.CANDIDATES, HEADINGS + FULL)

    assert result.findings == ()
    assert result.frame.iloc[0].to_dict() == {
        "personnel_number": "00471",
        "salutation": "Frau",
        "title": "Dr.",
        "last_name": "Kaya",
        "first_name": "Anna",
        "division": "Dezernat II",
        "unit": "Bürgerdienste",
        "department": "Standesamt",
        "email": "kaya@stadt.example",
        "phone": "-123",
        "leader_name": "Berger, Alex",
        "leader_email": "berger@stadt.example",
        "function": "Sachbearbeitung",
        "workload": 0.5,
        "site": "Rathaus",
        "received_on": pd.Timestamp("2026-06-01"),
        "state": CandidateState.INTERESTED,
        "motivation": "Erstens\nzweitens",
        "projects": "E-Akte",
        "note": "keine",
        "row": 2,
    }


def test_types_do_not_depend_on_what_is_there():
    few = parsed(FileKind.CANDIDATES, CANDIDATES + KAYA).frame
    all_ = parsed(FileKind.CANDIDATES, HEADINGS + FULL).frame

    assert few.dtypes.to_dict() == all_.dtypes.to_dict()
    assert few["received_on"].isna().all()
    assert few["state"].tolist() == [""]


def test_days_can_be_taken_out_as_days():
    frame = parsed(FileKind.CANDIDATES, HEADINGS + FULL).frame

    assert frame["received_on"].dt.date.tolist() == [dt.date(2026, 6, 1)]


def test_candidate_needs_a_department_on_some_level():
    result = parsed(
        FileKind.CANDIDATES,
        "Nachname;Vorname;E-Mail;Dezernat;Fachbereich\n"
        "Kaya;Anna;kaya@stadt.example;II;\n"
        "Berger;Alex;berger@stadt.example;;\n",
    )

    assert result.frame["division"].tolist() == ["II"]
    assert [(finding.code, finding.row, finding.column) for finding in result.findings] == [
        (FindingCode.VALUE_MISSING, 3, "Fachbereich")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("01.06.2026", "gestern", FindingCode.DATE_INVALID),
        ("interessiert", "vielleicht", FindingCode.STATE_UNKNOWN),
        ("19,5/39", "Teilzeit", FindingCode.WORKLOAD_INVALID),
        ("00471", "4,71E+10", FindingCode.NUMBER_SHORTENED),
        ("Berger@Stadt.example", "Berger", FindingCode.EMAIL_INVALID),
        ("E-Akte", "x" * 20_000, FindingCode.TEXT_TOO_LONG),
    ],
)
def test_what_cannot_be_right_is_told(old, new, code):
    result = parsed(FileKind.CANDIDATES, HEADINGS + FULL.replace(old, new))

    assert codes(result) == [code]
    assert len(result.frame) == 0


def test_candidate_who_is_named_twice_with_other_words_is_an_error():
    result = parsed(FileKind.CANDIDATES, CANDIDATES + KAYA + KAYA.replace("Anna", "Anne"))

    assert codes(result) == [FindingCode.PERSON_CONTRADICTORY]


def test_personnel_number_of_two_people_is_an_error():
    result = parsed(
        FileKind.CANDIDATES,
        HEADINGS + FULL + FULL.replace("Kaya", "Weiß").replace("Weiß@", "weiss@"),
    )

    assert [(finding.code, finding.facts) for finding in result.findings] == [
        (FindingCode.PERSONNEL_NUMBER_TWICE, {"first_row": 2})
    ]


def test_namesakes_are_two_people():
    other = KAYA.replace("kaya@", "kaya2@").replace("Standesamt", "Bauamt")

    result = parsed(FileKind.CANDIDATES, CANDIDATES + KAYA + other)

    assert len(result.frame) == 2
    assert result.findings == ()


def test_one_name_with_two_addresses_in_one_department_may_be_one_person():
    result = parsed(
        FileKind.CANDIDATES,
        CANDIDATES + KAYA + KAYA + KAYA.replace("kaya@", "kaya2@").replace("Kaya", "KAYA"),
    )

    assert len(result.frame) == 2
    assert result.errors == 0
    assert [(each.code, each.row, each.facts) for each in result.findings] == [
        (FindingCode.PERSON_REPEATED, 3, {"first_row": 2}),
        (FindingCode.PERSON_ALIKE, 4, {"first_row": 2}),
    ]


@pytest.mark.parametrize(
    ("number", "found"),
    [("471", [FindingCode.PERSONNEL_NUMBER_SHORT]), ("10471", []), ("E 71", [])],
)
def test_number_that_has_lost_its_zeros_in_excel_is_a_hint(number, found):
    other = FULL.replace("00471", number).replace("Kaya@", "weiss@").replace("Kaya", "Weiß")

    result = parsed(FileKind.CANDIDATES, HEADINGS + FULL + other)

    assert codes(result) == found
    assert len(result.frame) == 2


def test_letter_that_a_csv_has_lost_keeps_a_name_out():
    result = parsed(FileKind.CANDIDATES, CANDIDATES + KAYA.replace("Kaya;", "Y?ld?z;"))

    assert [(each.code, each.row, each.column) for each in result.findings] == [
        (FindingCode.TEXT_BROKEN, 2, "Nachname")
    ]


def test_text_that_begins_like_a_formula_stays_a_text():
    result = parsed(FileKind.CANDIDATES, CANDIDATES + KAYA.replace("Kaya;", "=1+1;"))

    assert result.frame["last_name"].tolist() == ["=1+1"]
    assert result.findings == ()
