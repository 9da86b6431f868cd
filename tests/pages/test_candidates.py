"""Kandidaturen: the list and one profile, as far as whoever looks may see them."""

import pytest

from lotsen.domain.candidates import CandidateState
from lotsen.domain.ratings import SheetState
from tests.makers import AUDITOR, COORDINATOR, LEADER, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words


@pytest.fixture
def people(town):
    town.make_round()
    town.first = town.make_department("Bürgerdienste")
    town.second = town.make_department("Finanzen")
    town.ada = town.make_candidate("Ada Yıldız", department=town.first, motivation="Ich mag Neues.")
    town.ben = town.make_candidate("Ben Groß", department=town.second)
    town.rita = town.make_actor("Rita Roth", RATER)
    town.make_sheet(town.ada, town.rita.id, motivation=4, vorbild=3, agil=5)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def listed(page):
    return page.dataframe[0].value["Name"].tolist() if page.dataframe else []


def profile(open_as, actor, candidate):
    return open_as(actor, "candidates", candidate=str(candidate))


def test_list_names_everybody_in_german_order(people, open_as):
    people.make_candidate("Önder Ak", department=people.first)

    assert listed(open_as(people.kim, "candidates")) == ["Ak, Önder", "Groß, Ben", "Yıldız, Ada"]


def test_search_department_and_state_narrow_the_list(people, open_as):
    people.make_candidate("Cem Aksoy", department=people.second, state=CandidateState.WITHDRAWN)
    page = open_as(people.kim, "candidates")

    page.text_input(key="candidates_text").set_value("YILDIZ").run()
    assert listed(page) == ["Yıldız, Ada"]

    page.text_input(key="candidates_text").set_value("").run()
    page.selectbox(key="candidates_department").set_value(people.second).run()
    assert listed(page) == ["Aksoy, Cem", "Groß, Ben"]

    page.multiselect(key="candidates_states").set_value([CandidateState.WITHDRAWN]).run()
    assert listed(page) == ["Aksoy, Cem"]


def test_search_without_a_hit_says_what_to_do(people, open_as):
    page = open_as(people.kim, "candidates")

    page.text_input(key="candidates_text").set_value("niemand").run()

    assert "Keine Kandidatur passt zu dieser Auswahl." in words(page)
    assert listed(page) == []


def test_profile_shows_motivation_and_evidence(people, open_as):
    page = profile(open_as, people.kim, people.ada)

    assert not page.exception
    assert [each.value for each in page.title] == ["Ada Yıldız"]
    assert "Ich mag Neues." in words(page)
    assert "Beleg zu motivation" in words(page)


def test_sheet_of_the_leader_is_marked_as_such(people, open_as):
    cem = people.make_candidate("Cem Aksoy", department=people.first, leader_id=people.rita.id)
    people.make_sheet(cem, people.rita.id, motivation=4)

    own = profile(open_as, people.kim, cem).table[-1].value["Bewertung durch"].tolist()
    others = profile(open_as, people.kim, people.ada).table[-1].value["Bewertung durch"].tolist()

    assert own == ["Rita Roth \\(Führungskraft\\)"]
    assert set(others) == {"Rita Roth"}


def test_way_back_leads_to_the_list(people, open_as):
    page = profile(open_as, people.kim, people.ada)

    button(page, "Zur Liste").click().run()

    assert listed(page) == ["Groß, Ben", "Yıldız, Ada"]


@pytest.mark.parametrize("key", ["99", "abc", "-1", "9" * 30, ""])
def test_address_of_nobody_is_told_in_a_sentence(people, open_as, key):
    page = profile(open_as, people.kim, key)

    assert not page.exception
    assert [each.value.replace("\\", "") for each in page.info] == [
        "Diese Kandidatur gibt es nicht, oder Sie dürfen sie nicht sehen."
    ]


def test_what_somebody_typed_is_shown_as_text(town, open_as):
    town.make_round()
    town.make_department(TYPED)
    key = town.make_candidate(TYPED, motivation=TYPED, projects=TYPED, note=TYPED)
    kim = town.make_actor("Kim Kord", COORDINATOR)

    for page in (open_as(kim, "candidates"), profile(open_as, kim, key)):
        assert [each for each in read_as_markdown(page) if TYPED in each] == []
        assert TYPED in words(page)


def test_rater_with_open_sheets_sees_the_person_without_ratings(people, open_as):
    rater = people.make_actor("Ria Offen", RATER)
    people.make_sheet(people.ben, rater.id, state=SheetState.DRAFT, motivation=3)

    page = profile(open_as, rater, people.ada)

    assert "Ich mag Neues." in words(page)
    assert "Beleg zu motivation" not in words(page)
    assert "Noch offen: 1 von 1." in words(page)
    assert [each.value for each in page.title] == ["Ada Yıldız"]


def test_leader_sees_the_own_people_alone(people, open_as):
    leader = people.make_actor("Lea Ode", LEADER, leads=[people.first])

    assert listed(open_as(leader, "candidates")) == ["Yıldız, Ada"]
    assert "Groß" not in words(profile(open_as, leader, people.ben))


@pytest.mark.parametrize("role", [AUDITOR, None])
def test_who_may_not_see_candidates_sees_nobody(people, open_as, role):
    actor = None if role is None else people.make_actor("Ari Fremd", role)

    for page in (open_as(actor, "candidates"), profile(open_as, actor, people.ada)):
        assert "Yıldız" not in words(page)


def test_coordinator_says_why_a_candidacy_is_over(people, open_as):
    gone = people.make_candidate("Uwe Sander", state=CandidateState.WITHDRAWN)
    page = profile(open_as, people.kim, gone)
    assert "Der Grund fehlt noch." in words(page)

    page.text_area[0].set_value("Übernimmt ab Juli eine andere Aufgabe.").run()
    button(page, "Grund speichern").click().run()

    assert not page.exception
    assert "Der Grund fehlt noch." not in words(page)
    assert "Übernimmt ab Juli eine andere Aufgabe." in words(page)


def test_nobody_is_asked_why_a_candidacy_is_over_that_stands(people, open_as):
    assert "zu Ende ist" not in words(profile(open_as, people.kim, people.ada))
