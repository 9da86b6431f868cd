"""The order of scores that counts is the fair one where people can be compared, and is kept."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.rounds import RevisionRow
from lotsen.domain.closings import Gap
from lotsen.domain.decisions import OrderKind, Outcome
from lotsen.domain.errors import BadInput
from lotsen.domain.shortlist_rules import Objective
from lotsen.usecases import (
    comparison,
    decision_board,
    decisions,
    dossier,
    meeting,
    proposal,
)
from lotsen.usecases.decisions import Wish
from lotsen.usecases.meeting_stage import Place
from lotsen.usecases.score_order import order_in
from tests.makers import LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, open_list
from tests.usecases.meetings import begin, do, room, stage
from tests.usecases.two_dezernate import link, make_apart, want

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
WHY = "Nur so ist der Bauhof vertreten."


@pytest.fixture
def apart(town):
    make_apart(town)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def asked(board, candidate):
    """The outcomes that ask for a reason; the reserve by its first place."""
    order = {Outcome.RESERVE: 1}
    return {each for each in Outcome if board.departures.asks(candidate, each, order.get(each))}


def board(town):
    return town.application.query(town.chief, decision_board.board, town.round_id)


def decide(town, candidate, outcome, departure=""):
    wish = Wish(outcome=outcome, reason=REASON, departure=departure)
    town.application.execute(town.chief, decisions.decide, town.round_id, candidate, wish)


def link_later(town):
    """The committee's sheets come in when scores were already worked out."""
    link(town, revision=100)
    with Session(town.engine) as session, session.begin():
        session.get_one(RevisionRow, town.round_id).number += 1


def test_whoever_follows_the_proposal_departs_from_nothing(linked):
    (best,) = linked.application.query(linked.kim, proposal.of_round, linked.round_id).chosen
    found = board(linked)

    assert (found.order.kind, best) == (OrderKind.FAIR, linked.south[0])
    assert not found.departures.asks(best, Outcome.SELECTED)
    assert asked(found, linked.north[0]) == {Outcome.SELECTED}
    decide(linked, best, Outcome.SELECTED)
    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(linked, linked.north[0], Outcome.SELECTED)


def test_town_that_wants_plain_scores_departs_from_these(linked):
    want(linked, Objective.PLAIN)

    found = board(linked)

    assert found.order.kind == OrderKind.PLAIN
    assert asked(found, linked.south[0]) == {Outcome.SELECTED}
    assert Outcome.SELECTED not in asked(found, linked.north[0])


@pytest.mark.parametrize("objective", list(Objective))
def test_where_people_cannot_be_compared_only_the_own_dezernat_counts(apart, objective):
    want(apart, objective)
    decide(apart, apart.north[0], Outcome.NOT_SELECTED)

    found = board(apart)

    assert found.order.kind == OrderKind.WITHIN
    assert all(Outcome.SELECTED in asked(found, key) for key in apart.north[1:])
    assert not any(asked(found, key) for key in apart.south)
    assert found.order.lines[apart.south[0]].place.above == 0


def test_the_later_of_two_decisions_says_why_one_passes_the_other_over(apart):
    decide(apart, apart.north[0], Outcome.NOT_SELECTED)
    decide(apart, apart.south[3], Outcome.SELECTED)

    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(apart, apart.north[3], Outcome.SELECTED)
    with pytest.raises(BadInput, match="departure_needs_reason"):
        decide(apart, apart.south[0], Outcome.NOT_SELECTED)
    decide(apart, apart.south[0], Outcome.NOT_SELECTED, WHY)

    assert Gap.NO_DEPARTURE not in open_list(apart).gaps


def test_within_a_dezernat_the_reserve_has_its_order_too(apart):
    first = Wish(outcome=Outcome.RESERVE, reason=REASON, reserve_order=1)
    apart.application.execute(apart.chief, decisions.decide, apart.round_id, apart.north[3], first)

    departures = board(apart).departures

    assert departures.asks(apart.north[0], Outcome.RESERVE, 2)
    assert departures.asks(apart.north[0], Outcome.NOT_SELECTED)
    assert not any(departures.asks(key, Outcome.RESERVE, 2) for key in apart.south)


def test_scores_that_can_be_compared_later_leave_a_gap(apart):
    decide(apart, apart.north[0], Outcome.SELECTED)
    assert Gap.NO_DEPARTURE not in open_list(apart).gaps

    link_later(apart)

    assert open_list(apart).gaps[Gap.NO_DEPARTURE] == ["Nord 1"]


def test_record_names_those_who_were_passed_over_in_this_order(linked):
    decide(linked, linked.north[0], Outcome.SELECTED, WHY)
    decide(linked, linked.south[0], Outcome.NOT_SELECTED, WHY)

    found = linked.application.query(linked.kim, dossier.gather, linked.round_id)

    assert found.order == OrderKind.FAIR
    assert {each.name: each.passed_over for each in found.people if each.passed_over} == {
        "Nord 1": ("Süd 1",)
    }


def test_nobody_of_another_dezernat_is_passed_over_where_nobody_can_be_compared(apart):
    decide(apart, apart.south[0], Outcome.SELECTED)
    decide(apart, apart.north[0], Outcome.NOT_SELECTED)

    found = apart.application.query(apart.kim, dossier.gather, apart.round_id)

    assert found.order == OrderKind.WITHIN
    assert not any(each.passed_over for each in found.people)


def test_closed_list_keeps_the_order_it_was_decided_by(apart):
    for key in (*apart.north, *apart.south):
        decide(apart, key, Outcome.NOT_SELECTED)
    before = order_in(open_list(apart).record)
    close_everything(apart)

    link_later(apart)

    found = apart.application.query(apart.kim, dossier.gather, apart.round_id)
    assert (before.kind, found.order) == (OrderKind.WITHIN, OrderKind.WITHIN)
    assert board(apart).order.kind == OrderKind.FAIR


def test_list_that_was_closed_before_has_the_plain_order(linked):
    record = open_list(linked).record
    del record["order"]

    found = order_in(record)

    assert found.kind == OrderKind.PLAIN
    assert found.above(linked.north[0], linked.south[0])


def test_who_has_no_sheet_stands_last_in_the_own_dezernat(apart):
    new = apart.make_candidate("Gül Neu", department=1)
    decide(apart, apart.north[0], Outcome.NOT_SELECTED)

    found = board(apart)

    assert not found.order.scored(new)
    assert asked(found, new) == {Outcome.SELECTED, Outcome.RESERVE}
    assert found.order.lines[new].place.above == len(apart.north)


def test_order_needs_no_rights_of_its_own(apart):
    rater = apart.make_actor("Rita Roth", LEADERSHIP, RATER)
    apart.make_sheet(apart.north[0], rater.id, state="assigned")

    found = apart.application.query(rater, decision_board.board, apart.round_id)

    assert (found.order.lines, found.compared) == ({}, None)
    assert not any(asked(found, key) for key in (*apart.north, *apart.south))


def test_wall_shows_the_rank_that_stands_everywhere(linked):
    compared = linked.application.query(linked.kim, comparison.comparison, linked.round_id)
    ranks = compared.frame.set_index("candidate_id")["rank"]
    linked.chair = linked.kim
    begin(linked, *linked.south)
    do(linked, linked.kim, meeting.show_place, linked.meeting, room(linked).called.id, shown=True)

    found = stage(linked).place

    assert found == Place(kind=OrderKind.FAIR, place=ranks[linked.south[0]], of=len(ranks))


def test_wall_shows_a_place_within_the_dezernat_where_nobody_can_be_compared(apart):
    apart.chair = apart.kim
    begin(apart, *apart.south)
    do(apart, apart.kim, meeting.show_place, apart.meeting, room(apart).called.id, shown=True)

    assert stage(apart).place == Place(kind=OrderKind.WITHIN, place=1, of=len(apart.south))
