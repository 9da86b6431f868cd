"""Auswahlrunde: what is announced, and who may change it how."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import CriterionRow, PhaseDatesRow, RoundRow
from lotsen.domain.phases import Phase
from lotsen.usecases import round_profile
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words

REASON = "Der Rat hat am 15. Juni andere Gewichte beschlossen."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(criteria=("motivation", "vorbild"))
    town.ada = town.make_candidate("Ada Yıldız", department=town.make_department())
    town.rita = town.make_person("Rita Roth", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


@pytest.fixture
def frozen(town):
    town.make_sheet(town.ada, town.rita, motivation=2, vorbild=4)
    return town


def weights(town):
    with Session(town.engine) as session:
        return dict(session.execute(select(CriterionRow.key, CriterionRow.weight)).all())


def states(town):
    with Session(town.engine) as session:
        rows = session.scalars(select(ProfileVersionRow.state).order_by(ProfileVersionRow.id))
        return [row.value for row in rows]


def weigh(page, number=1, weight=3.0, reason=""):
    page.number_input(key=f"profile_weight-{number}-motivation").set_value(weight)
    page.text_area(key=f"profile_reason-weights-{number}").set_value(reason)


def test_coordinator_changes_a_weight_before_the_first_sheet(town, open_as):
    page = open_as(town.kim, "round")
    weigh(page)

    page.button(key="profile_submit-weights").click().run()

    assert not page.exception
    assert weights(town) == {"motivation": 3.0, "vorbild": 1.0}
    assert "Gewicht von „Motivation“: 1 → 3" in words(page)
    assert "Fassung 2, gilt" in words(page)


def test_places_are_changed_with_their_history(town, open_as):
    page = open_as(town.kim, "round")
    page.number_input(key="profile_places-1").set_value(7)

    page.button(key="profile_submit-weights").click().run()

    with Session(town.engine) as session:
        assert session.get_one(RoundRow, town.round_id).places == 7
    assert "Plätze: 3 → 7" in words(page)


def test_once_frozen_the_same_form_proposes_and_wants_a_reason(frozen, open_as):
    page = open_as(frozen.kim, "round")
    weigh(page)
    page.button(key="profile_submit-weights").click().run()
    assert "Bitte begründen Sie mit eigenen Worten" in words(page)

    weigh(page, reason=REASON)
    page.button(key="profile_submit-weights").click().run()

    assert weights(frozen)["motivation"] == 1.0
    assert states(frozen) == ["valid", "proposed"]
    assert "Eine Änderung wartet auf die Freigabe" in words(page)
    assert REASON in words(page)
    assert "Freigeben" not in [each.label for each in page.button]


def proposed(town):
    """Kim has proposed that motivation counts three times."""
    view = town.application.query(town.kim, round_profile.view, town.round_id)
    first = view.profile.criteria[0]
    wanted = view.profile.with_criterion(type(first)(**{**vars(first), "weight": 3.0}))
    town.application.execute(
        town.kim, round_profile.propose, town.round_id, wanted, REASON, seen=view.number
    )
    return town


def test_leadership_approves_a_change_that_another_proposed(frozen, open_as):
    page = open_as(proposed(frozen).chief, "round")

    button(page, "Freigeben").click().run()

    assert not page.exception
    assert weights(frozen)["motivation"] == 3.0
    assert "Fassung 2, gilt" in words(page)
    assert "freigegeben: Dr. Jana Weiß" in words(page)


def test_leadership_refuses_with_a_reason(frozen, open_as):
    page = open_as(proposed(frozen).chief, "round")
    page.text_area[0].set_value("Die Bewertung läuft schon.")

    button(page, "Vorschlag ablehnen").click().run()

    assert weights(frozen)["motivation"] == 1.0
    assert states(frozen) == ["valid", "refused"]
    assert "Die Bewertung läuft schon." in words(page)


def test_who_proposed_it_withdraws_it(frozen, open_as):
    page = open_as(proposed(frozen).kim, "round")
    page.text_area[0].set_value("War ein Versehen von mir.")

    button(page, "Zurückziehen").click().run()

    assert states(frozen) == ["valid", "withdrawn"]


def test_criterion_is_taken_off_the_sheet_and_comes_back(town, open_as):
    page = open_as(town.kim, "round")
    page.selectbox(key="profile_criterion").set_value("vorbild").run()
    page.checkbox(key="profile-vorbild-1-use").uncheck()

    page.button(key="profile_submit-vorbild").click().run()

    assert not page.exception
    assert "„Vorbild“ steht nicht mehr auf dem Bogen und zählt nicht mehr" in words(page)
    assert "Nicht mehr auf dem Bogen, Bewertungen bleiben: Vorbild" in words(page)


def test_scale_of_a_criterion_is_worded_anew(town, open_as):
    page = open_as(town.kim, "round")
    page.selectbox(key="profile_criterion").set_value("vorbild").run()
    page.text_area(key="profile-vorbild-1-anchor-5").set_value("Zieht andere mit.")

    page.button(key="profile_submit-vorbild").click().run()

    assert "Anker der Stufe 5 von „Vorbild“: – → „Zieht andere mit.“" in words(page)


def test_criterion_is_added_and_what_is_typed_stays_text(town, open_as):
    page = open_as(town.kim, "round")
    page.text_input(key="profile_new-1-title").set_value(TYPED)

    page.button(key="profile_submit-new").click().run()

    assert not page.exception
    assert len(weights(town)) == 3
    assert [each for each in read_as_markdown(page) if "**Ada**" in each] == []
    assert "**Ada**" in words(page)
    assert [each.label for each in page.number_input if "**Ada**" in each.label] == []


def test_somebody_else_was_first(town, open_as):
    page = open_as(town.kim, "round")
    weigh(page)
    other = town.make_actor("Kaya Zweit", COORDINATOR)
    view = town.application.query(other, round_profile.view, town.round_id)
    first = view.profile.criteria[0]
    wanted = view.profile.with_criterion(type(first)(**{**vars(first), "weight": 2.0}))
    town.application.execute(other, round_profile.change, town.round_id, wanted, "", seen=1)

    page.button(key="profile_submit-weights").click().run()

    assert weights(town)["motivation"] == 2.0
    assert "Jemand anderes hat das inzwischen geändert." in words(page)


def test_phase_that_runs_moves_with_a_reason(town, open_as):
    page = open_as(town.kim, "round")
    page.date_input(key="dates-1-presentation-last").set_value(date(2027, 7, 2))
    button(page, "Termine speichern").click().run()
    assert "Bitte begründen Sie mit eigenen Worten" in words(page)

    page.text_area(key="dates-1-reason").set_value("Der Saal ist erst später frei.")
    button(page, "Termine speichern").click().run()

    assert not page.exception
    with Session(town.engine) as session:
        row = session.get_one(PhaseDatesRow, (town.round_id, Phase.PRESENTATION))
        assert row.ends_on == date(2027, 7, 2)


def test_phase_needs_both_days(town, open_as):
    page = open_as(town.kim, "round")
    page.date_input(key="dates-1-notification-first").set_value(date(2027, 7, 5))

    button(page, "Termine speichern").click().run()

    assert "Die Phase „Mitteilung“ braucht Beginn und Ende" in words(page)


@pytest.mark.parametrize("role", [LEADERSHIP, ADVISORY, AUDITOR])
def test_who_only_looks_sees_the_profile_and_no_form(frozen, open_as, role):
    page = open_as(frozen.make_actor("Ari Fremd", role), "round")

    assert not page.exception
    assert "Motivation" in words(page)
    assert "Die Auswahlrunde richtet die Koordination ein." in words(page)
    assert len(page.number_input) == 0


def test_wording_and_anchors_can_be_read_by_all_who_see_the_page(town, open_as):
    with Session(town.engine) as session, session.begin():
        row = session.scalars(select(CriterionRow)).first()
        row.definition, row.anchors = "Will es selbst.", {"1": "Wartet ab.", "5": "Geht voran."}

    page = open_as(town.chief, "round")

    assert "Will es selbst." in words(page)
    assert "5: Geht voran." in words(page)


@pytest.mark.parametrize("role", [ADVISORY, AUDITOR])
def test_who_may_not_approve_reads_who_does(frozen, open_as, role):
    page = open_as(proposed(frozen).make_actor("Ari Fremd", role), "round")

    assert "Über den Vorschlag entscheiden Koordination oder Leitung." in words(page)
    assert "Freigeben" not in [each.label for each in page.button]


@pytest.mark.parametrize("role", [RATER, LEADER, None])
def test_raters_leaders_and_strangers_do_not_see_it(town, open_as, role):
    page = open_as(None if role is None else town.make_actor("Ari Fremd", role), "round")

    assert "Fassung 1" not in words(page)
