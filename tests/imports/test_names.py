import pytest

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.names import name_reader
from lotsen.imports.values import Unreadable
from tests.imports.bringing import codes, parsed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kaya, Anna", ("", "Anna", "Kaya")),
        ("Müller-Lüdenscheidt, Anna Maria", ("", "Anna Maria", "Müller-Lüdenscheidt")),
        ("von der Heide , Jo", ("", "Jo", "von der Heide")),
        ("Kaya, Dr. Anna", ("Dr.", "Anna", "Kaya")),
        ("Prof. Dr. Kaya, Anna", ("Prof. Dr.", "Anna", "Kaya")),
        ("Kaya, A. Maria", ("", "A. Maria", "Kaya")),
    ],
)
def test_comma_parts_last_name_from_first_name(text, name):
    assert name_reader("Name")(text) == name


@pytest.mark.parametrize("text", ["Anna Kaya", "Kaya", "Kaya,", ", Anna", "Kaya, Anna, Dr.", "Dr."])
def test_nothing_is_guessed_without_a_comma(text):
    with pytest.raises(Unreadable) as problem:
        name_reader("Name")(text)

    assert problem.value.code == FindingCode.NAME_UNCLEAR


def test_two_words_are_certain_if_the_heading_says_their_order():
    read = name_reader("Vorname Nachname")

    assert read("Anna Kaya") == ("", "Anna", "Kaya")
    assert read("Dr. Anna Kaya") == ("Dr.", "Anna", "Kaya")
    with pytest.raises(Unreadable):
        read("Anna Maria Kaya")


@pytest.mark.parametrize("text", ["Y?ld?z, Emre", "Kova?, Ana", "?eki?, Ana"])
def test_lost_letter_is_told(text):
    with pytest.raises(Unreadable) as problem:
        name_reader("Name")(text)

    assert problem.value.code == FindingCode.TEXT_BROKEN


def test_names_in_one_column_are_taken_apart():
    result = parsed(
        FileKind.PEOPLE,
        "Name;Titel;E-Mail\n"
        "Kaya, Dr. Anna;;kaya@stadt.example\n"
        "Berger, Alex;Prof.;berger@stadt.example\n"
        "Jo Weiß;;weiss@stadt.example\n"
        ";;nobody@stadt.example\n",
    )

    assert result.frame[["title", "first_name", "last_name"]].to_numpy().tolist() == [
        ["Dr.", "Anna", "Kaya"],
        ["Prof.", "Alex", "Berger"],
    ]
    assert codes(result) == [FindingCode.NAME_UNCLEAR, FindingCode.VALUE_MISSING]
