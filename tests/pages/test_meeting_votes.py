"""Votes on the page Sitzung: taken, counted, and called what they are."""

import pytest

from lotsen.ui.meeting_vote import NO_BREAK
from lotsen.usecases import meeting
from tests.pages.shown import button, labels, words
from tests.usecases.meetings import YES, ask, begin, come, do, furnish, room, say


@pytest.fixture
def people(town):
    return furnish(town)


def test_member_votes_openly(people, open_as):
    begin(people)
    page = open_as(people.raters[0], "meeting")
    button(page, "Ich bin anwesend").click().run()
    ask(people)

    button(page.run(), "Ja").click().run()

    assert room(people, people.raters[0]).called.ballot.own == YES
    assert "Ihre Stimme: Ja" in words(page)


def test_secret_vote_shows_nothing_but_that_it_was_given(people, open_as):
    begin(people)
    come(people, people.chief, *people.raters)
    ballot = ask(people, secret=True)
    page = open_as(people.raters[0], "meeting")

    button(page, "Nein").click().run()

    assert "Nein" not in labels(page)
    assert [each.value for each in page.success] == ["Ihre Stimme ist abgegeben."]
    say(people, people.chief, ballot, YES)
    said = words(open_as(people.chair, "meeting"))
    assert [each for each in ("Empfehlung", "Abstimmung:") if each in said] == []


@pytest.fixture
def counted(people, open_as):
    """The chair's page after a vote in which one of four said yes."""
    begin(people)
    come(people, people.chief, *people.raters)
    say(people, people.chief, ask(people), YES)
    page = open_as(people.chair, "meeting")
    return button(page, "Abstimmung beenden und auszählen").click().run()


def test_counted_vote_is_called_a_recommendation(counted):
    said = words(counted)
    counts = f"Ja{NO_BREAK}1, Nein{NO_BREAK}0, Enthaltung{NO_BREAK}0"
    assert f"Abstimmung: empfohlen ({counts})" in said
    assert "Das ist eine Empfehlung." in said
    assert "Dr. Jana Weiß: Ja" in said
    assert said.count("Beschlussfähig: ") == 1


def test_quorum_of_now_stands_beside_that_of_a_vote_once_somebody_has_left(people, counted):
    do(people, people.raters[0], meeting.attend, people.meeting, here=False)

    said = words(counted.run())
    assert "Beschlussfähig: 4 von 4 Stimmen sind da, nötig sind 3." in said
    assert "Beschlussfähig: 3 von 4 Stimmen sind da, nötig sind 3." in said


def test_vote_asks_its_question_above_the_names_of_those_who_are_here(people, open_as):
    begin(people)
    come(people, people.chief, *people.raters)
    ask(people)

    said = words(open_as(people.raters[0], "meeting"))

    assert 0 < said.index("Soll diese Person empfohlen werden?") < said.index("Anwesend (4)")


def test_who_advises_has_no_vote(people, open_as):
    begin(people)
    come(people, people.adviser)
    ask(people)

    page = open_as(people.adviser, "meeting")

    assert "Ja" not in labels(page)
    assert "Gerade wird abgestimmt. Wer berät oder koordiniert, hat keine Stimme." in words(page)
