"""The same message is known again, however it comes; another one is not taken for it."""

from lotsen.domain.mails import Mail
from lotsen.imports.emails import read_mails
from tests.imports.posted import archive, mailbox, message, outlook


def only(content, name="post.eml"):
    (found,) = read_mails(content, name)
    assert isinstance(found, Mail), found
    return found


def test_same_message_has_the_same_digest_however_it_comes():
    mail = bytes(message())
    sent = only(mail.replace(b"Received: from client", b"Received: from elsewhere"))
    stored = next(iter(read_mails(mailbox(mail), "post.mbox")))
    packed = next(iter(read_mails(archive(**{"x.eml": mail}), "x.zip")))

    assert {each.digest for each in (only(mail), sent, stored, packed)} == {only(mail).digest}
    assert {each.twin for each in (only(mail), stored)} == {only(mail).twin}


def test_other_text_under_the_same_message_id_is_another_message():
    one, other = only(bytes(message("Ja."))), only(bytes(message("Nein.")))

    assert one.digest != other.digest
    assert one.twin != other.twin


def as_page():
    """A mail as Outlook sends it: a page alone, with links, a list and a picture."""
    mail = message(number=7)
    mail.set_content(
        '<p>Guten Tag,</p><p>meine Projekte: <a href="https://intra.example/e-akte">E-Akte</a></p>'
        "<ol><li>Einführung</li><li>Schulung</li></ol>"
        '<p>Viele Grüße<br>Ada Yıldız<br><img src="cid:image001.png@01DB">'
        '<a href="mailto:ada@musterhausen.example">ada@musterhausen.example</a></p>',
        subtype="html",
    )
    return mail


PLAIN_OF_PAGE = (
    "Guten Tag,\r\n\r\nmeine Projekte: E-Akte <https://intra.example/e-akte> \r\n\r\n"
    "1.\tEinführung \r\n2.\tSchulung \r\n\r\nViele Grüße\r\nAda Yıldız\r\n"
    "[cid:image001.png@01DB]ada@musterhausen.example<mailto:ada@musterhausen.example>\r\n"
)
"""The same as Outlook keeps it beside the page in its own files."""


def test_page_has_the_same_digest_by_mailbox_and_as_a_file_of_outlook():
    mail = as_page()
    head = "\r\n".join(f"{name}: {value}" for name, value in mail.items())

    by_mailbox = only(bytes(mail))
    by_outlook = only(
        outlook(p001A="IPM.Note", p0037=mail["Subject"], p007D=head, p1000=PLAIN_OF_PAGE), "a.msg"
    )

    assert by_mailbox.sender == by_outlook.sender
    assert by_mailbox.digest == by_outlook.digest
    assert by_mailbox.twin == by_outlook.twin
    assert len(by_outlook.older) == 2
    assert "https://intra.example/e-akte" in by_outlook.whole


def test_what_a_person_writes_in_angles_still_tells_mails_apart():
    one, other = only(bytes(message("Von <3 bis 5>"))), only(bytes(message("Von <4 bis 5>")))

    assert not one.keys & other.keys
