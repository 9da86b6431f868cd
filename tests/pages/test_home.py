"""Übersicht: where the round stands, and what waits for whoever looks."""

from dataclasses import replace

from sqlalchemy.orm import Session

from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.phases import Phase
from lotsen.usecases import posting, round_profile
from tests.makers import AUDITOR, COORDINATOR, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.usecases.letter_town import (
    approve,
    do,
    draft_results,
    furnish,
    lines,
    seen,
    send_from_file,
)


def html(page):
    return " ".join(element.proto.body for element in page.get("html"))


def phase(town):
    with Session(town.engine) as session:
        return session.get_one(RoundRow, 1).phase


def test_coordinator_sees_the_phase_and_the_figures(town, open_as):
    town.make_round(places=4)
    town.make_candidate(department=town.make_department())

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "home")

    assert not page.exception
    assert [each.value for each in page.title] == ["Digitallotsen 2027"]
    assert 'aria-current="step"' in html(page)
    assert "0 von 4" in html(page)


def test_stranger_sees_nothing_of_the_round(town, open_as):
    town.make_round()

    page = open_as(None, "home")

    assert [each.value for each in page.title] == ["Sie sind abgemeldet"]
    assert "Digitallotsen 2027" not in words(page) + html(page)


def test_before_the_first_round_it_says_what_to_do(town, open_as):
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "home")

    assert [each.value for each in page.info] == [
        "Es ist noch keine Auswahlrunde angelegt. Das geht mit: python -m lotsen round open"
    ]


def test_title_that_somebody_typed_is_shown_as_text(town, open_as):
    town.make_round(title=TYPED)

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "home")

    assert TYPED not in read_as_markdown(page)
    assert TYPED in words(page)


def test_coordinator_moves_the_phase(town, open_as):
    town.make_round(phase=Phase.INTEREST)
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "home")

    button(page, "Phase „Vorstellung und Entscheidung“ beginnen").click().run()

    assert phase(town) == Phase.PRESENTATION
    assert [each.value for each in page.success] == ["Gespeichert\\."]


def test_phase_of_approach_waits_for_the_staff_council(town, open_as):
    town.make_round(phase=Phase.CONCEPT_REVIEW)
    kim = town.make_actor("Kim Kord", COORDINATOR)
    page = open_as(kim, "home")

    assert "Es fehlt noch: Personalrat." in words(page)
    assert "Phase „Ansprache“ beginnen" not in [each.label for each in page.button]

    town.make_hearing(kim.id)
    page = open_as(kim, "home")
    button(page, "Phase „Ansprache“ beginnen").click().run()

    assert phase(town) == Phase.APPROACH


def test_click_on_what_somebody_else_has_moved_changes_nothing(town, open_as):
    town.make_round(phase=Phase.INTEREST)
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "home")
    with Session(town.engine) as session, session.begin():
        session.get_one(RoundRow, 1).phase = Phase.APPROACH

    button(page, "Phase „Vorstellung und Entscheidung“ beginnen").click().run()

    assert phase(town) == Phase.APPROACH
    assert "Jemand anderes hat das inzwischen geändert" in words(page)


def test_only_the_coordinator_is_offered_another_phase(town, open_as):
    town.make_round()

    for role in (LEADERSHIP, RATER, AUDITOR):
        page = open_as(town.make_actor("Dr. Jana Weiß", role), "home")
        assert "Phase wechseln" not in words(page)


def test_leadership_is_told_of_undecided_candidates(town, open_as):
    town.make_round()
    town.make_department()
    town.make_candidate()
    town.make_candidate("Ben Groß", state=CandidateState.WITHDRAWN)

    page = open_as(town.make_actor("Dr. Jana Weiß", LEADERSHIP), "home")

    assert "Kandidaturen ohne Entscheidung: 1" in [each.label for each in page.get("page_link")]


def test_who_can_approve_is_told_of_a_change_that_waits(town, open_as):
    round_id = town.make_round(criteria=("motivation",))
    unit, rater = town.make_department(), town.make_person("Rita Roth", RATER)
    town.make_sheet(town.make_candidate(department=unit), rater, motivation=3)
    kim, chief = town.make_actor("Kim Kord", COORDINATOR), town.make_actor("J. Weiß", LEADERSHIP)
    profile = town.application.query(kim, round_profile.view, round_id).profile
    wanted, reason = replace(profile, places=4), "Der Rat hat einen Platz mehr beschlossen."
    town.application.execute(kim, round_profile.propose, round_id, wanted, reason, seen=1)

    told = {
        actor.name: [each.label for each in open_as(actor, "home").get("page_link")]
        for actor in (kim, chief)
    }

    line = "Eine Änderung am Profil wartet auf die Freigabe"
    assert line in told["J. Weiß"]
    assert line not in told["Kim Kord"]


def test_tab_that_wakes_up_under_another_person_forgets_what_was_typed(town, open_as):
    town.make_round()
    first, second = (town.make_actor(name, COORDINATOR) for name in ("Kim Kord", "Jo Lang"))
    tab = open_as(first, "home")
    tab.session_state["typed"] = "nur für Kim"
    tab.run()
    assert "typed" in tab.session_state

    open_as(second, "home")  # from now on this browser is Jo's
    tab.run()

    assert "typed" not in tab.session_state
    assert not tab.exception


def test_end_of_the_round_shows_whether_everybody_has_been_told(town, open_as):
    furnish(town)
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    page = open_as(town.kim, "home")
    said = "Ihr Ergebnis haben 0 von 3 Personen und 0 von 2 Führungskräften."
    assert said in words(page)
    assert "Noch nicht alle haben ihr Ergebnis." in words(page)
    waits = "Personen, die ihr Ergebnis noch nicht haben: 3"
    assert waits in [each.label for each in page.get("page_link")]

    do(town, posting.hand_over, seen(lines(town, "5a")))
    page = open_as(town.kim, "home")
    assert said in words(page)
    assert "noch nicht als versendet vermerkt sind 1;" in words(page)

    for keys in (("5a", "5b", "5c"), ("5d",)):
        send_from_file(town, lines(town, *keys))

    page = open_as(town.kim, "home")
    assert "Alle haben ihr Ergebnis: 3 Personen und 2 Führungskräfte." in words(page)
    assert "Noch nicht alle haben ihr Ergebnis." not in words(page)
    assert [each for each in page.get("page_link") if "Ergebnis" in each.label] == []
