from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import NomineeId, PersonId
from lotsen.domain.surveys import NominationState
from lotsen.i18n import language, use_language
from lotsen.mail.reminders import draft, read_template
from lotsen.mail.survey_letters import INFORMATION, REMINDER, information, review_reminder
from lotsen.usecases.concept_review import Review
from lotsen.usecases.correspondents import Sender
from lotsen.usecases.letters_file import read_letters
from lotsen.usecases.nominees import NamedBy, Nominee, Nominees
from tests.house.sources import ROOT

LETTERS = Path(ROOT) / "data" / "letters.yaml"
MARA = Sender(name="Mara Lindner", function="", email="mara.lindner@musterhausen.example")
UNTIL, LINK = date(2027, 5, 14), "https://lotsen.example/survey"
VALUES = {"zeitumfang": "vier Stunden im Monat", "link_datenschutz": "https://x.example/schutz"}
NAMES = {
    "name": "Dr. Aylin Kaya",
    "sorted_name": "Kaya, Dr. Aylin",
    "salutation": "Frau",
    "title": "Dr.",
    "first_name": "Aylin",
    "last_name": "Kaya",
    "email": "aylin.kaya@musterhausen.example",
}


def reminder():
    review = Review(id=PersonId(7), led=(), answer=None, comment="", answered_at=None, **NAMES)
    template = read_template(LETTERS, REMINDER)
    return review_reminder(template, review, MARA, town="Stadt X", until=UNTIL, link=LINK)


def told(values=VALUES, **more):
    words = [
        NamedBy(
            leader=leader,
            reasons={"agil": "Geheime Begründung"},
            knows=False,
            named_on=date(2027, 5, day),
            informed_on=None,
            told=None,
        )
        for leader, day in (("Lea Amt", 3), ("Ina Öz", 5))
    ]
    nominee = Nominee(
        id=NomineeId(1),
        department="Standesamt",
        state=NominationState.PROPOSED,
        answered_on=None,
        named_by=words,
        tell_by=date(2027, 6, 3),
        version=1,
        **{**NAMES, **more},
    )
    found = Nominees(nominees=[nominee], sender=MARA, town="Stadt X", values=values)
    return information(read_template(LETTERS, INFORMATION), nominee, found, until=UNTIL)


def test_reminder_has_no_gap_and_leads_to_the_page():
    found = reminder()

    assert found.subject.endswith("bis 14. Mai 2027")
    assert found.text.startswith("Sehr geehrte Frau Dr. Kaya,\n")
    assert LINK in found.text
    assert "{" not in found.subject + found.text


def test_information_says_who_named_the_person_and_that_nobody_has_to_agree():
    found = told()

    assert "Lea Amt (am 3. Mai 2027) und Ina Öz (am 5. Mai 2027)" in found.text
    for said in ("Art. 14 DSGVO", "entscheiden allein Sie", *VALUES.values()):
        assert said in found.text
    assert "Geheime Begründung" not in found.text
    assert "{" not in found.subject + found.text


def test_information_with_a_gap_does_not_leave():
    with pytest.raises(BadInput, match=r"letter\.gap_left") as refused:
        told({"zeitumfang": "vier Stunden"})

    assert refused.value.facts == {"gaps": "link_datenschutz"}


def test_what_stands_for_a_gap_is_never_a_gap_again():
    found = told(first_name="{frist}", last_name="{kontakt_mail}", salutation="")

    assert "{frist} {kontakt_mail}" in found.text


def test_hostile_name_begins_no_other_field_of_the_draft():
    letter = told(name="Ada\r\nBcc: alle@stadt.example", email="ada@musterhausen.example")

    opened = message_from_bytes(draft(letter), policy=default)

    assert opened["Bcc"] is None
    assert opened["X-Unsent"] == "1"


def test_letters_are_german_whatever_the_page_speaks():
    use_language("en")
    try:
        found = reminder()
        assert language() == "en"
    finally:
        use_language("de")

    assert "14. Mai 2027" in found.text


def test_both_letters_stand_where_they_are_needed_and_not_in_the_outbox():
    keys = {each.key for each in read_letters(LETTERS).templates}

    assert not keys & {REMINDER, INFORMATION}
