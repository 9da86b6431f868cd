"""The command line does what the pages do, and never shows a traceback for a person's mistake."""

import argparse
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from lotsen.cli.main import parser
from lotsen.settings import DATA

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
CANDIDATES = DATA / "demo" / "kandidaturen.csv"


def every_parser(root, name="python -m lotsen"):
    yield name, root
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, child in action.choices.items():
                yield from every_parser(child, f"{name} {verb}")


PARSERS = dict(every_parser(parser()))


@pytest.mark.parametrize("name", PARSERS)
def test_help_is_german(lotsen, name):
    code, output, _complaint = lotsen(*name.split()[3:], "--help")

    assert code == 0
    assert output.startswith("Aufruf: ")
    for english in ("usage", "options", "positional", "show this", "exit"):
        assert english not in output


@pytest.mark.parametrize("name", PARSERS)
def test_every_command_and_option_is_in_the_reference(name):
    text = REFERENCE.read_text(encoding="utf-8")
    options = [option for action in PARSERS[name]._actions for option in action.option_strings]

    assert name.removeprefix("python -m lotsen").strip() in text
    assert [option for option in options if option != "-h" and option not in text] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Es fehlt: BEFEHL."),
        (("import",), "Es fehlt: ART, DATEI."),
        (("import", "foo", "x"), "Bei „ART“ ist „foo“ nicht möglich. Möglich sind: "),
        (("scores", "--by"), "Bei „--by“ fehlt die Angabe."),
        (("scores", "--nix"), "Das ist nicht bekannt: --nix."),
        (("audit", "list", "--count", "x"), "Bei „--count“ ist „x“ keine gültige Angabe."),
    ],
)
def test_wrong_call_is_explained_in_german(lotsen, arguments, sentence):
    code, _output, complaint = lotsen(*arguments)

    assert code == 2
    assert sentence in complaint


def test_without_a_round_every_command_says_what_to_do(lotsen):
    code, _output, complaint = lotsen("scores")

    assert code == 1
    assert complaint == (
        "Es gibt noch keine Auswahlrunde. Legen Sie zuerst eine an: round open --help\n"
    )


def test_round_is_opened_and_shown(lotsen):
    opened = lotsen(
        *("round", "open", "--town", "Stadt Beispiel", "--title", "Runde 2028"),
        *("--places", 12, "--dates", "interest", "2028-06-01", "2028-06-14"),
    )
    shown = lotsen("round", "show")

    assert opened[0] == 0
    assert shown[1].splitlines() == [
        "Stadt Beispiel: Runde 2028",
        "Phase: Konzept prüfen",
        "Plätze: 12",
        "  Interessenbekundung: 01.06.2028 – 14.06.2028",
    ]


def test_profile_is_shown_with_its_versions(lotsen):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 12)

    code, output, _complaint = lotsen("round", "profile")

    assert code == 0
    lines = output.splitlines()
    assert lines[:3] == ["Fassung: 1", "Plätze: 12", "  1 Motivation: 1"]
    assert lines[-1].endswith(" 1 gültig")


def test_profile_of_a_round_with_sheets_says_since_when_it_is_fixed(demo):
    _code, output, _complaint = demo("round", "profile")

    assert "Fest seit: 08.06.2027" in output


@pytest.mark.parametrize(
    "dates", [("party", "2028-06-01", "2028-06-14"), ("interest", "1.6.", "14.6.")]
)
def test_round_with_unreadable_days_is_refused(lotsen, dates):
    code, _output, complaint = lotsen(
        *("round", "open", "--town", "B", "--title", "R", "--places", 1, "--dates", *dates)
    )

    assert code == 1
    assert complaint.startswith("Diese Tage sind nicht lesbar: ")


def test_scores_come_as_csv_and_json(demo):
    _code, as_csv, _complaint = demo("scores", "--level", "dezernat")
    _code, as_json, _complaint = demo("scores", "--by", "candidate", "--format", "json")

    table = pd.read_csv(pd.io.common.StringIO(as_csv))
    assert len(table) == 5 * 11
    scores = json.loads(as_json)
    assert (scores["method"], scores["by"], len(scores["rows"])) == ("plain", "candidate", 60)
    assert scores["profile"] == 1


def test_import_shows_and_takes_and_repeats(demo, tmp_path):
    path = tmp_path / "neu.csv"
    path.write_bytes(CANDIDATES.read_bytes().replace(b"Vollzeit", b"80 %", 1))

    looked = demo("import", "candidates", path, "--dry-run")
    taken = demo("import", "candidates", path)
    again = demo("import", "candidates", path)

    assert [each[0] for each in (looked, taken, again)] == [0, 0, 0]
    assert "Umfang: 100 % → 80 %" in looked[1]
    assert "Geändert: 1." in looked[1]
    assert taken[1].endswith("Übernommen.\n")
    assert "Geändert: 0." in again[1]


def test_file_with_an_error_is_refused_with_its_row_and_column(demo, tmp_path):
    path = tmp_path / "falsch.csv"
    path.write_bytes(CANDIDATES.read_bytes().replace(b";Vollzeit;", b";120 %;", 1))

    code, _output, complaint = demo("import", "candidates", path)

    assert code == 1
    assert complaint.startswith("Fehler: Zeile 2, Spalte Umfang, „120 %“: ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"\x7fELF\x00\x00", "keinen lesbaren Text"),
        (b"nur ein Wort", "keine Tabelle"),
    ],
)
def test_file_that_is_no_table_is_refused_in_one_sentence(demo, tmp_path, content, sentence):
    path = tmp_path / "kaputt.csv"
    path.write_bytes(content)

    code, _output, complaint = demo("import", "candidates", path)

    assert code == 1
    assert sentence in complaint
    assert complaint.count("\n") == 1


def test_missing_file_is_said_to_be_missing(demo):
    code, _output, complaint = demo("import", "ratings", "gibt-es-nicht.csv")

    assert (code, complaint) == (
        1,
        "Die Datei oder den Ordner gibt es nicht: gibt-es-nicht.csv\n",
    )


def test_shortlist_is_written_whole_or_not_at_all(demo, tmp_path):
    code, _output, _complaint = demo("shortlist", "export", "-o", tmp_path / "liste.csv")
    refused = demo("shortlist", "export", "-o", tmp_path / "kein-ordner" / "liste.csv")

    assert code == 0
    content = (tmp_path / "liste.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfAnrede;Briefanrede;")
    assert content.count(b"\r\n") == 10
    assert refused[0] == 1
    assert [path.name for path in tmp_path.glob("*.csv")] == ["liste.csv"]


def test_ratings_leave_and_come_back_unchanged(demo, tmp_path):
    demo("ratings", "export", "--with-drafts", "-o", tmp_path / "alle.csv")

    code, output, _complaint = demo("import", "ratings", tmp_path / "alle.csv", "--dry-run")

    assert code == 0
    assert output.endswith("Nichts wurde geändert.\n")


def test_audit_log_names_the_shell(demo, tmp_path):
    demo("shortlist", "export", "-o", tmp_path / "liste.csv")

    _code, output, _complaint = demo("audit", "list", "--count", 1, "--format", "json")

    line = json.loads(output)
    assert line["action"] == "shortlist_exported"
    assert line["actor"].startswith("Kommandozeile (")


def test_demo_town_is_not_loaded_over_a_town(demo):
    code, _output, complaint = demo("demo")

    assert code == 1
    assert complaint == (
        "In dieser Datenbank sind schon Daten. Die Übungsstadt wird nicht geladen.\n"
    )


@pytest.mark.parametrize("url", ["unsinn", "sqlite:///{folder}", "nosql://rechner/stadt"])
def test_database_that_cannot_be_opened_is_told_in_one_sentence(lotsen, monkeypatch, tmp_path, url):
    monkeypatch.setenv("LOTSEN_DATABASE_URL", url.format(folder=tmp_path))

    code, _output, complaint = lotsen("db", "upgrade")

    assert code == 2
    assert "LOTSEN_DATABASE_URL" in complaint
    assert "Traceback" not in complaint


def test_tables_are_brought_up_to_date(lotsen):
    code, output, _complaint = lotsen("db", "upgrade")

    assert (code, output) == (0, "Die Tabellen sind auf dem neuen Stand.\n")


def test_first_coordinator_gets_a_link_from_the_command_line(lotsen):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)
    person = ("--email", "Kim.Kord@Stadt.example", "--last-name", "Kord")

    added = lotsen("people", "add", *person, "--role", "coordinator")
    again = lotsen("people", "invite", "kim.kord@stadt.example")
    unknown = lotsen("people", "invite", "niemand@stadt.example")

    links = [
        re.search(r"^/einladung\?code=([\w-]{43})$", out, re.MULTILINE)[1]
        for _c, out, _e in (added, again)
    ]
    assert (added[0], again[0]) == (0, 0)
    assert links[0] != links[1]
    assert unknown[0] == 1


def test_record_is_written_with_its_check_sum(demo, tmp_path):
    path = tmp_path / "vermerk.zip"

    code, _output, complaint = demo("record", "export", "-o", path)

    with zipfile.ZipFile(path) as archive:
        document = archive.read("Auswahlvermerk.pdf")
    assert code == 0
    assert complaint == (
        f"Geschrieben: {path}\nPrüfsumme des PDF: {sha256(document).hexdigest()}\n"
    )


def test_complaint_about_a_whole_file_has_no_empty_place(demo, tmp_path):
    path = tmp_path / "kopf.csv"
    path.write_text("Vorname;Nachname\nAda;Yıldız\n", encoding="utf-8")

    _code, _output, complaint = demo("import", "candidates", path)

    assert complaint.startswith("Fehler: Die Spalte „E-Mail“ fehlt. ")
