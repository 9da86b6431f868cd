"""Umfrage: what leaders are asked, and what the coordinator sees of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen import bootstrap
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.surveys import NominationRow, NomineeRow, ReviewRow
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import ReviewAnswer, Told, tell_by
from lotsen.i18n import formats
from lotsen.usecases import concept_review, letter_templates, rounds
from tests.makers import RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.usecases.letter_town import LETTERS
from tests.usecases.survey_town import WHY, do, furnish, name


@pytest.fixture
def asked(town):
    return furnish(town, phase=Phase.CONCEPT_REVIEW)


@pytest.fixture
def naming(town):
    return furnish(town, phase=Phase.APPROACH)


def rows(town, table):
    with Session(town.engine, expire_on_commit=False) as session:
        return session.scalars(select(table)).all()


def test_leader_reads_the_concept_and_answers(asked, open_as):
    page = open_as(asked.lea, "survey")
    assert "Kriterien und Gewichte" in words(page)
    page.radio[0].set_value(ReviewAnswer.COMMENTS)
    page.text_area[0].set_value("Bitte mehr Zeit.").run()

    button(page, "Antwort speichern").click().run()

    assert not page.exception
    assert [(each.answer, each.comment) for each in rows(asked, ReviewRow)] == [
        (ReviewAnswer.COMMENTS, "Bitte mehr Zeit.")
    ]
    assert "mit Anmerkungen, gespeichert am" in words(page)


def test_leader_who_says_nothing_is_asked_what_to_say(asked, open_as):
    page = open_as(asked.lea, "survey")

    button(page, "Antwort speichern").click().run()

    assert "Bitte schreiben Sie Ihre Anmerkung" in words(page)
    assert rows(asked, ReviewRow) == []


def test_coordinator_sees_comments_as_text_and_who_is_missing(asked, open_as):
    do(asked, asked.lea, concept_review.answer, ReviewAnswer.COMMENTS, TYPED, seen=0)

    page = open_as(asked.kim, "survey")

    assert not page.exception
    assert "Wer noch nicht geantwortet hat: 3" in words(page)
    assert TYPED in words(page)
    assert [text for text in read_as_markdown(page) if TYPED in text] == []


def test_coordinator_reminds_whoever_is_missing(asked, open_as):
    page = open_as(asked.kim, "survey")
    button(page, "Muster-Schreiben übernehmen").click().run()
    assert "Angelegt wird für: Lea Amt, Ina Öz, Leo Rat, Jana Weiß" in words(page)

    page.multiselect(key="ask_people-without_answer").set_value([asked.leo.id]).run()
    assert "So würde es Leo Rat lesen:" in words(page)
    assert "/survey" in words(page)
    button(page, "Entwurf anlegen").click().run()

    assert not page.exception
    assert [each.recipient for each in rows(asked, LetterRow)] == ["Leo Rat"]
    assert "Heute schon angelegt oder noch im Ausgang: 1" in words(page)


def test_leader_names_somebody(naming, open_as):
    page = open_as(naming.lea, "survey")
    page.selectbox(key="nominate-0-person").set_value(naming.ada).run()
    page.multiselect(key="nominate-0-criteria").set_value(["motivation"]).run()
    page.text_area(key="nominate-0-reason-motivation").set_value(WHY["motivation"]).run()

    button(page, "Person vorschlagen").click().run()

    assert not page.exception
    assert [each.reasons for each in rows(naming, NominationRow)] == [WHY]
    assert "vorgeschlagen, noch nicht informiert" in words(page)


def test_department_of_somebody_new_is_chosen_by_hand(naming, open_as):
    page = open_as(naming.lea, "survey")
    page.text_input(key="nominate-0-first").set_value("Neu")
    page.text_input(key="nominate-0-last").set_value("Gier")
    page.text_input(key="nominate-0-email").set_value("neu.gier@stadt.example")
    page.multiselect(key="nominate-0-criteria").set_value(["motivation"]).run()
    page.text_area(key="nominate-0-reason-motivation").set_value(WHY["motivation"]).run()
    assert page.selectbox(key="nominate-0-department").value is None

    button(page, "Person vorschlagen").click().run()
    assert "Bitte wählen Sie die Abteilung der Person." in words(page)
    assert rows(naming, NominationRow) == []

    page.selectbox(key="nominate-0-department").set_value(naming.amt).run()
    button(page, "Person vorschlagen").click().run()
    assert [each.department_id for each in rows(naming, NomineeRow)] == [naming.amt]


def test_leader_never_reads_what_others_have_named(naming, open_as):
    name(naming, naming.ina, naming.ada)

    page = open_as(naming.lea, "survey")

    assert "Sie haben noch niemanden vorgeschlagen." in words(page)
    assert WHY["motivation"] not in words(page)


def test_coordinator_tells_the_person_and_notes_the_agreement(naming, open_as):
    naming.application = bootstrap.application()  # today is the day that the page shows
    name(naming, naming.lea, naming.ada, {"agil": TYPED})
    today = naming.application.query(naming.kim, rounds.current).today
    page = open_as(naming.kim, "survey")
    assert formats.day(tell_by(today)) in words(page)
    assert "Information festhalten" not in [
        each.label for each in page.button
    ]  # nobody is chosen beforehand
    page.selectbox(key="nominee").set_value(1).run()
    assert [text for text in read_as_markdown(page) if TYPED in text] == []
    button(page, "Muster-Schreiben übernehmen").click().run()
    assert "Für das Schreiben fehlen Angaben" in words(page)
    assert button(page, "Entwurf anlegen").disabled

    assert button(page, "Information festhalten").disabled  # nor is the way
    (way,) = [each for each in page.radio if each.label == "Wie ist die Person informiert?"]
    way.set_value(Told.IN_PERSON).run()
    button(page, "Information festhalten").click().run()
    (agrees,) = [each for each in page.radio if each.label == "Was sagt die Person?"]
    agrees.set_value(True).run()
    button(page, "Antwort festhalten").click().run()

    assert not page.exception
    assert [each.person_id for each in rows(naming, CandidateRow)] == [naming.ada]


def test_whoever_is_not_asked_reads_why(naming, open_as):
    page = open_as(naming.make_actor("Rita Roth", RATER), "survey")

    assert "Dazu sind Sie nicht berechtigt" in words(page)


def test_letter_to_a_nominee_is_drafted_once(naming, open_as):
    name(naming, naming.lea, naming.ada)
    do(naming, naming.kim, letter_templates.take_standard, LETTERS)
    do(naming, naming.kim, letter_templates.set_values, LETTERS.examples, seen={})
    page = open_as(naming.kim, "survey")
    page.selectbox(key="nominee").set_value(1).run()
    assert "vorgeschlagen worden von: Lea Amt (am " in words(page)

    button(page, "Entwurf anlegen").click().run()

    assert not page.exception
    assert [each.recipient for each in rows(naming, LetterRow)] == ["Ada Yıldız"]
    assert "Das Schreiben ist angelegt." in words(page)
    assert "Entwurf anlegen" not in [each.label for each in page.button]
