"""Engere Wahl: the rules, the proposal, and both sets side by side."""

import pytest

from lotsen.domain.ids import CandidateId
from lotsen.domain.shortlist_rules import Objective, PersonRule, ShortlistRules
from lotsen.usecases import departures, proposal, shortlist, shortlist_rules
from tests.makers import COORDINATOR, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words

REASON = "Leitet das Pilotprojekt der E-Akte."


@pytest.fixture
def people(town):
    """Four people for two places, each with two sheets; Ada and Ben have the highest scores."""
    town.round_id = town.make_round(places=2)
    town.make_department("Bürgerdienste")
    raters = [town.make_person("Rita Roth", RATER), town.make_person("Rolf Rau", RATER)]
    town.keys = {}
    for name, values in (("Ada", (5, 5)), ("Ben", (5, 4)), ("Cem", (4, 3)), ("Eva", (2, 3))):
        town.keys[name] = town.make_candidate(f"{name} Muster")
        for rater, value in zip(raters, values, strict=True):
            town.make_sheet(town.keys[name], rater, motivation=value, vorbild=value, agil=3)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def look(people, open_as):
    def look(part):
        page = open_as(people.kim, "shortlist")
        return page.segmented_control(key="ansicht").set_value(part).run()

    return look


def asked(people, query):
    return people.application.query(people.kim, query, people.round_id)


def rows(page, column):
    return [cell.replace("\\", "") for table in page.table for cell in table.value.get(column, [])]


def test_proposal_names_people_and_reasons(look):
    page = look("vorschlag")

    assert [each.split("**")[1] for each in rows(page, "Name")[:2]] == [
        "Muster, Ada",
        "Muster, Ben",
    ]
    assert [each.split("  \n")[0] for each in rows(page, "Grund")] == ["hoher fairer Wert"] * 2
    assert "Das ist ein Vorschlag und keine Entscheidung." in words(page)


def test_proposal_says_which_scores_it_stands_on_and_how_to_work_it_out(look):
    shown = words(look("vorschlag")).replace("\\", "")

    assert "Er stützt sich auf die fairen Werte" in shown
    assert "Verfahren fair 1, Startwert 2026, 1.000 Ziehungen, Stand der Daten" in shown
    assert "Mittelwert der fairen Werte" in rows(look("vergleichen"), "Maß")


def test_town_that_wants_plain_scores_is_told_so(look, people):
    page = look("regeln")
    page.radio(key="rules-0-objective").set_value(Objective.PLAIN)
    button(page, "Regeln speichern").click().run()

    page.segmented_control(key="ansicht").set_value("vorschlag").run()

    assert asked(people, shortlist_rules.of_round).rules.objective == Objective.PLAIN
    assert "einfachen Gesamtwerte, wie es in den Regeln steht" in words(page).replace("\\", "")
    assert [each.split("  \n")[0] for each in rows(page, "Grund")] == ["hoher Gesamtwert"] * 2


def test_rules_that_ask_for_the_same_are_told_with_their_price_together(look, people):
    single = tuple(
        PersonRule(candidate_id=people.keys[name], chosen=name == "Cem", reason=REASON)
        for name in ("Cem", "Ben")
    )
    wanted = ShortlistRules(places=2, people=single)
    people.application.execute(
        people.kim, shortlist_rules.set_rules, people.round_id, wanted, seen=0
    )

    page = look("vorschlag")

    reasons = [each.split("  \n")[0] for each in rows(page, "Grund")]
    assert reasons == ["hoher fairer Wert", *["wegen mehrerer Regeln zusammen"] * 2]
    said = [each.split("  \n")[0].strip("*") for each in rows(page, "Ohne sie wäre der Mittelwert")]
    assert said[:2] == ["gleich hoch"] * 2
    assert said[2].endswith("höher")
    assert rows(page, "Regel")[2] == "alle Regeln zusammen"
    assert "dazu käme: Muster, Ben" in rows(page, "Ohne sie wäre der Mittelwert")[2]


def test_rules_are_saved_as_they_are_typed(look, people):
    page = look("regeln")
    page.number_input(key="rules-0-places").set_value(1)
    page.number_input(key="rules-0-criterion-motivation").set_value(1)
    page.multiselect(key="rules-0-people-True").set_value([people.keys["Eva"]]).run()
    page.text_input(key=f"rules-0-reason-True-{people.keys['Eva']}").set_value(REASON)

    button(page, "Regeln speichern").click().run()

    found = asked(people, shortlist_rules.of_round).rules
    assert (found.places, found.criteria[0].least) == (1, 1)
    assert [(rule.candidate_id, rule.reason) for rule in found.people] == [
        (people.keys["Eva"], REASON)
    ]
    assert page.number_input(key="rules-1-places").value == 1


def test_rules_that_cost_nothing_are_said_to_until_one_does(look, people):
    free = "Keine dieser Regeln kostet etwas"
    page = look("regeln")
    page.number_input(key="rules-0-criterion-motivation").set_value(1)
    button(page, "Regeln speichern").click().run()
    assert free in words(look("vorschlag"))

    page = look("regeln")
    page.multiselect(key="rules-1-people-True").set_value([people.keys["Eva"]]).run()
    page.text_input(key=f"rules-1-reason-True-{people.keys['Eva']}").set_value(REASON)
    button(page, "Regeln speichern").click().run()
    assert free not in words(look("vorschlag"))
    assert "Was die Regeln kosten" in words(look("vorschlag"))


def test_rules_that_conflict_are_told_in_the_towns_words(look, people):
    page = look("regeln")
    page.number_input(key="rules-0-criterion-agil").set_value(1)
    button(page, "Regeln speichern").click().run()

    page.segmented_control(key="ansicht").set_value("vorschlag").run()

    assert "Mit diesen Regeln gibt es keine Auswahl für 2 Plätze." in words(page)
    assert "stark in „Agil“: mindestens 1" in words(page).replace("\\", "")


def test_rule_that_cannot_be_meant_is_refused(look, people):
    page = look("regeln")
    page.number_input(key="rules-0-level-1-least").set_value(3)
    page.number_input(key="rules-0-level-1-most").set_value(1)

    button(page, "Regeln speichern").click().run()

    assert "Bei einer Regel ist „höchstens“ kleiner als „mindestens“." in words(page)
    assert asked(people, shortlist_rules.of_round).version == 0


def test_person_is_taken_over_by_a_click(look, people):
    page = look("vergleichen")

    page.button(key=f"take_over-{people.keys['Ada']}").click().run()

    assert asked(people, proposal.own_choice).people == (people.keys["Ada"],)
    assert "In beiden: 1" in words(page)


def test_departure_is_explained_and_shown(look, people):
    page = look("vergleichen")
    page.selectbox(key="departure_person").set_value(people.keys["Ben"]).run()
    page.text_area[0].set_value(REASON)

    button(page, "Begründung speichern").click().run()

    (found,) = asked(people, departures.listing).values()
    assert (found.proposed, found.reason) == (True, REASON)
    assert REASON in words(page).replace("\\", "")


def test_swap_tells_what_changes(look, people):
    page = look("vorschlag")
    page.selectbox(key="swap_leaves").set_value(people.keys["Ben"])
    page.selectbox(key="swap_enters").set_value(people.keys["Eva"]).run()

    assert "niedriger" in words(page)
    assert "Alle Regeln blieben eingehalten." in words(page)


def test_chances_and_coverage_have_a_table(look):
    page = look("vorschlag")
    for key in ("chances_table", "coverage_table"):
        page.session_state[key] = True
    page.run()

    assert rows(page, "Fälle")[0] == "in 19 von 20 Fällen"
    assert "Muster, Ada; Muster, Ben" in rows(page, "Wer")


def test_what_somebody_typed_is_shown_as_text(town, open_as):
    round_id = town.make_round(places=1)
    town.make_department(TYPED)
    key = town.make_candidate(TYPED)
    town.make_sheet(key, town.make_person("Rita Roth", RATER), motivation=5)
    kim = town.make_actor("Kim Kord", COORDINATOR)
    town.application.execute(
        kim, departures.explain, round_id, CandidateId(key), TYPED, proposed=True, seen=0
    )
    for part in ("regeln", "vorschlag", "vergleichen"):
        page = open_as(kim, "shortlist")
        page.segmented_control(key="ansicht").set_value(part).run()

        assert [each for each in read_as_markdown(page) if TYPED in each] == []


def test_town_without_ratings_has_no_proposal_and_says_so(town, open_as):
    town.make_round()
    town.make_department()
    town.make_candidate()
    kim = town.make_actor("Kim Kord", COORDINATOR)
    for part in ("vorschlag", "vergleichen"):
        page = open_as(kim, "shortlist")
        page.segmented_control(key="ansicht").set_value(part).run()

        assert "Es gibt weniger Personen als Plätze." in words(page)


def test_proposal_marks_nobody(look, people):
    look("vorschlag")

    assert not asked(people, shortlist.listing).frame["marked"].any()
