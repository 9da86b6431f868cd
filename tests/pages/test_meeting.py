"""Sitzung: the chair leads, everybody follows, and whoever is biased sees nothing."""

import pytest

from lotsen.domain.departments import DepartmentKind
from lotsen.domain.phases import Phase
from lotsen.usecases import meeting
from tests.makers import LEADER, LEADERSHIP
from tests.pages.shown import TYPED, button, labels, read_as_markdown, words
from tests.usecases.meetings import (
    REASON,
    ask,
    begin,
    call,
    come,
    do,
    furnish,
    plan,
    room,
)


@pytest.fixture
def people(town):
    return furnish(town)


def html(page):
    return "\n".join(each.proto.body for each in page.get("html"))


def test_meeting_is_planned_with_an_agenda_and_opened(people, open_as):
    page = open_as(people.chair, "meeting")
    page.text_input(key="new_title").set_value("Erster Tag")
    button(page, "Sitzung planen").click().run()
    page.multiselect[0].set_value([people.ada, people.ben]).run()
    button(page, "Kandidaturen aufnehmen").click().run()
    button(page, "Sitzung eröffnen").click().run()

    assert not page.exception
    assert "Punkt 1 von 2" in words(page)
    assert [each.value for each in page.header] == ["Ada Yıldız"]


def test_chair_goes_on_and_back(people, open_as):
    page = open_as(begin(people).chair, "meeting")

    button(page, "Weiter").click().run()
    assert page.header[0].value == "Ben Groß"
    button(page, "Zurück").click().run()
    assert page.header[0].value == "Ada Yıldız"
    assert button(page, "Zurück").disabled


def test_minutes_are_kept_as_one_goes(people, open_as):
    page = open_as(begin(people).chair, "meeting")

    page.text_area[0].set_value("Überzeugend, mit Beispielen.").run()
    button(page, "Weiter").click().run()
    button(page, "Zurück").click().run()

    assert page.text_area[0].value == "Überzeugend, mit Beispielen."
    assert room(people).called.note == "Überzeugend, mit Beispielen."


def test_agenda_is_ordered_moved_and_shortened(people, open_as):
    page = open_as(plan(people, people.ada, people.cem).chair, "meeting")

    page.selectbox(key="agenda_order").set_value("name").run()
    button(page, "So ordnen").click().run()
    assert [each.name for each in room(people).agenda] == ["Cem Demir", "Ada Yıldız"]
    assert "Entfernen" not in labels(page)  # nothing is chosen beforehand
    page.selectbox(key="agenda_item").set_value(room(people).agenda[1].id).run()
    button(page, "Nach oben").click().run()
    assert [each.name for each in room(people).agenda] == ["Ada Yıldız", "Cem Demir"]
    button(page, "Entfernen").click().run()

    assert not page.exception
    assert "Entfernen" not in labels(page)
    assert [each.name for each in room(people).agenda] == ["Cem Demir"]


@pytest.mark.parametrize("wall", [{}, {"wand": "1"}])
def test_biased_device_shows_nothing_of_the_item(people, open_as, wall):
    begin(people)
    rater = people.raters[0]
    do(people, rater, meeting.recuse, people.meeting, room(people).called.id, rater.id, REASON)
    ask(people)

    page = open_as(rater, "meeting", **wall)

    assert "Bitte verlassen Sie den Raum" in words(page)
    assert "Yıldız" not in words(page) + html(page)
    assert "Ich helfe gern." not in words(page)
    assert "Ja" not in labels(page)


def test_chair_reads_who_leaves_and_how_many_are_needed(people, open_as):
    begin(people)
    rater = people.raters[0]
    do(people, rater, meeting.recuse, people.meeting, room(people).called.id, rater.id, REASON)

    page = open_as(people.chair, "meeting")

    assert "Bitte den Raum verlassen: Roth, Rita" in words(page)
    assert "Nicht beschlussfähig: 0 von 3 Stimmen sind da, nötig sind 2." in words(page)


def rated(town):
    for rater, value in zip(town.raters, (1, 4, 5), strict=True):
        town.make_sheet(town.ada, rater.id, motivation=4, vorbild=value, agil=4)
    return begin(town)


def test_wall_begins_with_what_has_to_be_spoken_about_and_shows_no_place(people, open_as):
    page = open_as(rated(people).chair, "meeting", wand="1")

    assert page.title[0].value == "Ada Yıldız"
    table = html(page)
    assert table.index("Vorbild") < table.index("Motivation")
    assert "1 bis 5" in table
    assert "Platz" not in words(page)


def test_wall_names_the_own_department_first_for_the_end_of_a_long_line_is_cut_off(people, open_as):
    above = people.make_department("Soziales und Wohnen")
    own = people.make_department("Wohngeld", kind=DepartmentKind.ABTEILUNG, parent=above)
    begin(people, people.make_candidate("Dora Ehm", department=own))

    said = words(open_as(people.chair, "meeting", wand="1"))

    assert "Wohngeld · Soziales und Wohnen" in said


def test_wall_shows_evidence_on_demand(people, open_as):
    page = open_as(rated(people).chair, "meeting", wand="1")
    assert "Beleg zu vorbild" not in words(page)

    page.button(key="press_deeper").click().run()

    assert "Belege: Vorbild" in words(page)
    assert "Beleg zu vorbild" in words(page)


def test_wall_shows_the_place_once_the_chair_does(people, open_as):
    item = room(rated(people)).called.id
    do(people, people.chair, meeting.show_place, people.meeting, item, shown=True)

    assert "Rang 1 von 1 nach dem fairen Wert" in words(open_as(people.chair, "meeting", wand="1"))


def test_chair_who_has_to_leave_gets_no_switch_for_the_place(people, open_as):
    item = room(rated(people)).called.id
    assert len(open_as(people.chair, "meeting").toggle) == 2

    do(people, people.chair, meeting.recuse, people.meeting, item, people.chair.id, REASON)

    assert len(open_as(people.chair, "meeting").toggle) == 0


def test_second_laptop_opens_the_same_item(people, open_as):
    first = open_as(begin(people).chair, "meeting", wand="1")
    first.button(key="press_next").click().run()

    second = open_as(people.chief, "meeting", wand="1")

    assert second.title[0].value == first.title[0].value == "Ben Groß"


def test_second_press_of_a_presenter_goes_no_further_and_says_nothing(people, open_as):
    page = open_as(begin(people).chair, "meeting", wand="1")
    called, following = (item.id for item in room(people).agenda[:2])
    do(people, people.chair, meeting.call, people.meeting, following, after=called)

    page.button(key="press_next").click().run()

    assert page.title[0].value == "Ben Groß"
    assert [*page.error, *page.success] == []


def test_device_follows_the_chair(people, open_as):
    page = open_as(begin(people).raters[0], "meeting")
    call(people, 2)

    assert page.run().header[0].value == "Ben Groß"


def test_what_somebody_typed_is_shown_as_text(people, open_as):
    typed = people.make_candidate(TYPED, motivation=TYPED)
    begin(people, typed)

    for more in ({}, {"wand": "1"}):
        page = open_as(people.chair, "meeting", **more)
        assert [each for each in read_as_markdown(page) if TYPED in each] == []
        assert TYPED in words(page)


def test_after_the_presentations_nothing_can_be_planned(town, open_as):
    town.make_round(phase=Phase.NOTIFICATION)

    page = open_as(town.make_actor("Dr. Jana Weiß", LEADERSHIP), "meeting")

    assert "Es ist noch keine Sitzung geplant." in words(page)
    assert "Sitzung planen" not in labels(page)


@pytest.mark.parametrize("role", [LEADER, None])
def test_who_is_not_of_the_committee_sees_nothing(people, open_as, role):
    begin(people)

    actor = None if role is None else people.make_actor("Ari Fremd", role)
    page = open_as(actor, "meeting")

    assert "Yıldız" not in words(page)


def test_rater_changes_a_mark_after_the_talk_where_the_chair_opens_it(people, open_as):
    rita = people.raters[0]
    people.make_sheet(people.ada, rita.id, motivation=3)
    come(begin(people), rita)
    assert "Wert ändern" not in labels(open_as(rita, "meeting"))
    chair = open_as(people.chair, "meeting")
    assert chair.toggle[1].label == "Änderungen nach dem Gespräch zulassen"
    chair.toggle[1].set_value(True).run()

    member = open_as(rita, "meeting")
    assert "Wert ändern" not in labels(member)  # which criterion is chosen by hand
    member.selectbox(key="talk-criterion-1-1").set_value("motivation").run()
    member.radio[0].set_value(4)
    member.text_area(key="talk-reason-1-1-motivation").set_value(TYPED)
    button(member, "Wert ändern").click().run()

    assert not member.exception
    told = "nach dem Gespräch geändert: 3 → 4, Grund: "
    assert told in words(member)
    assert TYPED not in read_as_markdown(member)
    assert told in words(open_as(people.chair, "meeting"))


def test_page_without_a_meeting_tells_the_next_step(people, open_as):
    assert "1. „Neue Sitzung“" in words(open_as(people.chair, "meeting"))
    assert "Koordination oder Leitung planen" in words(open_as(people.raters[0], "meeting"))
