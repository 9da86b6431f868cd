"""Letters as files for a mail program."""

import csv
import email
import email.policy
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from lotsen.domain.errors import Outdated
from lotsen.domain.letters import LetterState
from lotsen.export.letters import LetterFile, deliver_letters, letters_name
from lotsen.usecases import drafting, rounds
from tests.makers import Town
from tests.usecases.letter_town import approve, do, furnish, lines, seen


@pytest.fixture
def town(engine):
    town = furnish(Town(engine))
    do(town, drafting.draft, "4a")
    return town


def deliver(town, form, chosen=None):
    round_ = town.application.query(town.kim, rounds.current)
    chosen = seen(lines(town)) if chosen is None else chosen
    return deliver_letters(town.application, town.kim, round_, form, chosen)


def test_archive_holds_one_unsent_draft_per_person(town):
    approve(town)

    with ZipFile(BytesIO(deliver(town, LetterFile.DRAFTS))) as archive:
        names = archive.namelist()
        messages = [
            email.message_from_bytes(archive.read(name), policy=email.policy.default)
            for name in names
        ]

    assert names == ["001_4a_Demir.eml", "002_4a_Gross.eml", "003_4a_Yildiz.eml"]
    assert [message["X-Unsent"] for message in messages] == ["1"] * 3
    assert [len(message["To"].addresses) for message in messages] == [1] * 3
    assert {line.state for line in lines(town)} == {LetterState.HANDED_OVER}


def test_the_same_letters_give_the_same_archive(town):
    approve(town)

    assert deliver(town, LetterFile.DRAFTS) == deliver(town, LetterFile.DRAFTS)


def test_one_draft_alone(town):
    approve(town)
    first = lines(town)[0]

    message = email.message_from_bytes(deliver(town, LetterFile.DRAFT, seen([first])))

    assert message["X-Unsent"] == "1"
    states = [line.state for line in lines(town)]
    assert states == [LetterState.HANDED_OVER, LetterState.APPROVED, LetterState.APPROVED]


def test_merge_has_the_fields_that_german_word_processors_ask_for(town):
    approve(town)

    content = deliver(town, LetterFile.MERGE)

    assert content.startswith(b"\xef\xbb\xbfAnrede;Briefanrede;Titel;Vorname;Nachname;EMail;")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["Briefanrede"] for row in rows][2] == "Guten Tag Ada Yıldız"
    assert rows[2]["Text"].startswith("Guten Tag Ada Yıldız,\n")


def test_what_is_not_approved_does_not_leave(town):
    with pytest.raises(Outdated, match="not_approved"):
        deliver(town, LetterFile.MERGE)


def test_file_is_named_after_its_day(town):
    round_ = town.application.query(town.kim, rounds.current)

    assert letters_name(round_, LetterFile.DRAFTS) == "2027-06-16_Digitallotsen_Mitteilungen.zip"
