"""Sitzung: its day and place, and the invitations."""

import pytest

from lotsen.usecases import letter_templates
from tests.pages.shown import button, labels, words
from tests.usecases.letter_town import LETTERS
from tests.usecases.meetings import begin, do, furnish, plan, room


@pytest.fixture
def people(town):
    return furnish(town)


def test_meeting_is_moved_and_its_place_is_shown(people, open_as):
    page = open_as(plan(people).chair, "meeting")

    page.text_input(key=f"place-{people.meeting}-{room(people).version}").set_value("Bürgerhaus")
    button(page, "Termin speichern").click().run()

    assert not page.exception
    assert room(people).place == "Bürgerhaus"
    assert "Sitzung 1 · 17.06.2027, 18:00 · Bürgerhaus" in words(page)


def test_cancelled_meeting_says_so_and_cannot_be_opened(people, open_as):
    page = open_as(plan(people).chair, "meeting")

    page.text_area(key=f"cancel_reason-{people.meeting}").set_value("Die Leitung ist erkrankt.")
    button(page, "Diese Sitzung absagen").click().run()

    assert not page.exception
    assert "Diese Sitzung ist abgesagt." in words(page)
    assert "Sitzung eröffnen" not in labels(page)
    assert "Diese Sitzung ist abgesagt." in words(open_as(people.raters[0], "meeting"))


def test_every_member_takes_the_date_over_into_the_own_calendar(people, open_as):
    plan(people)

    for actor in (people.chair, people.raters[0], people.adviser):
        page = open_as(actor, "meeting")
        assert len(page.get("download_button")) == 1
        assert not page.exception


def test_invitations_are_drafted_with_number_and_names_first(people, open_as):
    plan(people)
    do(people, people.chair, letter_templates.take_standard, people.round_id, LETTERS)
    page = open_as(people.chair, "meeting")
    page.session_state["meeting_invitations"] = True
    page.run()

    assert "Angelegt wird für: Gesa Gleich, Rolf Rabe, Rita Roth, Rosa Ruf, Dr. Jana Weiß" in words(
        page
    )
    button(page, "5 Entwürfe anlegen").click().run()

    assert not page.exception
    assert "Schon angelegt: 5" in words(page)


def test_little_form_closes_once_the_meeting_is_planned_and_stays_while_it_is_refused(
    people, open_as
):
    page = open_as(people.chair, "meeting")
    page.session_state["new_meeting"] = True

    button(page.run(), "Sitzung planen").click().run()
    assert page.session_state["new_meeting"]
    page.text_input(key="new_title").set_value("Erster Tag")
    button(page, "Sitzung planen").click().run()

    assert not page.exception
    assert not page.session_state["new_meeting"]


def test_little_form_closes_once_the_meeting_is_moved(people, open_as):
    page = open_as(plan(people).chair, "meeting")
    page.session_state["move_meeting"] = True

    page.run().text_input(key=f"place-{people.meeting}-{room(people).version}").set_value("Saal")
    button(page, "Termin speichern").click().run()

    assert not page.exception
    assert not page.session_state["move_meeting"]


def test_only_another_item_is_offered_to_be_called(people, open_as):
    page = open_as(begin(people).chair, "meeting")
    page.session_state["call_other"] = True
    offered = page.run().selectbox(key="other").options
    assert [each.partition(" · ")[0] for each in offered] == ["Ben Groß", "Cem Demir"]

    page.selectbox(key="other").select_index(0).run()
    button(page, "Aufrufen").click().run()

    assert not page.exception
    assert page.header[0].value == "Ben Groß"
    assert not page.session_state["call_other"]
