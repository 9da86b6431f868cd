"""Entscheidung: person by person, each with a reason, by the leadership alone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.decisions import DecisionRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import decisions
from lotsen.usecases.decisions import Wish
from tests.makers import ADVISORY, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.pages.deciding import REASON, SAVE, choose, decide, furnish
from tests.pages.shown import TYPED, button, read_as_markdown, words

TAKE_BACK = "Entscheidung zurücknehmen"


@pytest.fixture
def people(town):
    return furnish(town)


def stored(town):
    with Session(town.engine) as session:
        rows = session.scalars(select(DecisionRow).where(DecisionRow.taken_back_at.is_(None)))
        return {row.candidate_id: (row.outcome, row.reason, row.reserve_order) for row in rows}


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


@pytest.mark.parametrize("outcome", [Outcome.SELECTED, Outcome.NOT_SELECTED])
def test_decision_is_kept_with_its_reason(people, open_as, outcome):
    page = decide(open_as(people.chief, "decisions"), people.ada, outcome)

    assert not page.exception
    assert stored(people) == {people.ada: (outcome, REASON, None)}
    assert said(page, "success") == ["Gespeichert."]
    assert REASON in words(page)


def test_whoever_has_open_sheets_reads_why_nothing_can_be_decided_yet(people, open_as):
    boss = people.make_actor("Boris Boss", LEADERSHIP, RATER)
    people.make_sheet(people.ben, boss.id, state=SheetState.ASSIGNED)

    page = choose(open_as(boss, "decisions"), people.ada)

    assert "Entscheiden können Sie, sobald Ihre eigenen Bögen abgegeben sind." in words(page)
    assert SAVE not in [each.label for each in page.button]


def test_reserve_takes_the_next_free_place(people, open_as):
    page = decide(open_as(people.chief, "decisions"), people.ada, Outcome.RESERVE)
    decide(page, people.ben, Outcome.RESERVE)

    assert [order for _outcome, _reason, order in stored(people).values()] == [1, 2]


def test_without_an_outcome_nothing_can_be_saved(people, open_as):
    page = choose(open_as(people.chief, "decisions"), people.ada)

    assert button(page, SAVE).disabled
    assert button(page, SAVE).help == "Bitte zuerst wählen, was entschieden wird."


def test_decision_without_a_reason_is_refused_and_what_was_typed_stays(people, open_as):
    page = decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED, reason="ja")

    assert stored(people) == {}
    assert said(page, "error") == [
        "Bitte begründen Sie mit eigenen Worten, mit mindestens 10 Zeichen."
    ]
    assert page.text_area[0].value == "ja"


def test_decision_that_somebody_else_took_first_is_told(people, open_as):
    page = choose(open_as(people.chief, "decisions"), people.ada)
    page.radio[0].set_value(Outcome.SELECTED).run()
    wish = Wish(outcome=Outcome.NOT_SELECTED, reason=REASON)
    people.application.execute(people.chief, decisions.decide, people.round_id, people.ada, wish)

    page.text_area[0].set_value(REASON)
    button(page, SAVE).click().run()

    assert stored(people)[people.ada][0] == Outcome.NOT_SELECTED
    assert "Für Ada Yıldız ist schon entschieden." in said(page, "error")[0]


def test_decision_is_taken_back_with_a_reason_and_stays_in_the_audit_log(people, open_as):
    page = decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED)
    choose(page, people.ada)
    page.text_area[0].set_value("Auf eigenen Wunsch der Person.")

    button(page, TAKE_BACK).click().run()

    assert stored(people) == {}
    assert "Auf eigenen Wunsch der Person." in words(page)
    with Session(people.engine) as session:
        actions = [row.action for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]
    assert actions == ["decision_taken", "decision_taken_back"]


def test_town_without_candidates_says_so(town, open_as):
    town.make_round()

    page = open_as(town.make_actor("Dr. Jana Weiß", LEADERSHIP), "decisions")

    assert "Über niemanden ist zu entscheiden" in words(page)


@pytest.mark.parametrize("role", [COORDINATOR, ADVISORY])
def test_who_does_not_decide_sees_the_decisions_and_no_form(people, open_as, role):
    decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED)

    page = open_as(people.make_actor("Kim Kord", role), "decisions")

    assert REASON in words(page)
    assert SAVE not in [each.label for each in page.button]


def test_nobody_decides_outside_of_the_phase(town, open_as):
    town.make_round(phase=Phase.INTEREST)
    town.make_department()
    town.make_candidate()

    page = open_as(town.make_actor("Dr. Jana Weiß", LEADERSHIP), "decisions")

    assert "Das geht in der Phase „Interessenbekundung“ nicht." in words(page)
    assert not page.radio


def test_what_somebody_typed_is_shown_as_text(people, open_as):
    cem = people.make_candidate(TYPED)

    page = decide(open_as(people.chief, "decisions"), cem, Outcome.SELECTED, reason=TYPED)
    choose(page, cem)

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


@pytest.mark.parametrize("role", [RATER, LEADER, None])
def test_who_may_not_see_decisions_sees_none(people, open_as, role):
    decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED)

    page = open_as(None if role is None else people.make_actor("Ari Fremd", role), "decisions")

    assert "Yıldız" not in words(page)
    assert REASON not in words(page)


def make_record(page):
    button(page, "Auswahlvermerk erstellen").click().run()


def test_record_is_made_and_offered_with_its_check_sum(people, open_as):
    page = open_as(people.make_actor("Olga Ober", COORDINATOR), "decisions")
    page.text_input(key="record_reference").set_value("10.24-2027/17").run()
    make_record(page)

    assert said(page, "success") == ["Der Auswahlvermerk ist fertig."]
    assert page.text_input(key="record_reference").value == "10.24-2027/17"
    with Session(people.engine) as session:
        (row,) = session.scalars(select(AuditRow).where(AuditRow.action == "record_exported"))
    assert (row.actor, row.facts["reference"]) == ("Olga Ober", "10.24-2027/17")
    assert row.facts["sha256"] in page.caption[-1].value.replace(" ", "")


def test_leadership_reads_the_file_reference_and_makes_the_record(people, open_as):
    page = open_as(people.chief, "decisions")
    make_record(page)

    assert "Aktenzeichen: noch keines" in words(page)
    assert said(page, "success") == ["Der Auswahlvermerk ist fertig."]


def test_record_is_no_longer_offered_after_a_change(people, open_as):
    page = open_as(people.chief, "decisions")
    make_record(page)

    decide(page, people.ada, Outcome.SELECTED)

    assert not [each for each in page.caption if "Prüfsumme" in each.value]


def test_advisory_member_is_offered_no_record(people, open_as):
    page = open_as(people.make_actor("Bea Rat", ADVISORY), "decisions")

    assert "Auswahlvermerk" not in words(page)


def test_who_decides_second_is_shown_the_decision_and_gets_the_own_reason_back(people, open_as):
    page = choose(open_as(people.chief, "decisions"), people.ada)
    page.radio[0].set_value(Outcome.SELECTED).run()
    page.text_area[0].set_value(REASON)
    other = people.make_actor("Kim Kord", LEADERSHIP)
    wish = Wish(outcome=Outcome.NOT_SELECTED, reason="Hat in dieser Zeit ein anderes Amt.")
    people.application.execute(other, decisions.decide, people.round_id, people.ada, wish)

    button(page, SAVE).click().run()

    assert stored(people) == {people.ada: (Outcome.NOT_SELECTED, wish.reason, None)}
    assert f"Ihr Text war: {REASON}" in said(page, "error")
    assert wish.reason in words(page)


def test_page_says_by_which_order_a_departure_is_told(people, open_as):
    raters = [people.make_person(name, RATER) for name in ("Mia Mild", "Stefan Streng")]
    for key, marks in ((people.ada, (5, 4)), (people.ben, (4, 2))):
        for rater, mark in zip(raters, marks, strict=True):
            people.make_sheet(key, rater, motivation=mark, vorbild=mark, agil=mark)

    page = choose(open_as(people.chief, "decisions"), people.ada)

    assert "Es gilt die Reihenfolge nach dem fairen Wert, in der ganzen Stadt." in words(page)
    assert "Rang 1, plausibel 1 bis" in words(page)


def test_page_says_why_only_the_own_dezernat_counts(people, open_as):
    first, second = (people.make_person(name, RATER) for name in ("Mia Mild", "Stefan Streng"))
    people.make_sheet(people.ada, first, motivation=4, vorbild=4, agil=4)
    people.make_sheet(people.ben, second, motivation=2, vorbild=2, agil=2)

    page = choose(open_as(people.chief, "decisions"), people.ben)

    said = words(page)
    assert "nur innerhalb eines Dezernats" in said
    assert "Nicht vergleichbar" in said
    assert "Im Dezernat höher bewertet: 1" in said


@pytest.mark.parametrize("decided", [False, True])
def test_whoever_is_biased_reads_it_instead_of_a_form(people, open_as, decided):
    boss = people.make_actor("Boris Boss", LEADERSHIP)
    with Session(people.engine) as session, session.begin():
        session.get_one(CandidateRow, people.ada).person_id = boss.id
    if decided:
        decide(open_as(people.chief, "decisions"), people.ada, Outcome.SELECTED)

    page = choose(open_as(boss, "decisions"), people.ada)

    assert "sind Sie befangen. Darüber entscheidet jemand anderes aus der Leitung." in words(page)
    assert not {SAVE, TAKE_BACK} & {each.label for each in page.button}
    assert (REASON in words(page)) == decided
    assert SAVE in [each.label for each in choose(page, people.ben).button]


def test_place_in_the_reserve_that_passes_somebody_over_asks_why(town, open_as):
    town.round_id = town.make_round(places=1)
    town.make_department()
    chief, rater = town.make_actor("Dr. Jana Weiß", LEADERSHIP), town.make_person("Mia Mild", RATER)
    ada, ben, cem = map(town.make_candidate, ("Ada Yıldız", "Ben Groß", "Cem Demir"))
    for key, mark in ((ada, 5), (ben, 4), (cem, 2)):
        town.make_sheet(key, rater, motivation=mark, vorbild=mark, agil=mark)
    wish = Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=2)
    town.application.execute(chief, decisions.decide, town.round_id, cem, wish)
    page = choose(open_as(chief, "decisions"), ben)
    page.radio[0].set_value(Outcome.RESERVE).run()
    asked = [[each.label for each in page.text_area]]

    page.number_input[0].set_value(3).run()
    asked.append([each.label for each in page.text_area])

    assert not page.exception
    assert asked == [["Begründung"], ["Begründung der Abweichung", "Begründung"]]
