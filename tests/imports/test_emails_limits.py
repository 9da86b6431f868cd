"""Of what a stranger sends, only so much is read: memory and time stay bounded."""

import tracemalloc
from dataclasses import replace

import pytest

from lotsen.domain.mails import Mail, MailFault, MailFinding
from lotsen.imports.emails import read_mail, read_mails
from lotsen.imports.emails_boxes import of_mailbox
from lotsen.imports.emails_headers import in_charset
from lotsen.imports.limits import MAILS
from tests.imports.posted import archive, mailbox, message


def box(count, start=0):
    return mailbox(*(bytes(message(number=number)) for number in range(start, start + count)))


def kinds(found):
    return [type(each) for each in found]


def test_limit_of_messages_holds_for_all_mailboxes_of_an_archive_together():
    content = archive(**{"a.mbox": box(2), "b.mbox": box(2, 2), "c.eml": bytes(message())})

    found = list(read_mails(content, "x.zip", replace(MAILS, messages=3)))

    assert kinds(found) == [Mail, Mail, Mail, MailFinding]
    assert (found[3].fault, found[3].facts) == (MailFault.TOO_MANY, {"most": 3})


def test_limit_of_messages_holds_for_all_files_of_an_upload_together():
    limits = replace(MAILS, messages=3)

    assert kinds(read_mails(box(2), "b.mbox", limits, before=1)) == [Mail, Mail]
    assert kinds(read_mails(box(2), "b.mbox", limits, before=2)) == [Mail, MailFinding]
    assert kinds(read_mails(box(2), "b.mbox", limits, before=9)) == [MailFinding]


def test_first_message_of_a_large_mailbox_does_not_wait_for_the_others():
    content = b"From - Wed Jun 16 10:00:00 2027\nSubject: x\n\ny\n" * 100_000

    tracemalloc.start()
    first = next(of_mailbox(content, "x"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert first == ("x, Nr. 1", b"Subject: x\n\ny\n")
    assert most < 100_000


def test_of_many_pages_only_so_many_words_are_read():
    mail = message()
    mail.clear_content()
    mail.make_mixed()
    for number in range(40):
        part = message().__class__()
        part.set_content(f"<p>Seite{number}</p>" * 500, subtype="html")
        mail.attach(part)

    found = read_mail(bytes(mail), "x", replace(MAILS, html=20_000, tags=2_500))

    assert "Seite1" in found.whole
    assert "Seite3" not in found.whole


def test_text_is_cut_before_it_is_decoded_and_no_sign_in_halves():
    assert in_charset("ü".encode() * 10, "utf-8", 3) == "üüü"
    assert in_charset(b"x" + "€".encode() * 10, "", 3) == "x€€"
    assert in_charset(b"x" + "€".encode() * 10, "ascii", 7) == "x€€€€€€"
    assert in_charset(b"Gr\xfc\xdfe", "", 3) == "Grü"
    assert in_charset(b"Gr\xfc", "", 3) == "Grü"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32", "latin-1", "nix", ""])
def test_decoding_holds_little_of_a_long_text(charset):
    content = b"ab" * 5_000_000

    tracemalloc.start()
    text = in_charset(content, charset, 1_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(text) <= 1_000
    assert most < 100_000
