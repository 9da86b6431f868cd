"""Vergleich: what the first places hang on, and how people rate."""

import time

import pytest

from lotsen.ui import awaited, comparison_view
from lotsen.usecases import shortlist
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.pages.shown import TYPED, read_as_markdown, words

MARKS = ((5, 4, 3), (3, 4, 4), (2, 2, 3), (3, 2, 2), (2, 3, 3), (2, 2, 2))


@pytest.fixture
def town(town):
    """Six people, one department; Ada leads by motivation alone, and Paul gives threes."""
    town.make_round(places=1)
    town.make_department()
    names = ("Ada Yıldız", f"Ben {TYPED}", "Cem Aksoy", "Dora Ähren", "Eva Ost", "Finn West")
    folk = [town.make_candidate(name) for name in names]
    for name in ("Mia Mild", "Nils Nah", "Paul Platt"):
        rater = town.make_person(name, RATER)
        for person, marks in zip(folk, MARKS, strict=True):
            values = (3, 3, 3) if name == "Paul Platt" else marks
            ratings = dict(zip(("motivation", "vorbild", "agil"), values, strict=True))
            town.make_sheet(person, rater, **ratings)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.jana = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def test_coordination_reads_what_the_first_place_hangs_on(town, open_as):
    page = open_as(town.kim, "comparison")
    page.session_state["what_if_table"] = True
    page.run()

    assert not page.exception
    said = words(page)
    assert "Am häufigsten kommt hinein: Ben" in said
    assert "Wovon die ersten 1 abhängen" in said
    assert "ohne das Kriterium „Vorbild“" in said
    assert "Mit 1.000 leicht verschobenen Gewichtungen" in said
    assert "ohne die Bögen von Mia Mild" in said
    assert not any(TYPED in text for text in read_as_markdown(page))


def test_coordination_reads_how_people_rate(town, open_as):
    page = open_as(town.kim, "comparison")
    page.session_state["habits_table"] = True
    page.run()

    said = words(page)
    assert "Fast dieselbe Bewertung für alle Kriterien eines Bogens." in said
    assert "Dieselbe Stufe, die 3, bei 100 % aller Bewertungen." in said
    assert "Einheitlichkeit: 1 ist üblich" in said


def test_whoever_else_looks_reads_of_no_rater(town, open_as):
    page = open_as(town.jana, "comparison")

    said = words(page)
    assert "Wovon die ersten 1 abhängen" in said
    assert "Auffälligkeiten beim Bewerten" not in said
    assert "Paul Platt" not in said


def test_what_takes_long_is_worked_out_beside_the_page(town, open_as, monkeypatch):
    monkeypatch.setattr(awaited, "PATIENCE", 0)

    page = open_as(town.kim, "comparison")

    said = [each.value for each in page.info]
    assert "gerade berechnet" in said[0]
    until = time.monotonic() + 60
    while page.info and time.monotonic() < until:
        said += [each.value for each in page.run().info]
    assert any("Dieser Teil wird gerade berechnet" in each for each in said)
    assert "Wovon die ersten 1 abhängen" in words(page)
    assert "Auffälligkeiten beim Bewerten" in words(page)


def test_page_begins_anew_where_something_came_between_its_questions(town, open_as, monkeypatch):
    """All numbers of a page are of one revision, whatever others do while it is made."""
    seen, show = [], comparison_view.headline

    def headline_while_somebody_marks(found):
        seen.append(found.method.revision)
        if len(seen) == 1:
            ada = int(found.frame["candidate_id"].iloc[0])
            town.application.execute(town.kim, shortlist.mark, 1, ada, "", seen=0)
        show(found)

    monkeypatch.setattr(comparison_view, "headline", headline_while_somebody_marks)
    page = open_as(town.kim, "comparison")

    assert not page.exception
    assert seen == [seen[0], seen[0] + 1]
    assert f"Stand der Daten {seen[1]}" in words(page)
