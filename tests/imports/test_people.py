import pytest

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.domain.people import Role
from tests.imports.bringing import codes, parsed

HEADINGS = "Anrede;Titel;Vorname;Nachname;E-Mail;Telefon;Organisationseinheit;Funktion;Rollen\n"
KAYA = "Frau;Dr.;Anna;Kaya;Kaya@Stadt.example;0711 216-0;Standesamt;Leiterin;Bewertung, Revision\n"


def test_people_are_read_with_their_roles():
    result = parsed(FileKind.PEOPLE, HEADINGS + KAYA)

    assert result.frame.to_dict("records") == [
        {
            "salutation": "Frau",
            "title": "Dr.",
            "first_name": "Anna",
            "last_name": "Kaya",
            "email": "kaya@stadt.example",
            "phone": "0711 216-0",
            "department": "Standesamt",
            "function": "Leiterin",
            "roles": (Role.RATER, Role.AUDITOR),
            "row": 2,
        }
    ]
    assert result.findings == ()
    assert result.errors == 0


def test_columns_that_are_not_there_are_blank():
    result = parsed(FileKind.PEOPLE, "Vorname;Nachname;E-Mail\nAnna;Kaya;a@b.example\n")

    assert result.frame["roles"].tolist() == [()]
    assert result.frame["phone"].tolist() == [""]


def test_person_who_is_named_twice_with_the_same_words_counts_once():
    result = parsed(FileKind.PEOPLE, HEADINGS + KAYA + KAYA.replace("Kaya@", "kaya@"))

    assert result.frame["row"].tolist() == [2]
    assert [(finding.code, finding.row, finding.facts) for finding in result.findings] == [
        (FindingCode.PERSON_REPEATED, 3, {"first_row": 2})
    ]
    assert result.errors == 0


def test_person_who_is_named_twice_with_other_words_is_an_error():
    result = parsed(FileKind.PEOPLE, HEADINGS + KAYA + KAYA.replace("Revision", "Beratung"))

    assert codes(result) == [FindingCode.PERSON_CONTRADICTORY]
    assert result.findings[0].column == "E-Mail"
    assert result.errors == 1


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("Kaya@Stadt.example", "kaya(at)stadt.example", FindingCode.EMAIL_INVALID, "E-Mail"),
        ("Kaya@Stadt.example", "", FindingCode.VALUE_MISSING, "E-Mail"),
        (";Kaya;", ";;", FindingCode.VALUE_MISSING, "Nachname"),
        ("Frau", "Fräulein", FindingCode.SALUTATION_UNKNOWN, "Anrede"),
        ("Revision", "Chefin", FindingCode.ROLE_UNKNOWN, "Rollen"),
        ("Leiterin", "Leiter\x07in", FindingCode.TEXT_CONTROL_SIGNS, "Funktion"),
        ("Leiterin", "x" * 300, FindingCode.TEXT_TOO_LONG, "Funktion"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(old, new, code, column):
    result = parsed(FileKind.PEOPLE, HEADINGS + KAYA.replace(old, new, 1))

    assert [(finding.code, finding.row, finding.column) for finding in result.findings] == [
        (code, 2, column)
    ]
    assert len(result.frame) == 0


def test_long_lists_of_findings_are_counted_in_full_and_listed_in_part():
    result = parsed(
        FileKind.PEOPLE,
        "Vorname;Nachname;E-Mail\n" + "".join(f"Anna;Kaya;kaya{n}\n" for n in range(500)),
    )

    assert result.totals == {FindingCode.EMAIL_INVALID: 500}
    assert len(result.findings) == 200
    assert result.errors == 500


def test_file_without_a_needed_column_is_not_looked_at_further():
    result = parsed(FileKind.PEOPLE, "Vorname;Nachname;Straße\nAnna;Kaya;Am Markt\n")

    assert codes(result) == [FindingCode.COLUMN_MISSING]
    assert result.findings[0].row is None
    assert result.findings[0].facts["headings"] == "„Vorname“, „Nachname“, „Straße“"


def test_value_in_a_finding_is_shortened():
    result = parsed(FileKind.PEOPLE, HEADINGS + KAYA.replace("Leiterin", "x" * 300))

    assert result.findings[0].value == "x" * 119 + "…"
