"""The columns of the shortlist, as a coordinator needs them for a mail merge."""

import re

import pytest

from lotsen.domain.decisions import Outcome
from lotsen.domain.shortlist_rules import ShortlistRules
from lotsen.export.shortlist import LONGEST_FIELD, field_name, shortlist_table
from lotsen.i18n.salutations import letter_opening
from lotsen.usecases import decisions, departures, shortlist, shortlist_file, shortlist_rules
from lotsen.usecases.decisions import Wish

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
COLUMNS = [
    "Anrede",
    "Briefanrede",
    "Titel",
    "Vorname",
    "Nachname",
    "EMail",
    "Telefon",
    "Personalnummer",
    "Dezernat",
    "Fachbereich",
    "Abteilung",
    "Funktion",
    "Fuehrungskraft",
    "EMailFuehrungskraft",
    "Status",
    "EingangAm",
    "EngereWahl",
    "Vorgeschlagen",
    "VorschlagNach",
    "AnteilVorschlag",
    "Abweichung",
    "Entscheidung",
    "Reserveplatz",
    "Gesamtwert",
    "Streuung",
    "AnzahlBoegen",
    "FairerWert",
    "Rang",
    "RangVon",
    "RangBis",
    "Vergleichbar",
    "VergleichGrund",
    "Verfahren",
    "K01_Motivation",
    "K02_Vorbild",
    "Bemerkung",
]


def lines(town):
    found = town.application.query(town.kim, shortlist_file.listing, town.round.id)
    table = shortlist_table(found, town.round)
    names = [column.name for column in table.columns]
    rows = zip(*(column.cells for column in table.columns), strict=True)
    return {row[names.index("Vorname")]: dict(zip(names, row, strict=True)) for row in rows}


def test_columns_stand_in_the_order_of_a_mail_merge(found, town):
    names = [column.name for column in shortlist_table(found, town.round).columns]

    assert names == COLUMNS
    assert [name for name in names if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII)] == []


def test_person_with_place_and_scores(town):
    line = lines(town)["Ada"]

    assert [line[name] for name in ("Briefanrede", "Personalnummer", "Telefon")] == [
        "Sehr geehrte Frau Dr. Yıldız",
        "00417",
        "+49 7071 204-123",
    ]
    assert [line[name] for name in ("Dezernat", "Fachbereich", "Status")] == [
        "Dezernat II",
        "Bürgerdienste",
        "Interesse bekundet",
    ]
    assert [line["AnzahlBoegen"], line["K01_Motivation"], line["K02_Vorbild"]] == [2.0, 3.5, 5.0]


def test_nobody_rated_means_empty_and_never_zero(town):
    line = lines(town)["Ben"]

    assert line["AnzahlBoegen"] == 0.0
    assert str(line["Gesamtwert"]) == str(line["K01_Motivation"]) == "nan"


def test_mark_remark_and_decision_are_in_the_file(town):
    wish = Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=1, departure=REASON)
    town.application.execute(town.chief, decisions.decide, town.round.id, town.ada, wish)
    town.application.execute(
        town.kim, shortlist.mark, town.round.id, town.ben, "Gespräch am 17.06.", seen=0
    )

    found = lines(town)
    assert [found["Ada"][name] for name in ("EngereWahl", "Entscheidung", "Reserveplatz")] == [
        "nein",
        "Reserve",
        1.0,
    ]
    assert [found["Ben"][name] for name in ("EngereWahl", "Bemerkung", "Entscheidung")] == [
        "ja",
        "Gespräch am 17.06.",
        "",
    ]


def test_every_column_is_explained(found, town):
    assert [
        column
        for column in shortlist_table(found, town.round).columns
        if not column.meaning.endswith(".")
    ] == []


@pytest.mark.parametrize(
    ("salutation", "title", "opening"),
    [
        ("Frau", "", "Sehr geehrte Frau Kaya"),
        ("Herr", "Dr.", "Sehr geehrter Herr Dr. Kaya"),
        ("Herr", "Dr.-Ing.", "Sehr geehrter Herr Dr. Kaya"),
        ("Frau", "Prof. Dr. Dr. h. c.", "Sehr geehrte Frau Prof. Dr. Kaya"),
        ("Frau", "Dipl.-Verwaltungswirtin (FH)", "Sehr geehrte Frau Kaya"),
        ("", "", "Guten Tag Alex Kaya"),
        ("", "Dr.", "Guten Tag Dr. Alex Kaya"),
    ],
)
def test_letter_begins_politely(salutation, title, opening):
    said = letter_opening(salutation=salutation, title=title, first_name="Alex", last_name="Kaya")

    assert said == opening


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Vorbild und Unterstützung", "K02_VorbildUndUnterstuetzung"),
        ("Software- und Systemwissen", "K02_SoftwareUndSystemwissen"),
        ("Ärger & Öl (groß)", "K02_AergerOelGross"),
        ("???", "K02"),
        ("x" * 90, "K02_X" + "x" * 35),
    ],
)
def test_criterion_becomes_a_merge_field(title, name):
    assert field_name(2, title) == name
    assert len(name) <= LONGEST_FIELD


def test_proposal_and_departure_stand_in_the_file(town):
    one_place = ShortlistRules(places=1)
    town.application.execute(town.kim, shortlist_rules.set_rules, town.round.id, one_place, seen=0)
    town.application.execute(
        town.kim, departures.explain, town.round.id, town.ada, REASON, proposed=True, seen=0
    )

    found = lines(town)

    asked = ("Vorgeschlagen", "AnteilVorschlag", "Abweichung")
    assert [found["Ada"][name] for name in asked] == ["ja", 1.0, REASON]
    assert found["Ben"]["Vorgeschlagen"] == ""


def test_reason_that_no_longer_answers_a_difference_is_left_out(town):
    town.application.execute(
        town.kim, departures.explain, town.round.id, town.ada, REASON, proposed=False, seen=0
    )

    assert lines(town)["Ada"]["Abweichung"] == ""
