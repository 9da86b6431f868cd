"""The audit log at the command line: is the chain whole, and what is its anchor?"""

import json
import sqlite3

import pytest


@pytest.fixture
def tamper(demo, tmp_path):
    """What somebody does who owns the file of the database."""

    def tamper(statement):
        connection = sqlite3.connect(tmp_path / "town.db")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
        connection.close()

    return tamper


def test_chain_holds_and_the_anchor_is_told(demo):
    anchor = demo("audit", "anchor")[1].strip()

    code, output, _complaint = demo("audit", "verify", "--anchor", anchor)

    count = anchor.partition(":")[0]
    assert code == 0
    assert output == (
        f"Die Kette ist geschlossen: {count} Einträge, keiner verändert und keiner entfernt.\n"
        f"Prüfmarke: {anchor}\n"
    )


def test_first_broken_line_is_named(demo, tamper):
    tamper("UPDATE audit SET actor = 'mallory' WHERE id = 2")

    code, output, _complaint = demo("audit", "verify")

    assert (code, output) == (
        1,
        "Die Kette ist gebrochen bei Eintrag 2: Er wurde verändert, nachdem er geschrieben war.\n",
    )


def test_tail_that_is_gone_is_found_by_the_anchor(demo, tamper):
    anchor = demo("audit", "anchor")[1].strip()
    last = int(anchor.partition(":")[0])
    tamper(f"DELETE FROM audit WHERE id = {last}")
    tamper(
        "UPDATE audit_head SET (number, hash) = "
        "(SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1)"
    )
    assert demo("audit", "verify")[0] == 0

    code, output, _complaint = demo("audit", "verify", "--anchor", anchor)

    assert code == 1
    assert output == (
        f"Die Kette ist gebrochen bei Eintrag {last}: "
        "Er und alle, die ihm folgten, fehlen. Das Ende wurde abgeschnitten.\n"
    )


def test_what_is_no_anchor_is_told(demo):
    code, _output, complaint = demo("audit", "verify", "--anchor", "17")

    assert code == 1
    assert complaint.startswith("Das ist keine Prüfmarke.")


def test_whole_log_leaves_as_json(demo, tmp_path):
    code, _output, _complaint = demo(
        "audit", "export", "--format", "json", "-o", tmp_path / "protokoll.json"
    )

    document = json.loads((tmp_path / "protokoll.json").read_text("utf-8"))
    assert code == 0
    assert [line["number"] for line in document["lines"]] == [*range(1, len(document["lines"]) + 1)]
    assert demo("audit", "anchor")[1].startswith(f"{len(document['lines']) + 1}:")


def test_newest_lines_are_told_in_german_words(demo, tmp_path):
    demo("shortlist", "export", "-o", tmp_path / "liste.csv")

    _code, output, _complaint = demo("audit", "list", "--count", 1)

    assert "  Engere Wahl ausgegeben  Runde „" in output
    assert "shortlist_exported" not in output
    assert output.endswith("Nur Vorgemerkte: ja; Personen: 9\n")
