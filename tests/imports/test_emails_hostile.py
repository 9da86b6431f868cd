"""Whatever is sent: one clear finding for it, and the others are read."""

import tracemalloc
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.mails import LONGEST_TEXT, Mail, MailFault, MailFinding
from lotsen.domain.texts import check_signs
from lotsen.imports.emails import read_mail, read_mails
from lotsen.imports.limits import MAILS
from tests.imports.posted import (
    archive,
    mailbox,
    many_parts,
    message,
    nested,
    outlook,
    winmail,
    with_winmail,
)

HEAD = b"From: a@b.example\r\nSubject: x\r\n"
SMALL = replace(MAILS, message_bytes=200_000, packing_from=50_000)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", MailFault.EMPTY),
        (b" \r\n\r\n", MailFault.EMPTY),
        (b"\x00" * 100, MailFault.NOT_A_MAIL),
        (b"%PDF-1.7 ...", MailFault.NOT_A_MAIL),
        (b"Vorname;Nachname\r\nAda;X\r\n", MailFault.NOT_A_MAIL),
        (b"Key: value\r\n\r\nkein Absender, kein Betreff", MailFault.NOT_A_MAIL),
        (HEAD + b"\r\n" + b"x" * 200_000, MailFault.TOO_LARGE),
        (nested(200), MailFault.TOO_NESTED),
        (nested(50), MailFault.TOO_NESTED),
        (many_parts(10_000), MailFault.TOO_NESTED),
        (HEAD + b"Content-Type: text/plain; " + b'a="' * 50_000, MailFault.TOO_NESTED),
        (b"PK\x03\x04 kaputt", MailFault.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, MailFault.BROKEN),
    ],
    ids=range(13),
)
def test_bad_message_is_a_finding(content, fault):
    limits = replace(SMALL, message_bytes=1_000_000) if fault == MailFault.TOO_NESTED else SMALL

    found = list(read_mails(content, "x", limits))

    assert [(type(each), each.fault) for each in found] == [(MailFinding, fault)]


def test_fifty_megabytes_are_refused_before_they_are_taken_apart():
    content = HEAD + b"\r\n" + b"x" * 50_000_000
    tracemalloc.start()

    found = read_mail(content, "x")

    assert found.fault == MailFault.TOO_LARGE
    assert found.facts == {"most": 30}
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_others_are_read_beside_a_bad_one():
    good = bytes(message())
    content = archive(
        **{"1.eml": good, "2.eml": nested(200), "3.eml": b"x" * 40_000_000, "4.eml": good}
    )

    found = list(read_mails(content, "alle.zip"))

    assert [getattr(each, "fault", None) for each in found] == [
        None,
        MailFault.TOO_NESTED,
        MailFault.ZIP_BOMB,
        None,
    ]


def test_bomb_is_noticed_before_it_goes_off():
    content = archive(**{f"{number}.eml": b"\x00" * 30_000_000 for number in range(3)})
    tracemalloc.start()

    faults = {each.fault for each in read_mails(content, "alle.zip")}

    assert faults == {MailFault.ZIP_BOMB}
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_archive_in_an_archive_stays_closed():
    inside = archive(**{"a.eml": bytes(message())})

    found = list(read_mails(archive(**{"b.zip": inside}), "c.zip"))

    assert [each.fault for each in found] == [MailFault.NOT_A_MAIL]


def test_archive_with_a_password_says_so():
    content = bytearray(archive(**{"a.eml": bytes(message())}))
    directory = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1

    assert [each.fault for each in read_mails(bytes(content), "x.zip")] == [MailFault.ENCRYPTED]


def test_archive_is_not_read_beyond_its_limits():
    content = archive(**{f"{number}.eml": bytes(message(number=number)) for number in range(5)})

    many = list(read_mails(content, "x.zip", replace(MAILS, messages=3)))
    large = list(read_mails(content, "x.zip", replace(MAILS, unpacked_bytes=2_000)))

    assert [type(each) for each in many] == [Mail, Mail, Mail, MailFinding]
    assert many[3].fault == MailFault.TOO_MANY
    assert large[-1].fault == MailFault.ZIP_BOMB


def test_path_in_an_archive_is_only_its_last_part():
    content = archive(**{"../../etc/passwd": b"x", "\\\\server\\share\\b.eml": b"x"})

    assert [each.place for each in read_mails(content, "x.zip")] == [
        "x.zip: passwd",
        "x.zip: b.eml",
    ]


def test_broken_base64_is_read_as_far_as_it_goes():
    content = (
        HEAD + b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n"
        b"SWNoIGJpbiBnZXJuIGRhYmVpLg=====!!\r\n"
    )

    mail = read_mail(content, "x")

    assert mail.text.startswith("Ich bin gern dabei.")
    assert mail.is_damaged


def test_headers_bring_no_lines_and_no_signs_of_their_own():
    mail = read_mail(
        b"From: =?utf-8?Q?Ada=0D=0ABcc:_alle?= <ada@b.example>\r\n"
        b"Subject: =?utf-8?Q?a=0Ab=00c=E2=80=AEd?=\r\n\r\nx",
        "x",
    )

    assert mail.name == "Ada Bcc: alle"
    assert mail.subject == "a bcd"


def test_halves_of_signs_and_nul_do_not_reach_the_records():
    mail = read_mail(
        HEAD + b"Content-Type: text/plain; charset=utf-16-le\r\n\r\n\x00\xd8a\x00\x00\x00b\x00", "x"
    )

    check_signs(mail.text)
    mail.text.encode("utf-8")


@pytest.mark.parametrize(
    "sender",
    ["", "<>", "kein Absender", "a@b@c", "(" * 2_000, '"' * 500, "<a@" + "b" * 400 + ".example>"],
)
def test_sender_that_cannot_be_right_is_none(sender):
    assert read_mail(f"From: {sender}\r\nSubject: x\r\n\r\nx".encode(), "x").sender == ""


@pytest.mark.parametrize("date", ["", "gestern", "Mon, 99 Jun 9999 10:00"])
def test_date_that_cannot_be_right_is_none(date):
    assert (
        read_mail(f"From: a@b.example\r\nDate: {date}\r\n\r\nx".encode(), "x").received_at is None
    )


def test_long_text_is_cut():
    assert len(read_mail(bytes(message("wort " * 100_000)), "x").whole) == LONGEST_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Am schrieb " * 3_000,
        "Von: a\n" * 3_000,
        "> " * 10_000,
        " " * 20_000 + "x",
        "-" * 20_000,
        "\n" * 20_000,
        "Hinweis: mail " * 1_500,
        "On On " * 3_000,
        "_" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_text_made_to_hold_the_patterns_up_is_read(text):
    assert isinstance(read_mail(HEAD + b"\r\n" + text.encode(), "x"), Mail)


@pytest.mark.parametrize(
    "page",
    [
        *("<b>" * 300_000, "<div>" * 15_000 + "tief", "<!--" * 50_000, "&#x110000;" * 1_000),
        *("<a " * 100_000, "<a b='" * 50_000, "<![CDATA[" * 20_000, "<?" * 100_000),
        *("<p>x</p>" * 50_000, "</b>" * 100_000, "<a b=" * 9_000 + ">", "&" * 400_000),
    ],
    ids=range(12),
)
def test_html_made_to_hold_the_reader_up_is_read(page):
    content = HEAD + b"Content-Type: text/html\r\n\r\n" + page.encode()

    assert isinstance(read_mail(content, "x"), Mail)


def test_winmail_within_itself_stays_closed():
    content = winmail(data=b"x" * 100) + b"\x00" * 13 * 2_000

    mail = read_mail(with_winmail(content), "x")

    assert [each.name for each in mail.attachments] == ["winmail.dat"]


def test_outlook_file_that_says_it_is_larger_than_it_is_is_broken():
    content = bytearray(outlook(p001A="IPM.Note", p0037="x", p1000="y"))
    place = content.index("__substg1.0_1000001F".encode("utf-16-le"))
    content[place + 120 : place + 124] = (2**31 - 1).to_bytes(4, "little")

    assert read_mail(bytes(content), "x").fault == MailFault.BROKEN


PIECES = st.sampled_from(
    [
        b"From: a@b.example\r\n",
        b"From - Wed Jun 16 10:00:00 2027\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: multipart/digest; boundary*0=b\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Type: text/html; charset=utf-7\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n",
        b"Content-Disposition: attachment; filename*=utf-8''%ff../x\r\n",
        b'Content-Type: application/ms-tnef; name="winmail.dat"\r\n',
        b"Subject: =?utf-8?B?/w==?= =?punycode-?Q?x?=\r\n",
        b"Received: ; Mon, 31 Feb 2027 25:00:00 +9999\r\n",
        b"\r\n",
        b"--b\r\n",
        b"--b--\r\n",
        b"<p>x<br>",
        b"METHOD:REPLY\r\n",
        b"begin 644 x\r\n",
        b"\x78\x9f\x3e\x22\x00\x00",
        winmail(),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=30), max_size=30).map(b"".join))
def test_any_bytes_end_in_messages_or_findings(content):
    for found in read_mails(content, "x"):
        assert isinstance(found, Mail | MailFinding)
        if isinstance(found, Mail):
            for text in (found.name, found.subject, found.text, found.signature, found.whole):
                check_signs(text)


@given(st.binary(max_size=300), st.integers(0, 3_000))
def test_any_bytes_in_an_outlook_file_end_in_a_message_or_a_finding(noise, place):
    content = bytearray(outlook(p001A="IPM.Note", p0037="x", p1000="y"))
    content[place : place + len(noise)] = noise

    assert all(isinstance(each, Mail | MailFinding) for each in read_mails(bytes(content), "x"))


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_in_an_archive_end_in_messages_or_findings(noise, place):
    content = bytearray(archive(**{"a.eml": bytes(message())}))
    content[place : place + len(noise)] = noise

    assert all(isinstance(each, Mail | MailFinding) for each in read_mails(bytes(content), "x"))


def test_mailbox_of_bad_messages_is_read_to_its_end():
    content = mailbox(bytes(message()), nested(200), bytes(message("Noch eine.", number=2)))

    found = list(read_mails(content, "x.mbox"))

    assert [type(each) for each in found] == [Mail, MailFinding, Mail]
    assert found[1].place == "x.mbox, Nr. 2"


def test_archive_whose_names_are_no_text_is_read():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("übung\n.eml", bytes(message()))

    assert [type(each) for each in read_mails(content.getvalue(), "x.zip")] == [Mail]
