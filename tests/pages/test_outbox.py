"""Mitteilungen: drafted by one, approved by another, and given out."""

import pytest

from lotsen.domain.letters import LetterState
from lotsen.domain.rounds import InstallationKind
from lotsen.ui import letter_people
from lotsen.usecases import drafting
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.usecases.letter_town import (
    approve,
    do,
    draft_results,
    furnish,
    lines,
)

ROOM, LETTER = "outbox_room", "outbox_letter"


@pytest.fixture
def people(town):
    return furnish(town)


def enter(page, room):
    return page.button_group(key=ROOM).set_value(room).run()


def open_letter(page, line):
    return page.selectbox(key=LETTER).set_value(line.id).run()


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


def states(town):
    return [line.state for line in lines(town)]


def test_round_without_letters_takes_the_standard_ones(town, open_as):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "outbox")
    button(page, "Muster-Schreiben übernehmen").click().run()

    assert not page.exception
    assert said(page, "success") == ["Gespeichert."]
    assert "In dieser Auswahl ist kein Schreiben." in words(page)


def test_names_and_number_are_shown_before_drafting_and_before_approving(people, open_as):
    page = enter(open_as(people.kim, "outbox"), "draft")
    assert page.selectbox(key="letters_key").value == "4a"  # the first of this phase
    assert "Angelegt wird für: Cem Demir, Ben Groß, Ada Yıldız" in words(page)

    button(page, "3 Entwürfe anlegen").click().run()
    enter(page, "outbox")

    assert "Freigegeben wird für: Cem Demir, Ben Groß, Ada Yıldız" in words(page)
    button(page, "3 Schreiben freigeben").click().run()
    assert states(people) == [LetterState.APPROVED] * 3


@pytest.mark.parametrize(("count", "said"), [(1, "Entwurf"), (2, "2 Entwürfe")])
def test_one_letter_is_spoken_of_as_one(count, said):
    assert letter_people.drafting(count) == f"{said} anlegen"


def test_letter_is_shown_filled_and_changed_alone(people, open_as):
    do(people, drafting.draft, "4a")
    line = lines(people)[0]
    page = open_letter(open_as(people.kim, "outbox"), line)
    assert "Guten Tag Cem Demir," in words(page)

    page.text_area[0].set_value("Guten Tag Cem Demir,\n\nkommen Sie gern auch später.")
    button(page, "Schreiben speichern").click().run()

    assert said(page, "success") == ["Gespeichert."]
    assert "kommen Sie gern auch später." in words(page)


def test_own_result_letters_are_refused_with_the_reason(people, open_as):
    draft_results(people)
    page = open_as(people.kim, "outbox")

    button(page, "5 Schreiben freigeben").click().run()

    assert "Das gibt eine zweite Person frei" in said(page, "error")[0]
    assert states(people) == [LetterState.DRAFT] * 5


def test_leadership_approves_and_writes_nothing(people, open_as):
    draft_results(people)
    page = open_letter(open_as(people.chief, "outbox"), lines(people)[0])
    assert "Dieses Schreiben verwerfen" not in [each.label for each in page.button]

    button(page, "5 Schreiben freigeben").click().run()

    assert states(people) == [LetterState.APPROVED] * 5


def test_blocked_letter_says_why(people, open_as):
    draft_results(people, "Gesamtwert 3,85 und viel Erfahrung.")

    page = open_letter(open_as(people.mia, "outbox"), lines(people, "5b")[0])

    assert "Im Schreiben steht ein Wert oder Rang: 3,85" in said(page, "warning")
    assert "Gesperrt sind in dieser Auswahl: 2" in words(page)


def test_profile_shows_what_a_person_was_told(people, open_as):
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "candidates", candidate=str(people.cem))

    assert "4a Einladung zur Vorstellung" in words(page)
    assert "freigegeben" in words(page)


def test_value_is_kept(people, open_as):
    page = enter(open_as(people.kim, "outbox"), "values")

    page.text_input(key="letter-value-termin_ort").set_value("Bürgersaal")
    button(page, "Angaben speichern").click().run()

    do(people, drafting.draft, "4a")
    assert "Bürgersaal" in words(open_letter(enter(page, "outbox"), lines(people)[0]))


def test_template_is_worded_with_a_gap_by_click(people, open_as):
    page = enter(open_as(people.kim, "outbox"), "templates")
    page.selectbox(key="letters_worded").set_value("4a").run()

    button(page, "Platzhalter einfügen").click().run()
    for chosen in ("\n", "{anrede},"):  # the subject, and the first line
        (place,) = [each for each in page.selectbox if each.label == "Wohin?"]
        place.set_value(chosen).run()
        button(page, "Platzhalter einfügen").click().run()
    button(page, "Vorlage speichern").click().run()

    assert said(page, "success") == ["Gespeichert."]
    assert page.text_area[0].value.startswith("{anrede}, {anrede}\n")
    assert page.text_area[0].value.endswith("{kontakt_telefon} {anrede}\n")
    assert page.text_input[0].value.endswith("um {termin_beginn} {anrede}")


def test_template_is_shown_as_each_recipient_reads_it(people, open_as):
    page = enter(open_as(people.kim, "outbox"), "templates")
    page.selectbox(key="letters_worded").set_value("4a").run()
    assert "So würde es Cem Demir lesen:" in words(page)
    asked = people.application.query(people.kim, drafting.addressees, people.round_id, "4a")
    ada = next(each.person_id for each in asked if each.name == "Ada Yıldız")

    page.selectbox(key="letters_reads-4a").set_value(ada).run()

    assert "So würde es Ada Yıldız lesen:" in words(page)
    assert "Guten Tag Ada Yıldız," in words(page)


def test_what_somebody_typed_is_shown_as_text(people, open_as):
    people.make_candidate(TYPED)
    do(people, drafting.draft, "4a")
    line = next(each for each in lines(people) if TYPED in each.recipient)

    page = open_letter(open_as(people.kim, "outbox"), line)

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


@pytest.mark.parametrize("role", [RATER, LEADER, ADVISORY, AUDITOR, None])
def test_nobody_else_reads_letters(people, open_as, role):
    do(people, drafting.draft, "4a")

    page = open_as(None if role is None else people.make_actor("Ari Fremd", role), "outbox")

    assert "Einladung" not in words(page)
    assert "Demir" not in words(page)


def test_without_a_mail_server_the_page_offers_files(people, open_as):
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "outbox")

    assert "Es ist kein Mailserver eingestellt." in words(page)
    offered = [each.label for each in page.get("download_button")]
    assert offered == ["Als E-Mail-Entwurf", "E-Mail-Entwürfe (ZIP)", "Serienmail (CSV)"]


def test_demo_town_says_that_it_sends_nothing(town, open_as):
    furnish(town, kind=InstallationKind.DEMO)
    do(town, drafting.draft, "4a")
    approve(town)

    page = open_as(town.kim, "outbox")

    assert "Die Übungsstadt verschickt nichts" in words(page)
