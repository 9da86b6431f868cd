import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.i18n.fields import field_name
from lotsen.imports.columns import (
    check_columns,
    criterion_names,
    fields_of,
    match_columns,
    missing_fields,
    required_fields,
)
from lotsen.imports.synonyms import fold, synonyms
from tests.imports.bringing import CRITERIA

TEMPLATES = {
    FileKind.DEPARTMENTS: "Nummer;Bezeichnung;Art;Übergeordnete Einheit;Leitung;E-Mail Leitung",
    FileKind.PEOPLE: "Anrede;Titel;Vorname;Nachname;E-Mail;Telefon;Organisationseinheit;Funktion;"
    "Rollen",
    FileKind.CANDIDATES: "Personalnummer;Anrede;Titel;Nachname;Vorname;Dezernat;Fachbereich;"
    "Abteilung;E-Mail;Telefon;Führungskraft;E-Mail Führungskraft;Funktion;Umfang;Standort;"
    "Eingang am;Status;Motivation;Projekte;Bemerkung",
    FileKind.RATINGS: "E-Mail Kandidatur;E-Mail bewertende Person;Kriterium;Bewertung;Beleg;"
    "Abgegeben am",
}


@pytest.mark.parametrize("kind", FileKind)
def test_headings_of_our_own_templates_are_found(kind):
    headers = TEMPLATES[kind].split(";")

    match = match_columns(kind, headers)

    assert {*match.mapping} == {*fields_of(kind)} - {"full_name"}
    assert sorted(match.mapping.values()) == list(range(len(headers)))
    assert match.rivals == {}
    assert check_columns(kind, headers, match, match.mapping) == ()


@pytest.mark.parametrize("kind", FileKind)
def test_no_heading_stands_for_two_fields(kind):
    fields = [{fold(name) for name in names} for names in synonyms().headings[kind].values()]

    assert sum(map(len, fields)) == len(set(chain(*fields)))


@pytest.mark.parametrize(
    "header", ["e-mail", "EMAIL", "E Mail", "e_mail", "E\u2011Mail", "Dienstliche E-Mail-Adresse"]
)
def test_headings_are_compared_without_case_blanks_and_hyphens(header):
    assert match_columns(FileKind.CANDIDATES, [header]).mapping == {"email": 0}


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("E-Mail (dienstlich)", "email"),
        ("Fachbereich / Abteilung", "department"),
        ("Abteilung bzw. Amt", "department"),
        ("Bemerkung [intern]", "note"),
    ],
)
def test_heading_is_known_by_its_parts_where_they_leave_no_doubt(header, meant):
    assert match_columns(FileKind.CANDIDATES, [header]).mapping == {meant: 0}


@pytest.mark.parametrize("header", ["Name (Telefon)", "Eingang / Status", "Ort (Kantine)"])
def test_heading_whose_parts_mean_two_things_or_none_is_left_to_the_person(header):
    assert match_columns(FileKind.CANDIDATES, [header]).mapping == {}


def test_heading_that_is_known_whole_comes_before_one_that_is_known_by_its_parts():
    match = match_columns(FileKind.CANDIDATES, ["Bemerkung (alt)", "Bemerkung"])

    assert match.mapping == {"note": 1}


@given(st.sampled_from(["Führungskraft", "Übergeordnete Einheit", "Außenstelle"]))
def test_umlauts_may_be_decomposed_or_written_out(header):
    written_out = header.replace("ü", "ue").replace("Ü", "Ue").replace("ß", "ss")

    assert fold(unicodedata.normalize("NFD", header)) == fold(header) == fold(written_out)


def test_english_headings_are_found():
    headers = ["Personnel number", "Last name", "First name", "E-mail", "Department", "Workload"]

    assert (
        missing_fields(FileKind.CANDIDATES, match_columns(FileKind.CANDIDATES, headers).mapping)
        == ()
    )


@pytest.mark.parametrize("kind", FileKind)
def test_every_field_is_called_as_the_first_of_its_headings(kind):
    headings = synonyms().headings[kind]

    assert {field: field_name(kind, field) for field in headings} == {
        field: names[0] for field, names in headings.items()
    }


def test_heading_name_is_the_last_name_beside_a_first_name():
    assert match_columns(FileKind.PEOPLE, ["Name", "Vorname"]).mapping == {
        "last_name": 0,
        "first_name": 1,
    }


def test_heading_name_alone_is_the_whole_name():
    assert match_columns(FileKind.PEOPLE, ["Name", "E-Mail"]).mapping == {
        "full_name": 0,
        "email": 1,
    }


def test_heading_name_beside_last_and_first_name_is_left_alone():
    assert match_columns(FileKind.PEOPLE, ["Name", "Nachname", "Vorname"]).mapping == {
        "last_name": 1,
        "first_name": 2,
    }


def test_missing_needed_columns_are_named():
    headers = ["Nachname", "Kostenstelle"]
    match = match_columns(FileKind.CANDIDATES, headers)

    findings = check_columns(FileKind.CANDIDATES, headers, match, match.mapping)

    assert [(finding.code, finding.facts["field"]) for finding in findings] == [
        (FindingCode.COLUMN_MISSING, "first_name"),
        (FindingCode.COLUMN_MISSING, "email"),
        (FindingCode.COLUMN_MISSING, "department"),
    ]
    assert findings[0].facts["headings"] == "„Nachname“, „Kostenstelle“"


def test_two_headings_for_a_needed_field_are_left_to_the_person():
    headers = ["Nachname", "Vorname", "E-Mail", "Dienstliche E-Mail", "Amt"]
    match = match_columns(FileKind.CANDIDATES, headers)

    assert "email" not in match.mapping
    assert [
        finding.code
        for finding in check_columns(FileKind.CANDIDATES, headers, match, match.mapping)
    ] == [FindingCode.COLUMN_AMBIGUOUS]

    chosen = {**match.mapping, "email": 3}
    assert [
        (finding.code, finding.column)
        for finding in check_columns(FileKind.CANDIDATES, headers, match, chosen)
    ] == [(FindingCode.COLUMN_NOT_READ, "E-Mail")]


def test_of_two_headings_for_another_field_the_more_usual_is_taken():
    headers = ["Durchwahl", "Telefon"]
    match = match_columns(FileKind.PEOPLE, headers)

    assert match.mapping == {"phone": 1}
    assert match.rivals == {"phone": (1, 0)}


def test_criteria_may_stand_as_columns():
    headers = ["E-Mail Kandidatur", "Bewertet von", "1. Motivation", "Beleg Motivation", "K5"]

    match = match_columns(FileKind.RATINGS, headers, CRITERIA)

    assert match.mapping == {
        "candidate": 0,
        "rater": 1,
        "rating:motivation": 2,
        "evidence:motivation": 3,
        "rating:prozesse": 4,
    }
    assert missing_fields(FileKind.RATINGS, match.mapping) == ()


@pytest.mark.parametrize(
    "name",
    [
        "prozesse",
        "5",
        "Kriterium 5",
        "PROZESSE VERBESSERN",
        "5. Prozesse verbessern",
        "Prozesse optimieren und standardisieren",
        "Optimises and standardises processes",
    ],
)
def test_criterion_has_many_names(name):
    assert criterion_names(CRITERIA)[fold(name)] == "prozesse"


def test_fields_of_a_wide_list_follow_those_of_a_long_one():
    assert fields_of(FileKind.RATINGS, CRITERIA)[-4:] == (
        "rating:motivation",
        "evidence:motivation",
        "rating:prozesse",
        "evidence:prozesse",
    )
    assert field_name(FileKind.RATINGS, "evidence:prozesse", {"prozesse": "Prozesse"}) == (
        "Beleg Prozesse"
    )


@pytest.mark.parametrize("kind", FileKind)
def test_needed_fields_are_fields(kind):
    assert required_fields(kind) <= {*fields_of(kind)}


@pytest.mark.parametrize(
    ("kind", "mapped", "needed"),
    [
        (FileKind.PEOPLE, (), {"last_name", "first_name", "email"}),
        (FileKind.PEOPLE, ("full_name",), {"email"}),
        (FileKind.PEOPLE, ("last_name",), {"last_name", "first_name", "email"}),
        (FileKind.RATINGS, ("rating:motivation",), {"candidate", "rater"}),
    ],
)
def test_field_is_not_needed_where_another_stands_for_it(kind, mapped, needed):
    assert required_fields(kind, mapped) == needed
