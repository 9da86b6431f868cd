"""What is at hand when somebody decides: the places, and what the meeting said."""

import pytest

from lotsen.domain.decisions import Outcome
from lotsen.ui.meeting_vote import NO_BREAK
from lotsen.usecases import meeting
from tests.pages.deciding import choose, decide, furnish
from tests.pages.shown import words
from tests.usecases import meetings


@pytest.fixture
def people(town):
    return furnish(town)


def test_places_of_every_fachbereich_and_of_all_are_in_view(people, open_as):
    page = decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED)
    shown = words(choose(page, people.ben))

    assert "Ausgewählt: Bürgerdienste 1" in shown
    assert "Reserve: bisher niemand" in shown
    assert "Fachbereiche ohne ausgewählte Person: 0 von 1" in shown
    assert "Im Fachbereich: ausgewählt 1, Reserve 0, noch offen 1" in shown


def test_what_the_meeting_said_stands_beside_the_decision(town, open_as):
    meetings.begin(meetings.furnish(town))
    item = meetings.room(town).called.id
    note = {"seen": 0, "tab": "tab"}
    meetings.do(town, town.chair, meeting.note, town.meeting, item, "*Sie* lernt schnell.", **note)
    meetings.come(town, *town.raters)
    ballot = meetings.ask(town)
    for rater in town.raters:
        meetings.say(town, rater, ballot, meetings.YES)
    meetings.end(town, ballot)

    page = choose(open_as(town.chief, "decisions"), town.ada)
    shown = words(page)
    told = "Abstimmung in der Sitzung: empfohlen (Ja 3, Nein 0, Enthaltung 0)"
    assert told in shown.replace(NO_BREAK, " ")
    assert "*Sie* lernt schnell." in [each.value for each in page.text]

    other = choose(page, town.ben)
    assert "Abgestimmt wurde über diese Person nicht." in words(other)
    assert "Zu dieser Person gibt es keine Niederschrift." in words(other)
