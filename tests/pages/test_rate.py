"""Bewerten: one sheet at a time, kept as it is filled in."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from tests.makers import AUDITOR, COORDINATOR, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words


@pytest.fixture
def rater(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    rater = town.make_actor("Rita Roth", RATER)
    for candidate in (town.ada, town.ben):
        town.make_sheet(candidate, rater.id, state=SheetState.ASSIGNED)
    return rater


def opened(page, candidate):
    page.selectbox(key="rate_candidate").set_value(candidate).run()
    return button(page, "Ich bin nicht befangen").click().run()


def rate(page, place, choice):
    return page.radio[place].set_value(choice).run()


def stored(town):
    with Session(town.engine) as session:
        rows = session.scalars(select(RatingRow).order_by(RatingRow.criterion_id))
        return [(row.value, row.evidence) for row in rows]


def state(town, candidate):
    with Session(town.engine) as session:
        return session.scalar(select(SheetRow.state).where(SheetRow.candidate_id == candidate))


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


def test_sheet_opens_after_the_declaration_and_keeps_every_click(town, rater, open_as):
    page = open_as(rater, "rate")
    assert not page.radio

    page = opened(page, town.ada)
    rate(page, 0, "4")
    rate(page, 1, "nb")

    assert not page.exception
    assert stored(town) == [(4, ""), (None, "")]
    assert not page.success


def test_evidence_is_kept_beside_its_mark(town, rater, open_as):
    page = rate(opened(open_as(rater, "rate"), town.ada), 0, "5")

    page.text_area[0].set_value("Hat die E-Akte eingeführt.").run()

    assert stored(town) == [(5, "Hat die E-Akte eingeführt.")]


def test_reload_shows_what_was_kept(town, rater, open_as):
    rate(opened(open_as(rater, "rate"), town.ada), 0, "4")

    page = open_as(rater, "rate")
    page.selectbox(key="rate_candidate").set_value(town.ada).run()

    assert [box.value for box in page.radio] == ["4", None, None]


def test_whole_sheet_is_handed_in_and_then_only_read(town, rater, open_as):
    page = opened(open_as(rater, "rate"), town.ada)
    assert button(page, "Bogen abgeben").disabled
    for place, choice in enumerate(["4", "3", "nb"]):
        rate(page, place, choice)

    button(page, "Bogen abgeben").click().run()

    assert state(town, town.ada) == SheetState.HANDED_IN
    assert not page.radio
    assert page.table[0].value["Wert"].tolist() == ["4", "3", "n. b."]


def test_missing_evidence_keeps_the_sheet_back_and_is_named(town, rater, open_as):
    page = opened(open_as(rater, "rate"), town.ada)
    for place, choice in enumerate(["5", "3", "3"]):
        rate(page, place, choice)

    assert button(page, "Bogen abgeben").disabled
    assert "Noch ohne Beleg: Motivation." in words(page)


def test_bias_locks_the_sheet(town, rater, open_as):
    page = open_as(rater, "rate")
    page.selectbox(key="rate_candidate").set_value(town.ada).run()
    page.text_area[0].set_value("Wir sind verschwägert.")

    button(page, "Befangenheit erklären").click().run()

    assert state(town, town.ada) == SheetState.BIASED
    assert "Der Bogen ist gesperrt." in words(page)


def test_change_in_another_tab_is_told_and_both_versions_are_shown(town, rater, open_as):
    page = rate(opened(open_as(rater, "rate"), town.ada), 0, "4")
    with Session(town.engine) as session, session.begin():
        other = update(SheetRow).where(SheetRow.candidate_id == town.ada)
        session.execute(other.values(version=99, saved_in="another"))
        session.execute(update(RatingRow).values(value=3))

    rate(page, 0, "2")

    assert stored(town) == [(3, "")]
    assert page.radio[0].value == "3"
    assert said(page, "error")[0].startswith("Dieser Bogen wurde inzwischen in einem anderen")
    assert said(page, "error")[1].startswith("Ihre letzte Eingabe bei „Motivation“ war: 2")


def test_next_person_is_one_click_away(town, rater, open_as):
    page = open_as(rater, "rate")
    assert [each.value for each in page.subheader] == ["Ben Groß"]

    button(page, "Nächste Person").click().run()

    assert [each.value for each in page.subheader] == ["Ada Yıldız"]


def test_what_others_typed_and_what_is_typed_here_is_shown_as_text(town, open_as):
    town.make_round()
    town.make_department(TYPED)
    key = town.make_candidate(TYPED, motivation=TYPED, projects=TYPED)
    rater = town.make_actor("Rita Roth", RATER)
    town.make_sheet(key, rater.id, state=SheetState.ASSIGNED)
    page = rate(opened(open_as(rater, "rate"), key), 0, "5")
    page.text_area[0].set_value(TYPED).run()
    for place, choice in enumerate(["5", "3", "3"]):
        rate(page, place, choice)
    button(page, "Bogen abgeben").click().run()

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


def test_who_has_no_sheet_is_told_who_assigns_them(town, open_as):
    town.make_round()

    page = open_as(town.make_actor("Rita Roth", RATER), "rate")

    assert "Die Koordination teilt Bögen zu." in words(page)


def test_nobody_rates_outside_of_the_phase(town, open_as):
    town.make_round(phase=Phase.APPROACH)
    town.make_department()
    rater = town.make_actor("Rita Roth", RATER)
    town.make_sheet(town.make_candidate(), rater.id, state=SheetState.ASSIGNED)

    page = open_as(rater, "rate")

    assert "Das geht in der Phase „Ansprache“ nicht." in words(page)
    assert not page.radio


def test_sheet_about_somebody_who_has_gone_says_so_and_is_only_read(town, rater, open_as):
    with Session(town.engine) as session, session.begin():
        session.get_one(CandidateRow, town.ada).state = CandidateState.WITHDRAWN

    page = open_as(rater, "rate")
    assert page.selectbox(key="rate_candidate").value == town.ben
    page.selectbox(key="rate_candidate").set_value(town.ada).run()

    assert "Ada Yıldız steht nicht zur Auswahl: zurückgezogen." in said(page, "info")
    assert not page.radio
    assert not [each for each in page.button if each.label == "Ich bin nicht befangen"]


@pytest.mark.parametrize("role", [COORDINATOR, LEADERSHIP, AUDITOR, None])
def test_who_does_not_rate_sees_no_sheet(town, rater, open_as, role):
    page = open_as(None if role is None else town.make_actor("Ari Fremd", role), "rate")

    assert "Yıldız" not in words(page)
    assert not page.radio


def changed_in_another_tab(town, value):
    with Session(town.engine) as session, session.begin():
        other = update(SheetRow).where(SheetRow.candidate_id == town.ada)
        session.execute(other.values(version=SheetRow.version + 9, saved_in="another"))
        session.execute(update(RatingRow).values(value=value))


def test_nobody_hands_in_what_another_tab_wrote_without_having_seen_it(town, rater, open_as):
    page = opened(open_as(rater, "rate"), town.ada)
    for place, choice in enumerate(["4", "4", "4"]):
        rate(page, place, choice)
    changed_in_another_tab(town, 3)

    button(page, "Bogen abgeben").click().run()

    assert state(town, town.ada) == SheetState.DRAFT
    assert [box.value for box in page.radio] == ["3", "3", "3"]
    assert said(page, "error")[0].startswith("Dieser Bogen wurde inzwischen in einem anderen")
    assert said(page, "error")[1].startswith("Ihre letzte Eingabe bei „Motivation“ war: 4")
    assert len(said(page, "error")) == 4


def test_tab_that_runs_again_shows_what_another_tab_wrote(town, rater, open_as):
    page = rate(opened(open_as(rater, "rate"), town.ada), 0, "4")
    changed_in_another_tab(town, 3)

    page.run()

    assert page.radio[0].value == "3"
    assert said(page, "error") == ["Ihre letzte Eingabe bei „Motivation“ war: 4"]


def test_how_far_the_sheet_is_and_when_it_was_kept_stands_above_it(town, rater, open_as):
    page = rate(opened(open_as(rater, "rate"), town.ada), 0, "4")

    assert "1 von 3 bewertet" in words(page)
    assert "Entwurf gespeichert: " in words(page)
