"""Absprache and Abschluss: asked, heard, signed by two, closed, and opened again by two."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Answer, Body
from lotsen.domain.decisions import Outcome
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import closing, reopening
from tests.makers import ADVISORY, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.usecases.closing_steps import ask, decide, hear, open_list, sign


@pytest.fixture
def people(town):
    town.round_id = town.make_round()
    home = town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.deputy = town.make_actor("Paul Stell", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[home])
    return town


@pytest.fixture
def ready(people):
    decide(people, people.ada)
    decide(people, people.ben, Outcome.NOT_SELECTED)
    ask(people, people.ada, actor=people.lea)
    hear(people, Body.STAFF_COUNCIL)
    hear(people, Body.DISABLED)
    return people


def newest(town):
    return town.application.query(town.chief, reopening.closings, town.round_id)[0]


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


def test_leader_agrees_and_sees_no_outcome(people, open_as):
    decide(people, people.ada)
    page = open_as(people.lea, "agreements")
    page.selectbox(key="asked_about").set_value(people.ada).run()
    page.radio[0].set_value(Answer.AGREES).run()

    button(page, "Antwort speichern").click().run()

    assert not page.exception
    assert "stimmt zu (Lea Amt" in words(page)
    assert "Begründung" not in words(page)


def test_coordinator_who_leads_elsewhere_names_the_leader_who_answered(people, open_as):
    other = people.make_department("Finanzen")
    both = people.make_actor("Kim Kord", COORDINATOR, LEADER, leads=[other])
    page = open_as(both, "agreements")
    page.selectbox(key="asked_about").set_value(people.ada).run()
    page.radio[0].set_value(Answer.AGREES).run()
    assert button(page, "Antwort speichern").disabled

    page.text_input[0].set_value("Uta Fern").run()
    button(page, "Antwort speichern").click().run()

    assert not page.exception
    assert "stimmt zu (Uta Fern, aufgeschrieben von Kim Kord" in words(page)


def test_answers_of_two_leaders_stand_side_by_side(people, open_as):
    ask(people, people.ada, Answer.OBJECTS, "Sie wird gebraucht.", actor=people.lea)
    decide(people, people.ada)
    ask(people, people.ada, leader="Uta Fern")

    for name in ("agreements", "closing"):
        page = words(open_as(people.kim, name))
        assert "Sie wird gebraucht." in page
        assert "Uta Fern, aufgeschrieben von Kim Kord" in page


def test_objection_is_shown_as_text(ready, open_as):
    ask(ready, ready.ada, Answer.OBJECTS, TYPED + " " * 3 + "so", actor=ready.lea, seen=1)

    page = open_as(ready.chief, "closing")

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


def test_what_is_missing_has_its_way_there(people, open_as):
    decide(people, people.ada)

    page = open_as(people.chief, "closing")

    links = [each.label.replace("\\", "") for each in page.get("page_link")]
    assert "Zur Entscheidung" in links
    assert "Noch ohne Entscheidung: Ben Groß" in words(page)
    assert "Beteiligung noch nicht festgehalten: Personalrat" in words(page)


def test_whole_list_is_signed_and_closed(ready, open_as):
    page = open_as(ready.deputy, "closing")
    button(page, "Ganze Liste unterzeichnen").click().run()
    assert said(page, "success") == ["Gespeichert."]
    assert "Sie haben diese Liste unterzeichnet." in words(page)
    assert "Ganze Liste unterzeichnen" not in [each.label for each in page.button]

    button(page, "Jetzt abschließen").click().run()

    assert not page.exception
    assert "Die Entscheidungen sind abgeschlossen" in words(page)
    assert "Auswahlvermerk erstellen" in [each.label for each in page.button]
    assert newest(ready).stands


def test_signature_that_a_change_made_void_is_shown_so(ready, open_as):
    sign(ready)
    hear(ready, Body.EQUALITY)

    assert "ungültig: Die Liste hat sich danach geändert" in words(open_as(ready.chief, "closing"))


def test_part_in_the_concept_is_written_down_in_its_phase(town, open_as):
    town.make_round(phase=Phase.CONCEPT_REVIEW)
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "closing")
    assert "Beteiligung zum Konzept." in words(page)
    page.selectbox[0].set_value(Body.STAFF_COUNCIL)
    page.selectbox[1].set_value("agreed")

    button(page, "Beteiligung speichern").click().run()

    assert not page.exception
    assert "zum Konzept" in words(page)
    assert "zugestimmt" in words(page)
    assert "Kim Kord" in words(page)


def test_whoever_is_biased_reads_for_whom_the_signature_does_not_count(ready, open_as):
    boris = ready.make_actor("Boris Boss", LEADERSHIP)
    with Session(ready.engine) as session, session.begin():
        session.get_one(CandidateRow, ready.ada).person_id = boris.id
    page = open_as(boris, "closing")
    assert "Sie sind befangen bei: Boris Boss." in words(page)

    button(page, "Ganze Liste unterzeichnen").click().run()

    assert "gilt, außer zu Boris Boss (befangen)" in words(page)
    assert "Hier zählen die Unterschriften nicht" in words(page)
    sign(ready)
    assert "Hier zählen" not in words(open_as(ready.chief, "closing"))


def test_advisory_member_writes_a_statement(people, open_as):
    page = open_as(people.make_actor("Pia Rat", ADVISORY), "closing")
    page.selectbox[0].set_value(Body.EQUALITY)
    page.selectbox[1].set_value("heard")
    page.text_area[0].set_value("Die Plätze sind ausgewogen verteilt.")

    button(page, "Beteiligung speichern").click().run()

    assert not page.exception
    assert "Die Plätze sind ausgewogen verteilt." in words(page)
    assert "Ganze Liste unterzeichnen" not in [each.label for each in page.button]


def test_body_and_result_of_a_hearing_are_chosen_by_hand(people, open_as):
    page = open_as(people.make_actor("Pia Rat", ADVISORY), "closing")
    assert [each.value for each in page.selectbox[:2]] == [None, None]
    page.selectbox[0].set_value(Body.EQUALITY)
    page.text_area[0].set_value("Die Plätze sind ausgewogen verteilt.")

    button(page, "Beteiligung speichern").click().run()

    assert "Bitte wählen Sie die Stelle und das Ergebnis." in words(page)
    assert page.text_area[0].value == "Die Plätze sind ausgewogen verteilt."


def test_closed_decisions_are_opened_by_two_and_stay_readable(ready, open_as):
    sign(ready)
    ready.application.execute(
        ready.kim, closing.close, ready.round_id, seen=open_list(ready).list_hash
    )
    assert "Die Entscheidungen sind abgeschlossen. Ändern" in words(
        open_as(ready.chief, "decisions")
    )
    page = open_as(ready.kim, "closing")
    page.text_area[-1].set_value("Ein Beleg war falsch zugeordnet.")
    button(page, "Vorschlagen").click().run()
    assert "Zustimmen muss eine zweite Person." in words(page)

    page = open_as(ready.chief, "closing")
    button(page, "Zustimmen und wieder öffnen").click().run()

    assert not page.exception
    assert not newest(ready).stands
    assert "Grund: Ein Beleg war falsch zugeordnet." in words(page)


def test_addendum_stands_before_the_long_list(ready, open_as):
    sign(ready)
    ready.application.execute(
        ready.kim, closing.close, ready.round_id, seen=open_list(ready).list_hash
    )
    said = "Die Urkunde wurde am 1. Juli überreicht."
    ready.application.execute(ready.kim, reopening.add, ready.round_id, said)

    shown = words(open_as(ready.chief, "closing"))

    assert 0 < shown.index(said) < shown.index("Das Dokument mit allen Kandidaturen")


def test_anchor_of_the_closing_can_be_copied(ready, open_as):
    sign(ready)
    ready.application.execute(
        ready.kim, closing.close, ready.round_id, seen=open_list(ready).list_hash
    )

    page = open_as(ready.chief, "closing")

    assert [each.value for each in page.code] == [str(newest(ready).anchor)]
    assert "Prüfmarke des Abschlusses. Bewahren Sie sie außerhalb von Lotsen auf" in words(page)


def test_whoever_has_open_sheets_reads_the_closed_list_without_its_scores(ready, open_as):
    boss = ready.make_actor("Boris Boss", LEADERSHIP, RATER)
    ready.make_sheet(ready.ben, boss.id, state=SheetState.ASSIGNED)
    before = words(open_as(boss, "closing"))
    sign(ready)
    ready.application.execute(
        ready.kim, closing.close, ready.round_id, seen=open_list(ready).list_hash
    )

    page = words(open_as(boss, "closing"))

    assert "Unterzeichnen können Sie, sobald Ihre eigenen Bögen abgegeben sind." in before
    assert "Noch offen: 1 von 1." in page
    assert "Ada Yıldız" in page
    assert "Wert beim Abschluss" not in page
    assert "Wert beim Abschluss" in words(open_as(ready.chief, "closing"))


@pytest.mark.parametrize("role", [RATER, LEADER])
def test_nobody_else_sees_the_list(ready, open_as, role):
    page = open_as(ready.make_actor("Ari Fremd", role), "closing")

    assert "Yıldız" not in words(page)


def test_missing_reason_of_somebody_who_withdrew_has_its_way_there(ready, open_as):
    ready.make_candidate("Uwe Sander", state=CandidateState.WITHDRAWN)

    page = open_as(ready.kim, "closing")

    assert "Zurückgezogen oder ausgeschlossen, und der Grund fehlt: Uwe Sander" in words(page)
    assert "Zu den Kandidaturen" in [each.label for each in page.get("page_link")]
