"""Sitzung: who leaves, who is here, who is next, and the time, on the wall and every device."""

from datetime import timedelta

import pytest

from lotsen.ui.meeting_live import time_of
from lotsen.usecases import meeting
from tests.makers import RATER
from tests.pages.shown import words
from tests.usecases.meetings import REASON, begin, call, come, do, furnish, room


@pytest.fixture
def people(town):
    return furnish(town)


@pytest.mark.parametrize("wall", [{}, {"wand": "1"}])
def test_everybody_reads_who_leaves_who_is_here_who_is_next_and_the_time(people, open_as, wall):
    rita, rolf, _rosa = people.raters
    come(begin(people), rita, rolf)
    do(people, rita, meeting.recuse, people.meeting, room(people).called.id, rita.id, REASON)

    said = words(open_as(rolf, "meeting", **wall))

    assert "Bitte den Raum verlassen: Roth, Rita" in said
    assert "Anwesend (2): Rabe, Rolf; Roth, Rita" in said
    assert "Danach: Ben Groß" in said
    assert "0 von 10 Minuten vergangen, noch 10" in said


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (6, "6 von 10 Minuten vergangen, noch 4"),
        (10, "10 von 10 Minuten vergangen, noch 0"),
        (13, "13 von 10 Minuten vergangen, 3 über der Zeit"),
    ],
)
def test_time_tells_what_is_used_and_what_is_left(people, gone, said):
    seen = room(begin(people))
    assert time_of(seen, seen.called_at + timedelta(minutes=gone, seconds=20)) == said


def test_whoever_is_biased_for_the_next_reads_no_name_of_it(people, open_as):
    rita = people.raters[0]
    call(begin(people), 2)
    do(people, rita, meeting.recuse, people.meeting, room(people).called.id, rita.id, REASON)
    call(people, 1)

    assert "Ben Groß" not in words(open_as(rita, "meeting"))
    assert "Danach: Ben Groß" in words(open_as(people.raters[1], "meeting"))


def test_of_many_who_are_here_the_wall_counts_the_others(people, open_as):
    begin(people)
    come(people, *(people.make_actor(f"Nr. Mitglied{number}", RATER) for number in range(9)))

    assert "und 3 weitere" in words(open_as(people.chair, "meeting", wand="1"))
