"""Posting from the command line."""

import pytest

from tests.imports.posted import message, nested
from tests.mail.dovecot import imap_server
from tests.mail.servers import HOST, PASSWORD, USER, Post, mail_server, smtp_settings
from tests.makers import Town
from tests.usecases.letter_town import (
    approve,
    bounce,
    draft_results,
    furnish,
    lines,
)


def test_demo_town_posts_nothing(demo):
    code, _output, complaint = demo("post", "send", "--dry-run")

    assert (code, complaint) == (
        1,
        "Die Übungsstadt verschickt nichts: Alle Adressen sind erfunden.\n",
    )


def test_without_a_mail_server_nothing_is_sent_and_the_setting_is_named(lotsen):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)

    waiting = lotsen("post", "send", "--dry-run")
    code, _output, complaint = lotsen("post", "send")

    assert waiting == (0, "Es warten 0 Schreiben.\n", "")
    assert code == 1
    assert "LOTSEN_SMTP_HOST" in complaint


def test_mail_server_without_a_sender_is_refused_at_the_start(lotsen, monkeypatch):
    monkeypatch.setenv("LOTSEN_SMTP_HOST", "mail.stadt.example")

    code, _output, complaint = lotsen("post", "send")

    assert code == 2
    assert "LOTSEN_SMTP_SENDER" in complaint


def test_without_a_mailbox_nothing_is_fetched_and_the_setting_is_named(lotsen):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)

    code, _output, complaint = lotsen("post", "fetch")

    assert code == 1
    assert "LOTSEN_IMAP_HOST" in complaint


def test_mailbox_that_is_not_there_is_said(lotsen, monkeypatch):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)
    monkeypatch.setenv("LOTSEN_IMAP_HOST", "127.0.0.1")
    monkeypatch.setenv("LOTSEN_IMAP_PORT", "1")
    monkeypatch.setenv("LOTSEN_IMAP_USER", "digitallotsen")

    code, _output, complaint = lotsen("post", "fetch")

    assert code == 1
    assert "127.0.0.1 ist nicht zu erreichen" in complaint


def test_mailbox_without_an_account_is_refused_at_the_start(lotsen, monkeypatch):
    monkeypatch.setenv("LOTSEN_IMAP_HOST", "mail.stadt.example")

    code, _output, complaint = lotsen("post", "fetch")

    assert code == 2
    assert "LOTSEN_IMAP_USER" in complaint


def test_what_cannot_be_read_fails_a_timed_job_once(lotsen, monkeypatch):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)
    with imap_server() as (mailbox, port, trust):
        for name, value in {
            "HOST": HOST,
            "PORT": str(port),
            "USER": USER,
            "PASSWORD": PASSWORD,
            "CA_FILE": trust,
        }.items():
            monkeypatch.setenv(f"LOTSEN_IMAP_{name}", value)
        mailbox.put(bytes(message()), nested(200))
        first, second = lotsen("post", "fetch"), lotsen("post", "fetch")
        mailbox.put(nested(201))
        third = lotsen("post", "fetch")

    assert (first[0], second[0], third[0]) == (1, 0, 1)
    assert "Gelesen: 2. Neu: 1, davon beiseitegelegt: 0." in first[1]
    assert "zu viele oder zu tief verschachtelte Teile" in first[2]
    assert first[2].count("\n") == third[2].count("\n") == 1
    assert second[2] == ""
    assert "Schon bekannt: 1. Nicht lesbar: 1." in second[1]


@pytest.mark.usefixtures("same_database")
def test_letter_that_may_not_leave_is_named_by_its_number_with_the_reason(
    lotsen, engine, monkeypatch, tmp_path
):
    town = furnish(Town(engine))
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    ada, lea = lines(town, "5a")[0], lines(town, "5d")[0]
    bounce(town, ada.id)

    with mail_server(Post(), tmp_path) as (port, trust):
        for name, value in smtp_settings(port, trust).items():
            monkeypatch.setenv(name, value)
        code, output, _complaint = lotsen("post", "send")

    assert code == 0
    assert (
        f"Schreiben {lea.id}: wartet noch. "
        "Zuerst erfahren es die genannten Personen. Noch offen: 1" in output
    )
    assert "Lea Amt" not in output
