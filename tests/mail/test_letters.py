"""A letter as a message: plain, German, and the same bytes each time."""

import email
import email.policy
from datetime import UTC, datetime

import pytest

from lotsen.domain.ids import LetterId
from lotsen.domain.letters import LetterState
from lotsen.mail.letters import message_of
from lotsen.usecases.outbox import Letter, LetterLine

SENDER = "Stadt Groß-Süd <post@gross-sued.example>"
BODY = (
    "Sehr geehrte Frau Yıldız,\n\n.ein Punkt am Anfang\nFrist: 5 € – „bald“\n" + "ä" * 1200 + "\n"
)


def letter(**changes):
    line = {
        "id": LetterId(7),
        "key": "5a",
        "name": "Mitteilung",
        "recipient": "Dr. Ada Yıldız",
        "email": "ada@stadt.example",
        "subject": "Sie sind ausgewählt: Digitallotsin für Bürgerdienste, Öffentlichkeit, Straßen",
        "state": LetterState.APPROVED,
        "problems": (),
        "approved_at": datetime(2027, 7, 1, 22, 30, tzinfo=UTC),
        "sent_at": None,
        "answer": "",
        "version": 1,
    } | changes
    return Letter(
        line=LetterLine(**line),
        body=BODY,
        created_at=datetime(2027, 6, 30, 8, 0, tzinfo=UTC),
        opening="Sehr geehrte Frau Dr. Yıldız",
        salutation="Frau",
        title="Dr.",
        first_name="Ada",
        last_name="Yıldız",
        own=True,
    )


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_message_is_ascii_on_the_wire_and_german_when_read():
    content = message_of(letter(), sender=SENDER).as_bytes()

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")
    message = read(content)
    assert message["Subject"] == letter().line.subject
    assert message["To"] == '"Dr. Ada Yıldız" <ada@stadt.example>'
    assert message["From"] == SENDER
    assert message["Content-Transfer-Encoding"] == "quoted-printable"
    assert message["Content-Language"] == "de"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == BODY


def test_same_letter_gives_the_same_bytes_and_another_has_another_name():
    first, again = (message_of(letter(), sender=SENDER).as_bytes() for _time in range(2))
    other = message_of(letter(id=LetterId(8)), sender=SENDER)

    assert first == again
    assert read(first)["Message-ID"] != other["Message-ID"]
    assert read(first)["Message-ID"].endswith("@gross-sued.example>")


def test_date_is_that_of_the_approval_in_the_towns_time():
    assert message_of(letter())["Date"] == "Fri, 02 Jul 2027 00:30:00 +0200"


def test_draft_is_unsent_and_leaves_the_sender_to_the_mail_program():
    message = message_of(letter(), unsent=True)

    assert (message["X-Unsent"], message["From"]) == ("1", None)
    assert message_of(letter(), sender=SENDER)["X-Unsent"] is None


def test_nobody_smuggles_a_header_in():
    with pytest.raises(ValueError, match="linefeed"):
        message_of(letter(subject="Hallo\r\nBcc: alle@stadt.example"))
