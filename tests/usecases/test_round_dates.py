"""Dates of phases move; where people already act on them, only with a reason."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.usecases import round_dates, rounds
from tests.makers import COORDINATOR, LEADERSHIP
from tests.usecases.profile_steps import race

REASON = "Der Saal ist erst eine Woche später frei."


def dates(phase, first, last):
    return PhaseDates(phase=phase, starts_on=date(2027, *first), ends_on=date(2027, *last))


PRESENTATION = dates(Phase.PRESENTATION, (6, 15), (6, 25))
LETTERS = dates(Phase.NOTIFICATION, (6, 28), (7, 2))


@pytest.fixture
def town(town):
    town.round_id = town.make_round()  # presentation has begun, 15 to 25 June
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def current(town):
    return town.application.query(town.kim, rounds.current)


def plan(town, *wanted, reason="", seen=None, actor=None):
    town.application.execute(
        actor or town.kim,
        round_dates.plan,
        town.round_id,
        wanted,
        reason,
        seen=current(town).version if seen is None else seen,
    )


def test_phase_to_come_is_planned_without_a_reason(town):
    plan(town, PRESENTATION, LETTERS)

    assert list(current(town).dates) == [PRESENTATION, LETTERS]


def test_phase_that_has_begun_moves_only_with_a_reason(town):
    longer = dates(Phase.PRESENTATION, (6, 15), (7, 2))
    with pytest.raises(BadInput, match=r"reason\.too_short"):
        plan(town, longer)

    plan(town, longer, reason=REASON)

    assert list(current(town).dates) == [longer]


def test_old_and_new_days_stand_in_the_audit_log(town):
    plan(town, dates(Phase.PRESENTATION, (6, 15), (7, 2)), reason=REASON)

    with Session(town.engine) as session:
        line = session.scalars(select(AuditRow)).one()
    assert line.action == "dates_planned"
    assert line.facts == {
        "old": {"presentation": ["2027-06-15", "2027-06-25"]},
        "new": {"presentation": ["2027-06-15", "2027-07-02"]},
        "reason": REASON,
    }


def test_days_are_taken_away(town):
    plan(town, PRESENTATION, LETTERS)

    plan(town, PRESENTATION)

    assert list(current(town).dates) == [PRESENTATION]


def test_same_days_again_are_no_change(town):
    with pytest.raises(BadInput, match=r"round\.same_dates"):
        plan(town, PRESENTATION)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(town):
    seen = current(town).version
    plan(town, PRESENTATION, LETTERS)

    with pytest.raises(Outdated, match=r"record\.outdated"):
        plan(town, PRESENTATION, dates(Phase.NOTIFICATION, (6, 29), (7, 3)), seen=seen)
    with pytest.raises(Outdated, match=r"record\.repeated"):
        plan(town, PRESENTATION, LETTERS, seen=seen)


def test_of_two_who_plan_at_once_exactly_one_wins(town):
    kaya, seen = town.make_actor("Kaya Zweit", COORDINATOR), current(town).version

    assert race(
        lambda: plan(town, PRESENTATION, LETTERS, seen=seen),
        lambda: plan(
            town,
            PRESENTATION,
            dates(Phase.NOTIFICATION, (6, 29), (7, 3)),
            seen=seen,
            actor=kaya,
        ),
    ) == ["done", "record.outdated"]


def test_closed_round_keeps_its_days(town):
    town.round_id = town.make_round(title="Digitallotsen 2026", phase=Phase.CLOSED)

    with pytest.raises(WrongPhase):
        plan(town, LETTERS, reason=REASON)


def test_only_the_coordination_plans(town):
    with pytest.raises(NotAllowed):
        plan(town, PRESENTATION, LETTERS, actor=town.make_actor("Dr. Jana Weiß", LEADERSHIP))
