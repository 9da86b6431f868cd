import pytest

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from tests.imports.bringing import codes, parsed

HEADINGS = "Nummer;Bezeichnung;Art;Übergeordnete Einheit;Leitung;E-Mail Leitung\n"
DIVISION = ";Dezernat II;Dezernat;;Kim Roth;roth@stadt.example\n"
UNIT = "33;Bürgerdienste;Fachbereich;dezernat ii;;\n"
OFFICE = "33.2;Standesamt;Abteilung;33;;\n"


def departments(*lines):
    return parsed(FileKind.DEPARTMENTS, HEADINGS + "".join(lines))


def test_tree_is_read_with_its_parents():
    result = departments(DIVISION, UNIT, OFFICE)

    assert result.findings == ()
    assert result.frame["kind"].tolist() == ["dezernat", "fachbereich", "abteilung"]
    assert result.frame["parent_row"].tolist() == [0, 2, 3]
    assert result.frame["leader_email"].tolist() == ["roth@stadt.example", "", ""]


def test_order_of_the_rows_does_not_matter():
    result = departments(OFFICE, UNIT, DIVISION)

    assert result.frame["parent_row"].tolist() == [3, 4, 0]


def test_parent_outside_of_the_file_is_left_to_the_records():
    result = departments(OFFICE)

    assert result.frame["parent_row"].tolist() == [0]
    assert result.frame["parent"].tolist() == ["33"]
    assert result.findings == ()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((";Team;Sachgebiet;Team;;\n",), FindingCode.DEPARTMENT_WRONG_LEVEL),
        ((UNIT, "1;D;Dezernat;33;;\n"), FindingCode.DEPARTMENT_WRONG_LEVEL),
        (("1;D;Dezernat;Land;;\n",), FindingCode.DEPARTMENT_WRONG_LEVEL),
        ((OFFICE, "33.3;Bürgerbüro;Abteilung;33.2;;\n"), FindingCode.DEPARTMENT_WRONG_LEVEL),
        ((";Standesamt;Abteilung;;;\n",), FindingCode.PARENT_MISSING),
        ((";Standesamt;Behörde;33;;\n",), FindingCode.KIND_UNKNOWN),
        (("33;;Amt;;;\n",), FindingCode.VALUE_MISSING),
        ((UNIT, UNIT.replace("33;Bürgerdienste", "33;Schulen")), None),
        ((UNIT, UNIT.replace("33;", "34;")), FindingCode.DEPARTMENT_CONTRADICTORY),
        ((UNIT, UNIT), FindingCode.DEPARTMENT_REPEATED),
    ],
)
def test_what_cannot_be_a_tree_is_told(lines, code):
    expected = code or FindingCode.DEPARTMENT_CONTRADICTORY

    assert codes(departments(*lines)) == [expected]


def test_same_name_under_two_parents_is_no_mistake_until_somebody_names_it():
    verwaltung = (
        "20;Finanzen;Amt;;;\n40;Schulen;Amt;;;\n"
        "20.1;Verwaltung;Abteilung;20;;\n40.1;Verwaltung;Abteilung;40;;\n"
    )

    assert departments(verwaltung).findings == ()
    assert codes(departments(verwaltung, ";Team;Sachgebiet;Verwaltung;;\n")) == [
        FindingCode.PARENT_AMBIGUOUS
    ]


def test_parent_of_the_same_name_is_the_one_that_stands_higher():
    result = departments("50;Jugend;Amt;;;\n;Jugend;Abteilung;Jugend;;\n")

    assert result.frame["parent_row"].tolist() == [0, 2]
    assert result.findings == ()
