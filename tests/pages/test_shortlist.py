"""Engere Wahl: narrow, mark with a remark, take along as a file."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import ShortlistMarkRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.phases import Phase
from tests.makers import ADVISORY, COORDINATOR, LEADER, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words

MARK, SAVE = "Auf die Engere Wahl setzen", "Bemerkung speichern"
TAKE_OFF = "Von der Engeren Wahl nehmen"
FILES = ["CSV für Excel", "CSV international", "Excel-Mappe (XLSX)"]


@pytest.fixture
def people(town):
    town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def marks(town):
    with Session(town.engine) as session:
        rows = session.scalars(select(ShortlistMarkRow))
        return {row.candidate_id: row.remark for row in rows}


def choose(page, candidate):
    return page.selectbox(key="shortlist_person").set_value(candidate).run()


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


def marked(people, open_as, remark="Vorstellung am 22. Juni"):
    page = choose(open_as(people.kim, "shortlist"), people.ada)
    page.text_area[0].set_value(remark)
    return button(page, MARK).click().run()


def test_person_is_marked_with_a_remark(people, open_as):
    page = marked(people, open_as)

    assert marks(people) == {people.ada: "Vorstellung am 22. Juni"}
    assert said(page, "success") == ["Gespeichert."]
    lines = page.dataframe[0].value.set_index("Name")
    assert lines["Engere Wahl"].to_dict() == {"Groß, Ben": "", "Yıldız, Ada": "ja"}


def test_mark_is_taken_away_again(people, open_as):
    page = marked(people, open_as)

    button(page, TAKE_OFF).click().run()

    assert marks(people) == {}


def test_remark_on_what_somebody_else_changed_is_refused_and_overwrites_nothing(people, open_as):
    page = marked(people, open_as)
    with Session(people.engine) as session, session.begin():
        other = update(ShortlistMarkRow).values(remark="von anderen", version=2)
        session.execute(other, execution_options={"synchronize_session": False})

    page.text_area[0].set_value("meins")
    button(page, SAVE).click().run()

    assert marks(people) == {people.ada: "von anderen"}
    assert "Jemand anderes hat das inzwischen geändert" in said(page, "error")[0]
    assert said(page, "error")[1] == "Ihr Text war: meins"


def test_only_the_marked_are_left_where_that_is_wanted(people, open_as):
    page = marked(people, open_as)

    page.toggle(key="shortlist_only_marked").set_value(True).run()

    assert page.dataframe[0].value["Name"].tolist() == ["Yıldız, Ada"]
    assert "In der Datei stehen die Personen dieser Auswahl: 1" in words(page)


def test_withdrawn_person_cannot_be_marked(people, open_as):
    gone = people.make_candidate("Cem Aksoy", state=CandidateState.WITHDRAWN)

    page = choose(open_as(people.kim, "shortlist"), gone)

    assert button(page, MARK).disabled
    assert button(page, MARK).help == "Cem Aksoy steht nicht zur Auswahl: zurückgezogen."


def test_nobody_is_marked_outside_of_the_phase(town, open_as):
    town.make_round(phase=Phase.NOTIFICATION)
    town.make_department()
    ada = town.make_candidate()

    page = choose(open_as(town.make_actor("Kim Kord", COORDINATOR), "shortlist"), ada)

    assert button(page, MARK).disabled


def test_empty_choice_offers_no_file(people, open_as):
    page = open_as(people.kim, "shortlist")

    page.text_input(key="shortlist_text").set_value("niemand").run()

    assert "In dieser Auswahl ist niemand." in words(page)
    assert {each.proto.label: each.proto.disabled for each in page.get("download_button")} == {
        **dict.fromkeys(FILES, True),
        "Alle Bewertungen: CSV für Excel": False,
    }


def test_what_somebody_typed_is_shown_as_text(town, open_as):
    town.make_round()
    town.make_department(TYPED)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.ada = town.make_candidate(TYPED)

    page = marked(town, open_as, remark=TYPED)
    page.session_state["shortlist_plain"] = True
    page.run()

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


@pytest.mark.parametrize("role", [RATER, LEADER, ADVISORY, None])
def test_who_may_not_see_the_shortlist_sees_nobody(people, open_as, role):
    page = open_as(None if role is None else people.make_actor("Ari Fremd", role), "shortlist")

    assert "Yıldız" not in words(page)
    assert not page.get("download_button")


def test_fair_score_and_rank_stand_beside_the_plain_one(people, open_as):
    raters = [people.make_person(name, RATER) for name in ("Mia Mild", "Stefan Streng")]
    for key, marks_of in ((people.ada, (4, 3)), (people.ben, (5, 4))):
        for rater, mark in zip(raters, marks_of, strict=True):
            people.make_sheet(key, rater, motivation=mark, vorbild=mark, agil=mark)

    page = open_as(people.kim, "shortlist")

    lines = page.dataframe[0].value.set_index("Name")
    assert lines["Rang"].to_dict() == {"Groß, Ben": 1, "Yıldız, Ada": 2}
    assert lines["Fairer Wert"].tolist() == ["4,5", "3,5"]
    assert lines["plausibel"].str.fullmatch(r"[12] bis [12]").all()
    assert "ergleichbar: " in words(page)


def test_where_nobody_can_be_compared_the_list_says_why_and_has_no_rank(people, open_as):
    for key, name in ((people.ada, "Mia Mild"), (people.ben, "Stefan Streng")):
        people.make_sheet(key, people.make_person(name, RATER), motivation=3, vorbild=3, agil=3)

    page = open_as(people.kim, "shortlist")

    assert {"Fairer Wert", "Rang"}.isdisjoint(page.dataframe[0].value.columns)
    assert "Nicht vergleichbar" in words(page)
