"""Whoever leads a meeting says at the desk that they, or somebody who is there, are biased."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.meetings import RecusalRow
from lotsen.usecases import meeting, meeting_plan
from tests.pages.shown import button, labels, words
from tests.usecases.meetings import REASON, begin, call, come, do, furnish, plan, room


@pytest.fixture
def people(town):
    return furnish(town)


@pytest.mark.parametrize("who", ["chair", "chief"])
def test_whoever_leads_says_so_of_themselves_at_the_desk(people, open_as, who):
    actor = getattr(begin(people), who)
    page = open_as(actor, "meeting")
    assert button(page, "Befangenheit erklären").disabled  # nobody is named beforehand

    named(page).set_value(actor.id).run()
    reason_of(page).set_value(REASON)
    button(page, "Befangenheit erklären").click().run()

    assert not page.exception
    assert "Bitte verlassen Sie den Raum" in words(page)
    assert "Yıldız" not in words(page)
    assert actor.id in biased_by_word(people)


def test_chair_notes_it_for_whoever_is_here_without_a_device(people, open_as):
    rita = people.raters[0]
    come(begin(people), rita)
    page = open_as(people.chair, "meeting")
    assert named(page).options == ["Ich selbst", "Roth, Rita"]

    named(page).set_value(rita.id).run()
    reason_of(page).set_value(REASON)
    button(page, "Befangenheit erklären").click().run()

    assert "Bitte den Raum verlassen: Roth, Rita" in words(page)
    assert named(page).options == ["Ich selbst"]
    assert reason_of(page).value == ""
    assert biased_by_word(people) == {rita.id}


def test_somebody_is_biased_for_people_alone(people, open_as):
    plan(people, people.ada)
    seen = room(people).version
    do(people, people.chair, meeting_plan.add_pause, people.meeting, "Kaffee", 15, seen=seen)
    do(people, people.chair, meeting.open_, people.meeting, seen=room(people).version)
    call(people, 2)

    assert "Befangenheit erklären" not in labels(open_as(people.chair, "meeting"))


def test_whoever_went_out_by_mistake_comes_back_from_their_own_device(people, open_as):
    rita = people.raters[0]
    do(begin(people), rita, meeting.recuse, people.meeting, room(people).called.id, rita.id, REASON)
    page = open_as(rita, "meeting")
    assert "Yıldız" not in words(page)

    page.text_area[0].set_value("Das war eine Verwechslung.")
    button(page, "Zurücknehmen").click().run()

    assert not page.exception
    assert page.header[0].value == "Ada Yıldız"


def test_chair_takes_back_what_was_noted_of_somebody_else(people, open_as):
    rita, rolf, _rosa = people.raters
    begin(people)
    for actor, about in ((people.chair, rita), (rolf, rolf)):
        do(people, actor, meeting.recuse, people.meeting, room(people).called.id, about.id, REASON)
    page = open_as(people.chair, "meeting")
    box = next(each for each in page.selectbox if each.label.startswith("Wessen"))
    assert box.options == ["Roth, Rita"]
    assert button(page, "Zurücknehmen").disabled

    box.select_index(0).run()
    reason = next(each for each in page.text_area if each.label == "Grund für die Rücknahme")
    reason.set_value("Das war eine Verwechslung.")
    button(page, "Zurücknehmen").click().run()

    assert not page.exception
    assert "Bitte den Raum verlassen: Rabe, Rolf" in words(page)
    assert "Wessen Befangenheit war ein Versehen?" not in [each.label for each in page.selectbox]


def test_assigning_offers_no_opening_of_a_sheet_that_a_word_has_locked(people, open_as):
    rita, rolf, _rosa = people.raters
    for rater in (rita, rolf):
        people.make_sheet(people.ada, rater.id, motivation=4)
    begin(people)
    do(people, rita, meeting.recuse, people.meeting, room(people).called.id, rita.id, REASON)
    page = open_as(people.chair, "progress")

    page.selectbox(key="assign_sheet").set_value((people.ada, rita.id)).run()
    assert "Bogen wieder öffnen" not in labels(page)
    assert "Die Befangenheit wurde in einer Sitzung erklärt" in words(page)

    page.selectbox(key="assign_sheet").set_value((people.ada, rolf.id)).run()
    assert "Bogen wieder öffnen" in labels(page)


def named(page):
    return next(each for each in page.selectbox if each.label == "Wer ist befangen?")


def reason_of(page):
    return next(each for each in page.text_area if each.label == "Grund")


def biased_by_word(people):
    with Session(people.engine) as session:
        return set(session.scalars(select(RecusalRow.person_id)))
