"""The record says everything that rule 2 asks for, and everybody is in it exactly once."""

import pytest

from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Answer, Body
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import decisions, dossier, dossier_anchor, rating, rounds
from lotsen.usecases.decisions import Wish
from tests.makers import ADVISORY, COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, reopen_decisions

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(criteria=("motivation", "vorbild"))
    town.make_department()
    town.rita = town.make_actor("Rita Roth", RATER)
    town.rolf = town.make_actor("Rolf Rau", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.ada = town.make_candidate("Ada Yıldız", leader_id=town.rolf.id)
    town.ben = town.make_candidate("Ben Groß")
    town.uwe = town.make_candidate(
        "Uwe Arndt", state=CandidateState.WITHDRAWN, note="Zurückgezogen am 10.06.2027."
    )
    town.make_sheet(town.ada, town.rita.id, motivation=4, vorbild=None)
    town.make_sheet(town.ada, town.rolf.id, motivation=2, vorbild=3)
    town.make_sheet(town.ben, town.rita.id, motivation=5, vorbild=5)
    return town


def gathered(town, actor=None):
    return town.application.query(actor or town.kim, dossier.gather, town.round_id)


def decide(town, candidate, outcome, order=None):
    wish = Wish(outcome=outcome, reason=REASON, reserve_order=order, departure=REASON)
    return town.application.execute(town.chief, decisions.decide, town.round_id, candidate, wish)


def by_name(found):
    return {each.name: each for each in found.people}


def test_everybody_appears_exactly_once_in_the_order_of_names(town):
    found = gathered(town)

    assert [each.sorted_name for each in found.people] == ["Arndt, Uwe", "Groß, Ben", "Yıldız, Ada"]
    assert by_name(found)["Uwe Arndt"].note == "Zurückgezogen am 10.06.2027."


def test_sheets_carry_marks_and_name_the_candidates_own_leader(town):
    (first, second) = by_name(gathered(town))["Ada Yıldız"].sheets

    assert [(each.rater, each.by_leader) for each in (first, second)] == [
        ("Rolf Rau", True),
        ("Rita Roth", False),
    ]
    assert [(mark.criterion, mark.value, mark.evidence) for mark in second.marks] == [
        ("Motivation", 4, "Beleg zu motivation"),
        ("Vorbild", None, "Beleg zu vorbild"),
    ]


def test_draft_of_a_rater_shows_no_mark(town):
    town.make_sheet(town.ben, town.rolf.id, state=SheetState.DRAFT, motivation=1)

    (draft,) = [
        each for each in by_name(gathered(town))["Ben Groß"].sheets if each.rater == "Rolf Rau"
    ]
    assert (draft.state, list(draft.marks)) == (SheetState.DRAFT, [])


def test_declared_bias_stands_there_with_its_reason(town):
    town.make_sheet(town.ben, town.rolf.id, state=SheetState.ASSIGNED)
    town.application.execute(
        town.rolf, rating.declare, town.round_id, town.ben, bias="Mein Bruder.", seen=1, tab="a"
    )

    sheets = by_name(gathered(town))["Ben Groß"].sheets
    assert [each.bias_reason for each in sheets if each.bias_reason] == ["Mein Bruder."]


def test_decision_against_the_order_of_scores_names_whom_it_passes_over(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.RESERVE, 1)

    people = by_name(gathered(town))
    assert people["Ada Yıldız"].passed_over == ("Ben Groß",)
    assert people["Ben Groß"].passed_over == ()
    assert people["Ada Yıldız"].decision.decided_by == "Dr. Jana Weiß"


def test_decision_that_was_taken_back_stays(town):
    key = decide(town, town.ada, Outcome.SELECTED)
    town.application.execute(
        town.chief, decisions.take_back, town.round_id, key, "War die falsche Zeile.", seen=1
    )

    ada = by_name(gathered(town))["Ada Yıldız"]
    assert ada.decision is None
    assert [each.reason for each in ada.taken_back] == ["War die falsche Zeile."]


def test_moves_between_phases_come_from_the_audit_log(town):
    town.application.execute(town.kim, rounds.move_phase, town.round_id, Phase.INTEREST, seen=1)

    (move,) = gathered(town).moves
    assert (move.by, move.old, move.new) == ("Kim Kord", Phase.PRESENTATION, Phase.INTEREST)


def test_a_reopening_is_a_move_too_and_what_follows_a_closing_is_not_told(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    for seen in (1, 3):
        close_everything(town)
        town.application.execute(
            town.kim, rounds.move_phase, town.round_id, Phase.NOTIFICATION, seen=seen
        )
        if seen == 1:
            reopen_decisions(town)

    there = (Phase.PRESENTATION, Phase.NOTIFICATION)
    assert [(move.old, move.new) for move in gathered(town).moves] == [there, there[::-1]]


def test_a_reopening_in_the_phase_of_decisions_moves_nothing(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    close_everything(town)

    reopen_decisions(town)

    assert gathered(town).moves == ()


@pytest.mark.parametrize("action", [each for each in AuditAction if each.endswith("_exported")])
def test_whatever_is_given_out_changes_nothing_in_the_record(action):
    assert action in dossier_anchor.NO_CHANGE


def test_giving_the_record_out_changes_nothing_in_it(town):
    decide(town, town.ada, Outcome.SELECTED)
    before = gathered(town)
    for _time in range(2):
        town.application.execute(
            town.kim,
            dossier.record_export,
            town.round_id,
            reference="10.24",
            sha256="0" * 64,
            people=3,
            draft=True,
        )

    assert repr(gathered(town)) == repr(before)  # NaN is not itself
    assert before.anchor.chain.number == 1


def test_record_is_a_draft_until_the_decisions_are_closed(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    draft = gathered(town)

    close_everything(town)

    closed = gathered(town)
    assert (draft.is_draft, closed.is_draft) == (True, False)
    assert [each.who for each in closed.signatures] == ["Paul Stell"]
    assert [each.answer for each in closed.answers] == [Answer.AGREES]
    assert {each.body for each in closed.statements} == {Body.STAFF_COUNCIL, Body.DISABLED}


def test_closed_record_keeps_the_scores_it_was_closed_on(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    before = {each.name: each.score for each in gathered(town).people if each.n}
    close_everything(town)

    town.make_sheet(town.ben, town.rolf.id, revision=100, motivation=1, vorbild=1)

    closed = gathered(town)
    assert {each.name: each.score for each in closed.people if each.n} == before
    assert closed.board.kept


@pytest.mark.parametrize("role", [RATER, ADVISORY])
def test_record_is_for_those_who_answer_for_the_selection(town, role):
    other = town.make_actor("Olga Ohne", role)

    with pytest.raises(NotAllowed):
        gathered(town, other)


def test_coordinator_with_an_open_sheet_waits_for_the_record(town):
    both = town.make_actor("Eva Eile", COORDINATOR, RATER)
    town.make_sheet(town.ben, both.id, state=SheetState.ASSIGNED)

    with pytest.raises(NotAllowed, match="sealed"):
        gathered(town, both)


def test_participants_are_those_with_a_part(town):
    town.make_person("Paul Privat", RATER)

    found = {each.name: (each.assigned, each.handed_in) for each in gathered(town).participants}
    assert found == {
        "Kim Kord": (0, 0),
        "Rita Roth": (2, 2),
        "Rolf Rau": (1, 1),
        "Dr. Jana Weiß": (0, 0),
    }


def test_who_still_has_a_sheet_open_reads_no_record_even_after_closing(town):
    decide(town, town.ada, Outcome.SELECTED)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    close_everything(town)
    both = town.make_actor("Mia Moor", COORDINATOR, RATER)
    town.make_sheet(town.ben, both.id, state=SheetState.DRAFT, motivation=1)

    with pytest.raises(NotAllowed):
        gathered(town, both)
