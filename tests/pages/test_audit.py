"""Protokoll: what happened, in words; whether the chain holds; and nothing for whom it is not."""

import pytest

from lotsen.domain.phases import Phase
from lotsen.usecases import audit, decisions, profiles, rounds, shortlist
from lotsen.usecases.decisions import Wish
from tests.makers import AUDITOR, COORDINATOR, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.tampering import past_the_guards


@pytest.fixture
def town(town):
    town.make_round(phase=Phase.INTEREST)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.ari = town.make_actor("Ari Amt", AUDITOR)
    mark(town, town.ada, "zuerst", seen=0)
    mark(town, town.ada, "dann", seen=1)
    town.application.execute(town.kim, rounds.move_phase, 1, Phase.PRESENTATION, seen=1)
    return town


def mark(town, candidate, remark, *, seen=0):
    town.application.execute(town.kim, shortlist.mark, 1, candidate, remark, seen=seen)


def lines(page):
    return [[cell.replace("\\", "") for cell in row] for row in page.table[0].value.to_numpy()]


def test_lines_read_as_a_person_speaks(town, open_as):
    page = open_as(town.ari, "audit")

    moved, second, _first = lines(page)
    assert moved[1] == "**Phase gewechselt**  \nRunde „Digitallotsen 2027“"
    assert moved[2] == "Vorher: Interessenbekundung  \nNachher: Vorstellung und Entscheidung"
    assert second[1] == "**Für die Engere Wahl vorgemerkt**  \nKandidatur: Ada Yıldız"
    assert second[2] == "Vorher: zuerst  \nNachher: dann"
    assert second[0] == "**16.06.2027, 12:00:00**  \nKim Kord  \nEintrag 2"


def test_decision_is_told_with_its_reason(town, open_as):
    lena = town.make_actor("Lena Groß", LEADERSHIP)
    wish = Wish(outcome="selected", reserve_order=None, reason="Sie erklärt Neues mit Geduld.")
    town.application.execute(lena, decisions.decide, 1, town.ada, wish)

    page = open_as(town.ari, "audit")

    assert lines(page)[0][2] == "Ergebnis: ausgewählt  \nBegründung: Sie erklärt Neues mit Geduld."


def test_log_is_narrowed_to_a_candidate_and_a_day(town, open_as):
    mark(town, town.ben, "")
    page = open_as(town.ari, "audit")

    page.selectbox(key="audit_about").set_value(f"candidate:{town.ben}").run()
    assert len(lines(page)) == 1

    page.text_input(key="audit_first").set_value("17.06.2027").run()
    assert not page.exception
    assert "Kein Eintrag passt zu dieser Auswahl." in words(page)


def test_day_that_is_none_is_told_and_narrows_nothing(town, open_as):
    page = open_as(town.ari, "audit")

    page.text_input(key="audit_last").set_value("gestern").run()

    assert "Bitte schreiben Sie den Tag so" in words(page)
    assert len(lines(page)) == 3


def test_chain_that_holds_is_told_with_its_anchor(town, open_as):
    page = open_as(town.ari, "audit")

    assert "Die Kette ist geschlossen: 3 Einträge" in words(page)
    assert page.code[0].value == str(town.application.query(town.ari, audit.anchor))


def check(page, noted=""):
    page.text_input(key="audit_noted").set_value(noted)
    return button(page, "Kette jetzt prüfen").click().run()


def test_broken_chain_is_told_at_once_when_it_is_checked(town, open_as):
    page = open_as(town.ari, "audit")
    past_the_guards(town, "UPDATE audit SET actor = 'mallory' WHERE id = 2")

    check(page)

    assert not page.exception
    assert "Die Kette ist gebrochen bei Eintrag 2" in words(page)
    assert "Die Kette ist geschlossen" not in words(page)


def test_anchor_that_was_noted_is_compared(town, open_as):
    page = open_as(town.ari, "audit")
    noted = page.code[0].value

    assert "gehört zu diesem Protokoll" in words(check(page, noted))
    assert "Die notierte Prüfmarke ist eine andere" in words(check(page, f"3:{'0' * 64}"))
    assert "Das ist keine Prüfmarke." in words(check(page, "3"))


def test_what_people_typed_is_shown_as_text(town, open_as):
    typed = town.make_candidate(TYPED)
    mark(town, typed, TYPED)

    page = open_as(town.make_actor(TYPED, COORDINATOR), "audit")

    assert [each for each in read_as_markdown(page) if "**Ada**" in each] == []
    assert "**Ada**" in words(page)


def test_coordinator_sees_who_opened_a_profile(town, open_as):
    open_as(town.kim, "candidates", candidate=str(town.ben))
    page = open_as(town.kim, "audit")

    assert lines(page)[0][1] == "**Profil angesehen**  \nKandidatur: Ben Groß"


@pytest.mark.parametrize("role", [LEADERSHIP, RATER, None])
def test_log_is_for_coordination_and_auditor(town, open_as, role):
    town.application.query(town.kim, profiles.profile, 1, town.ada)

    page = open_as(None if role is None else town.make_actor("Rita Roth", role), "audit")

    assert "Yıldız" not in words(page)
