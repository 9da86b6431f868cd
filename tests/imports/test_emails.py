"""Mails are read as their senders meant them, whatever program wrote them."""

from datetime import UTC, datetime

import pytest

from lotsen.domain.mails import Aside, Mail, MailFault, MailFinding
from lotsen.imports.emails import read_mails
from tests.imports.posted import TEXT, archive, mailbox, message, outlook, winmail, with_winmail


def only(content, name="post.eml"):
    (found,) = read_mails(content, name)
    assert isinstance(found, Mail), found
    return found


def raw(body, *headers):
    return "\r\n".join(["From: ada@musterhausen.example", *headers, "", body]).encode()


def test_mail_says_who_wrote_what_and_when_it_came():
    mail = only(bytes(message()))

    assert mail.sender == "ada@musterhausen.example"
    assert mail.name == "Ada Yıldız"
    assert mail.subject == "Interesse an der Aufgabe"
    assert mail.received_at == datetime(2027, 6, 16, 7, 30, tzinfo=UTC)
    assert mail.is_stamped


def test_topmost_stamp_counts_and_not_what_the_sender_says():
    mail = message()
    mail["Received"] = "from a by b; Mon, 14 Jun 2027 09:30:00 +0200"

    assert only(bytes(mail)).received_at == datetime(2027, 6, 16, 7, 30, tzinfo=UTC)


def test_own_date_counts_where_no_server_stamped_it():
    mail = only(bytes(message(received="")))

    assert mail.received_at == datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
    assert not mail.is_stamped


def test_signature_stands_apart_from_what_the_person_wrote():
    mail = only(bytes(message()))

    assert mail.text.endswith("- Einführung der E-Akte im Bürgerbüro")
    assert mail.text.startswith("Guten Tag,")
    assert "Fachbereich Bürgerdienste" in mail.signature
    assert mail.whole.replace("\n\n", "\n") == TEXT.strip().replace("\n\n", "\n")


@pytest.mark.parametrize(
    "quote",
    [
        "Am 01.06.2027 um 10:00 schrieb Kim Kord:\n> Bitte melden Sie sich.",
        (
            "Von: Kim Kord <kim@musterhausen.example>\nGesendet: Dienstag, 1. Juni 2027 10:00\n"
            "An: Alle\nBetreff: Aufruf\n\nBitte melden Sie sich."
        ),
        "-----Ursprüngliche Nachricht-----\nBitte melden Sie sich.",
    ],
)
def test_quotes_of_other_mails_are_left_out(quote):
    mail = only(bytes(message(f"Ich bin gern dabei.\n\n{quote}\n")))

    assert mail.text == "Ich bin gern dabei."
    assert "Bitte melden Sie sich." in mail.whole


def test_mail_that_was_only_handed_on_keeps_its_text():
    text = "Von: Ada\nGesendet: heute\nAn: Kim\nBetreff: Interesse\n\nIch bin gern dabei."

    assert "Ich bin gern dabei." in only(bytes(message(text))).text


def test_encoded_words_are_read_in_any_charset():
    mail = only(
        raw(
            "x",
            "Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?IGF1cyBNw7xuY2hlbg==?=",
            "From: =?windows-1252?Q?J=F6rg_Wei=DF?= <joerg@musterhausen.example>",
        ).replace(b"From: ada@musterhausen.example\r\n", b"")
    )

    assert mail.subject == "Grüße aus München"
    assert mail.name == "Jörg Weiß"


@pytest.mark.parametrize("charset", ["iso-8859-15", "windows-1252", "utf-8", "utf-16", "koi9", ""])
def test_text_is_read_in_the_charset_it_must_be_in(charset):
    written = "cp1252" if charset in {"koi9", ""} else charset
    content = (
        b"From: a@b.example\r\nContent-Type: text/plain; charset="
        + (charset.encode() or b'""')
        + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    if charset == "utf-16":
        content = content.replace(b"8bit", b"base64")
        import base64

        content += base64.encodebytes("Größe".encode(written))
    else:
        content += "Größe".encode(written)

    assert only(content).text == "Größe"


def test_html_alone_becomes_text_without_anything_from_elsewhere():
    page = (
        "<html><head><style>p {color: red}</style><title>T</title></head><body>"
        "<p>Ich bin <b>gern</b>\n dabei.</p><script>alert(1)</script>"
        '<img src="https://boese.example/x.png" alt="x"><ul><li>E-Akte</li><li>DMS</li></ul>'
        "<!-- geheim --></body></html>"
    )
    mail = message()
    mail.set_content(page, subtype="html")

    assert only(bytes(mail)).text == "Ich bin gern dabei.\n\nE-Akte\nDMS"


def test_text_counts_before_html():
    mail = message("Als Text.")
    mail.add_alternative("<p>Als HTML.</p>", subtype="html")

    assert only(bytes(mail)).text == "Als Text."


def test_mail_within_a_mail_is_an_attachment():
    mail = message("Siehe Anlage.")
    mail.add_attachment(message("Innen.", subject="Weitergeleitet"))

    found = only(bytes(mail))

    assert found.text == "Siehe Anlage."
    assert [each.name for each in found.attachments] == ["Weitergeleitet"]


def test_winmail_is_opened():
    mail = only(with_winmail(winmail()))

    assert mail.text == "Aus Outlook"
    assert [(each.name, each.size) for each in mail.attachments] == [("plan.pdf", 8)]


def test_winmail_that_cannot_be_read_is_listed_as_it_is():
    mail = only(with_winmail(winmail()[:60]))

    assert [each.name for each in mail.attachments] == ["winmail.dat"]
    assert mail.is_damaged


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, Aside.OUT_OF_OFFICE),
        ({"X_Autoreply": "yes"}, Aside.OUT_OF_OFFICE),
        ({"Auto_Submitted": "auto-generated"}, Aside.AUTOMATIC),
        ({"X_Auto_Response_Suppress": "All"}, Aside.AUTOMATIC),
        ({"X_Failed_Recipients": "a@b.example"}, Aside.BOUNCE),
        ({"Return_Path": "<>"}, Aside.AUTOMATIC),
        ({"Return_Path": "<ada@musterhausen.example>"}, None),
        ({"Auto_Submitted": "no"}, None),
        ({"X_Auto_Response_Suppress": "DR, OOF"}, None),
    ],
)
def test_what_a_machine_wrote_is_known_by_its_headers(headers, why):
    assert only(bytes(message(**headers))).aside == why


@pytest.mark.parametrize(
    ("report", "why"),
    [("delivery-status", Aside.BOUNCE), ("disposition-notification", Aside.READ_RECEIPT)],
)
def test_reports_of_mail_servers_are_put_aside(report, why):
    mail = only(
        raw(
            "--b\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--b--",
            f'Content-Type: multipart/report; report-type={report}; boundary="b"',
        )
    )

    assert mail.aside == why


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/calendar; method=REPLY", "BEGIN:VCALENDAR"),
        ("text/calendar", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"),
    ],
)
def test_answers_to_invitations_are_put_aside(kind, body):
    assert only(raw(body, f"Content-Type: {kind}")).aside == Aside.CALENDAR


def test_outlook_file_is_read():
    headers = (
        "From: Ben =?utf-8?Q?Gro=C3=9F?= <ben@musterhausen.example>\r\n"
        "Received: from a by b; Wed, 16 Jun 2027 09:30:00 +0200\r\nSubject: Interesse\r\n"
        "Message-ID: <7@musterhausen.example>\r\n"
    )
    content = outlook(
        p001A="IPM.Note",
        p0037="Interesse",
        p007D=headers,
        p1000="Ich bin gern dabei.",
        attachments=[("..\\plan.pdf", b"%PDF")],
    )

    mail = only(content, "post.msg")

    assert (mail.sender, mail.name) == ("ben@musterhausen.example", "Ben Groß")
    assert (mail.subject, mail.text) == ("Interesse", "Ich bin gern dabei.")
    assert mail.received_at == datetime(2027, 6, 16, 7, 30, tzinfo=UTC)
    assert [each.name for each in mail.attachments] == ["plan.pdf"]


def test_outlook_file_without_headers_tells_from_its_own_fields():
    moment = int((datetime(2027, 6, 16, 8, 0, tzinfo=UTC).timestamp() + 11644473600) * 10**7)
    content = outlook(
        p001A="IPM.Note",
        p0037="Interesse",
        p0C1A="Ben Groß",
        p5D01="ben@musterhausen.example",
        p1000="Ich bin gern dabei.",
        p0E06=moment,
    )

    mail = only(content, "post.msg")

    assert (mail.sender, mail.name) == ("ben@musterhausen.example", "Ben Groß")
    assert mail.received_at == datetime(2027, 6, 16, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("IPM.Schedule.Meeting.Resp.Pos", Aside.CALENDAR),
        ("REPORT.IPM.Note.NDR", Aside.BOUNCE),
        ("IPM.Note.Rules.OofTemplate.Microsoft", Aside.OUT_OF_OFFICE),
    ],
)
def test_outlook_says_itself_what_a_machine_wrote(kind, why):
    assert only(outlook(p001A=kind, p0037="x", p1000="x"), "a.msg").aside == why


def test_mailbox_holds_many():
    first, second = message(number=1), message("From here on.\nFrom me.\n", number=2)

    found = list(read_mails(mailbox(bytes(first), bytes(second)), "post.mbox"))

    assert [mail.text.split("\n")[0] for mail in found] == ["Guten Tag,", "From here on."]
    assert "\nFrom me." in found[1].text


def test_archive_holds_all_kinds():
    content = archive(
        **{
            "a/eins.eml": bytes(message(number=1)),
            "zwei.msg": outlook(p001A="IPM.Note", p0037="x", p1000="x"),
            "drei.mbox": mailbox(bytes(message("Drei.", number=3))),
            "__MACOSX/._eins.eml": b"x",
            "notiz.txt": b"keine E-Mail",
        }
    )

    found = list(read_mails(content, "alle.zip"))

    assert [type(each) for each in found] == [Mail, Mail, Mail, MailFinding]
    assert found[3] == MailFinding(place="alle.zip: notiz.txt", fault=MailFault.NOT_A_MAIL)
