"""Posting from the command line."""


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
