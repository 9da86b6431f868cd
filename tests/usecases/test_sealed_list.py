"""Whoever still has sheets to hand in reads decisions, and nothing of the scores behind them."""

import math

import pytest

from lotsen.domain.closings import Gap
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState
from lotsen.usecases import closing, decision_board, decisions, reopening, signing
from lotsen.usecases.decisions import Wish
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import REASON, close_everything, decide, open_list


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.cem = town.make_candidate("Cem Demir")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    rita = town.make_actor("Rita Rat", RATER)
    town.make_sheet(town.ada, rita.id, motivation=5, vorbild=5, agil=4)
    town.make_sheet(town.ben, rita.id, motivation=2, vorbild=2, agil=2)
    town.make_sheet(town.cem, rita.id, motivation=1, vorbild=2, agil=2)
    town.boss = town.make_actor("Boris Boss", LEADERSHIP, RATER)
    town.make_sheet(town.cem, town.boss.id, state=SheetState.ASSIGNED)
    town.kai = town.make_actor("Kai Kord", COORDINATOR, RATER)
    town.make_sheet(town.cem, town.kai.id, state=SheetState.DRAFT, motivation=3)
    return town


@pytest.fixture
def departed(town):
    decide(town, town.ada, Outcome.NOT_SELECTED)
    decide(town, town.ben)
    return town


def ask(town, actor, query, *args):
    return town.application.query(actor, query, town.round_id, *args)


@pytest.mark.parametrize("who", ["boss", "kai"])
def test_open_list_tells_no_score_to_whoever_has_open_sheets(departed, who):
    listed = ask(departed, getattr(departed, who), closing.open_list)

    assert sorted(listed.record["board"]) == ["method", "profile", "revision", "version"]
    assert "fair" not in listed.record
    assert {each["departure"] for each in listed.record["decisions"]} == {""}
    assert listed.sealed.code == "scores.sealed"
    assert listed.list_hash == open_list(departed).list_hash
    assert open_list(departed).sealed is None


def test_gap_of_departures_names_nobody_to_whoever_has_open_sheets(town):
    decide(town, town.ada)
    wish = Wish(outcome=Outcome.NOT_SELECTED, reason=REASON)
    town.application.execute(town.chief, decisions.decide, town.round_id, town.ben, wish)
    rita = town.make_actor("Ria Rat", RATER)
    town.make_sheet(town.ada, rita.id, motivation=1, vorbild=1, agil=1)
    town.make_sheet(town.ben, rita.id, motivation=5, vorbild=5, agil=5)

    listed = ask(town, town.kai, closing.open_list)

    assert listed.gaps[Gap.NO_DEPARTURE] == [""]
    assert open_list(town).gaps[Gap.NO_DEPARTURE] == ["Ada Yıldız", "Ben Groß"]


@pytest.mark.parametrize("who", ["boss", "kai"])
def test_closed_list_tells_no_score_to_whoever_has_open_sheets(departed, who):
    decide(departed, departed.cem, Outcome.NOT_SELECTED)
    close_everything(departed)

    (kept,) = ask(departed, getattr(departed, who), reopening.closings)

    assert sorted(kept.content["board"]) == ["method", "profile", "revision", "version"]
    assert "fair" not in kept.content
    assert all(math.isnan(line.score) for line in kept.lines)
    assert {line.departure for line in kept.lines} == {""}
    assert {line.reason for line in kept.lines} == {REASON}
    assert kept.sealed.code == "scores.sealed"


def test_everybody_else_reads_the_closed_list_with_its_scores(departed):
    decide(departed, departed.cem, Outcome.NOT_SELECTED)
    close_everything(departed)

    (kept,) = ask(departed, departed.chief, reopening.closings)

    assert kept.sealed is None
    assert {line.name: line.score for line in kept.lines}["Ben Groß"] == pytest.approx(2.0)
    assert {line.departure for line in kept.lines if line.name == "Ben Groß"} == {REASON}


@pytest.mark.parametrize("departure", ["", REASON])
@pytest.mark.parametrize("outcome", [Outcome.SELECTED, Outcome.NOT_SELECTED])
def test_nobody_decides_while_own_sheets_are_open(town, outcome, departure):
    wish = Wish(outcome=outcome, reason=REASON, departure=departure)
    for candidate in (town.ada, town.ben):
        with pytest.raises(NotAllowed, match=r"scores\.sealed"):
            town.application.execute(town.boss, decisions.decide, town.round_id, candidate, wish)


def test_nobody_signs_numbers_that_they_may_not_read(departed):
    with pytest.raises(NotAllowed, match=r"scores\.sealed"):
        departed.application.execute(
            departed.boss, signing.sign, departed.round_id, seen=open_list(departed).list_hash
        )


def test_decisions_are_read_without_their_departures_while_own_sheets_are_open(departed):
    board = ask(departed, departed.boss, decision_board.board)

    assert board.sealed.code == "scores.sealed"
    assert {each.departure for each in board.decisions} == {""}
    listed = ask(departed, departed.boss, decisions.listing)
    assert {each.departure for each in listed} == {""}
    whole = ask(departed, departed.chief, decision_board.board)
    assert whole.sealed is None
    assert {each.departure for each in whole.decisions} == {REASON}
