import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.decisions import DecisionRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.usecases import decisions
from lotsen.usecases.decisions import Wish
from tests.makers import COORDINATOR, LEADERSHIP

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
SELECT = Wish(outcome=Outcome.SELECTED, reason=REASON)


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def decide(town, candidate, wish=SELECT, actor=None):
    return town.application.execute(
        actor or town.chief, decisions.decide, town.round_id, candidate, wish
    )


def standing(town):
    return town.application.query(town.chief, decisions.listing, town.round_id)


def test_decision_names_a_human_and_a_reason(town):
    decide(town, town.ada)

    (decision,) = standing(town)
    assert (decision.candidate_id, decision.outcome) == (town.ada, Outcome.SELECTED)
    assert (decision.decided_by, decision.reason) == ("Dr. Jana Weiß", REASON)


def test_decision_stands_in_the_audit_log(town):
    decide(town, town.ada, Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=1))

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow)).one()
    assert (row.actor, row.action, row.subject) == (
        "Dr. Jana Weiß",
        "decision_taken",
        f"candidate:{town.ada}",
    )
    assert row.facts == {
        "name": "Ada Yıldız",
        "outcome": "reserve",
        "reserve_order": 1,
        "reason": REASON,
        "departure": None,
    }


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(outcome=Outcome.SELECTED, reason="   "), "reason.too_short"),
        (Wish(outcome=Outcome.SELECTED, reason="x" * 4001), "reason.too_long"),
        (Wish(outcome=Outcome.SELECTED, reason="genug Text\x00"), "text.control_signs"),
        (Wish(outcome=Outcome.RESERVE, reason=REASON), "decision.reserve_needs_order"),
        (
            Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=0),
            "decision.reserve_needs_order",
        ),
        (
            Wish(outcome=Outcome.SELECTED, reason=REASON, reserve_order=1),
            "decision.order_without_reserve",
        ),
    ],
)
def test_decision_that_cannot_be_right_is_refused(town, wish, code):
    with pytest.raises(BadInput) as refusal:
        decide(town, town.ada, wish)
    assert refusal.value.code == code
    assert standing(town) == []


def test_second_decision_about_a_person_is_refused(town):
    decide(town, town.ada)
    with pytest.raises(Outdated, match="stands_already"):
        decide(town, town.ada, Wish(outcome=Outcome.NOT_SELECTED, reason=REASON))


def test_two_people_cannot_have_one_place_in_the_reserve(town):
    reserve = Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=1)
    decide(town, town.ada, reserve)
    with pytest.raises(BadInput, match="order_taken"):
        decide(town, town.ben, reserve)


@pytest.mark.parametrize(
    "state", [CandidateState.PROPOSED, CandidateState.WITHDRAWN, CandidateState.EXCLUDED]
)
def test_who_does_not_stand_is_not_decided_on(town, state):
    other = town.make_candidate("Gül Weg", state=state)
    with pytest.raises(WrongPhase, match="does_not_stand"):
        decide(town, other)


def test_coordinator_does_not_decide(town):
    with pytest.raises(NotAllowed):
        decide(town, town.ada, actor=town.make_actor("Kim Kord", COORDINATOR))


def test_candidate_of_another_round_is_not_known(town):
    other = town.make_round(title="Digitallotsen 2028")
    with pytest.raises(NotFound):
        town.application.execute(town.chief, decisions.decide, other, town.ada, SELECT)


def test_decision_taken_back_stays_in_the_records_with_its_reason(town):
    decide(town, town.ada)
    (decision,) = standing(town)

    town.application.execute(
        town.chief,
        decisions.take_back,
        town.round_id,
        decision.id,
        "Neue Unterlagen lagen vor.",
        seen=decision.version,
    )

    assert standing(town) == []
    with Session(town.engine) as session:
        row = session.get_one(DecisionRow, decision.id)
        assert (row.taken_back_by_id, row.taken_back_reason) == (
            town.chief.id,
            "Neue Unterlagen lagen vor.",
        )
    decide(town, town.ada)


def test_taking_back_twice_is_refused(town):
    decide(town, town.ada)
    (decision,) = standing(town)
    take_back = (
        decisions.take_back,
        town.round_id,
        decision.id,
        "Neue Unterlagen lagen vor.",
    )
    town.application.execute(town.chief, *take_back, seen=decision.version)
    with pytest.raises(Outdated):
        town.application.execute(town.chief, *take_back, seen=decision.version)


def test_nothing_is_decided_in_another_phase(town):
    other = town.make_round(title="Digitallotsen 2028", phase=Phase.INTEREST)
    candidate = town.make_candidate("Cem Demir", round_id=other)
    with pytest.raises(WrongPhase):
        town.application.execute(town.chief, decisions.decide, other, candidate, SELECT)


def test_of_two_who_decide_at_once_exactly_one_wins(town):
    outcomes = []
    ready = threading.Barrier(2)

    def race(outcome):
        ready.wait()
        try:
            decide(town, town.ada, Wish(outcome=outcome, reason=REASON))
            outcomes.append("decided")
        except Outdated:
            outcomes.append("outdated")

    threads = [
        threading.Thread(target=race, args=(outcome,))
        for outcome in (Outcome.SELECTED, Outcome.NOT_SELECTED)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "outdated"]
    assert len(standing(town)) == 1
