"""Mitteilungen without a mail server: given out as files, and noted by a human."""

import pytest

from lotsen import bootstrap
from lotsen.domain.letters import LetterState
from lotsen.usecases import drafting, posting
from tests.pages.shown import button, words
from tests.usecases.letter_town import (
    approve,
    do,
    draft_results,
    furnish,
    lines,
    seen,
    send_from_file,
)

LETTER = "outbox_letter"


@pytest.fixture
def people(town):
    return furnish(town)


@pytest.fixture
def handed(people):
    """Three invitations, given out as files."""
    people.application = bootstrap.application()  # today is the day that the page shows
    do(people, drafting.draft, "4a")
    approve(people)
    do(people, posting.hand_over, seen(lines(people)))
    return people


def open_letter(page, line):
    return page.selectbox(key=LETTER).set_value(line.id).run()


def states(town):
    return [line.state for line in lines(town)]


def test_page_goes_on_to_noting_once_a_file_is_saved(people, open_as):
    people.application = bootstrap.application()
    do(people, drafting.draft, "4a")
    approve(people)
    page = open_as(people.kim, "outbox")
    do(people, posting.hand_over, seen(lines(people)))  # what the download does beside the page

    button(page, "Datei gespeichert: weiter").click().run()

    assert "3 Schreiben als versendet vermerken" in {each.label for each in page.button}


def test_files_are_noted_as_sent_all_at_once(handed, open_as):
    page = open_as(handed.kim, "outbox")
    assert "3 Schreiben dieser Auswahl: Cem Demir, " in words(page)

    button(page, "3 Schreiben als versendet vermerken").click().run()

    assert states(handed) == [LetterState.NOTED_SENT] * 3
    assert "als versendet vermerkt, " in words(open_letter(page, lines(handed)[0]))


def test_files_that_nobody_sent_are_taken_back_with_a_reason(handed, open_as):
    page = open_as(handed.kim, "outbox")
    button(page, "3 Schreiben zurückholen").click().run()
    assert states(handed) == [LetterState.HANDED_OVER] * 3

    page.text_area(key="handed_reason").set_value("Outlook öffnet die Dateien nicht.")
    button(page, "3 Schreiben zurückholen").click().run()

    assert states(handed) == [LetterState.APPROVED] * 3


def test_files_for_leaders_are_offered_once_their_people_were_told(people, open_as):
    draft_results(people)
    approve(people, "5a", "5b", "5c", "5d")
    page = open_letter(open_as(people.kim, "outbox"), lines(people, "5d")[0])
    assert "Als Datei gibt es 2 Schreiben an Führungskräfte erst, wenn" in words(page)
    assert "Zuerst erfahren es die genannten Personen. Noch offen: 2" in words(page)

    send_from_file(people, lines(people, "5a", "5b", "5c"))

    page = open_as(people.kim, "outbox")
    assert "Als Datei gibt es" not in words(page)
