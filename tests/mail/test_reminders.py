from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import PersonId
from lotsen.i18n import language, use_language
from lotsen.mail.reminders import Template, draft, read_template, reminder
from lotsen.usecases.correspondents import Sender
from lotsen.usecases.reminding import Behind
from tests.house.sources import ROOT

LETTERS = Path(ROOT) / "data" / "letters.yaml"
MARA = Sender(name="Mara Lindner", function="", email="mara.lindner@musterhausen.example")
UNTIL, LINK = date(2027, 6, 25), "https://lotsen.example/rate"


def person(**more):
    names = {"title": "Dr.", "first_name": "Aylin", "last_name": "Kaya", "salutation": "Frau"}
    names |= {"name": "Dr. Aylin Kaya", "sorted_name": "Kaya, Dr. Aylin"}
    names |= {"email": "aylin.kaya@musterhausen.example", **more}
    return Behind(id=PersonId(7), open_sheets=5, sheets=12, **names)


def letter(template=None, **more):
    template = template or read_template(LETTERS)
    return reminder(template, person(**more), MARA, until=UNTIL, link=LINK)


def opened(content):
    """The draft as a mail program reads it."""
    return message_from_bytes(content, policy=default)


def test_letter_of_the_town_is_filled_without_a_gap():
    found = letter()

    assert found.subject.endswith("bis 25. Juni 2027 ab")
    assert found.text.startswith("Sehr geehrte Frau Dr. Kaya,\n")
    assert "offen: 5 von 12 Bewertungsbögen." in found.text
    assert LINK in found.text
    assert found.text.rstrip().endswith(
        "Mara Lindner\nKoordination Digitallotsen\nmara.lindner@musterhausen.example"
    )
    assert "{" not in found.subject + found.text


def test_whoever_wants_no_salutation_is_greeted_by_name():
    assert letter(salutation="", title="").text.startswith("Guten Tag Aylin Kaya,\n")


def test_gap_that_nobody_fills_stops_the_letter():
    with pytest.raises(BadInput, match=r"letter\.gap_left") as refused:
        letter(Template(subject="An {anrede}", text="Termin: {termin_ort}, {frist}"))

    assert refused.value.facts == {"gaps": "termin_ort"}


def test_brackets_in_a_name_are_no_gap():
    assert letter(salutation="", title="", last_name="{frist}").text.startswith(
        "Guten Tag Aylin {frist},"
    )


def test_letter_is_german_whatever_its_writer_reads():
    use_language("en")
    try:
        assert "Sehr geehrte Frau Dr. Kaya" in letter().text
        assert language() == "en"
    finally:
        use_language("de")


def test_draft_opens_as_one_that_nobody_has_sent():
    message = opened(draft(letter()))

    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message["To"].addresses[0].display_name == "Dr. Aylin Kaya"
    assert message["To"].addresses[0].addr_spec == "aylin.kaya@musterhausen.example"
    assert message["Subject"] == letter().subject
    assert message.get_content().replace("\r\n", "\n") == letter().text


def test_draft_has_the_line_ends_and_letters_that_every_mail_program_reads():
    content = draft(letter())

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) < 998


@pytest.mark.parametrize(
    "name", ["Kaya\r\nBcc: alle@musterhausen.example", 'Kaya", <x@y.example>', "Kaya\x00\u2028"]
)
def test_name_that_somebody_typed_adds_no_field_and_no_address(name):
    message = opened(draft(letter(name=name)))

    assert message["Bcc"] is None
    assert [each.addr_spec for each in message["To"].addresses] == [
        "aylin.kaya@musterhausen.example"
    ]


def test_draft_carries_nothing_but_the_letter():
    assert set(opened(draft(letter())).keys()) == {
        *("X-Unsent", "To", "Subject"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
