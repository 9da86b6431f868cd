"""The record tells what a vote came to, and of nobody what they said."""

import pytest

from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import WrongPhase
from lotsen.domain.meetings import Quorum, Recommendation
from lotsen.export.record import record_json
from lotsen.usecases import ballots, dossier, meeting
from tests.makers import RATER
from tests.usecases.closing_steps import close_everything, decide
from tests.usecases.meetings import (
    ABSTAIN,
    NO,
    REASON,
    YES,
    ask,
    begin,
    come,
    do,
    end,
    furnish,
    room,
    say,
)


@pytest.fixture
def town(town):
    begin(furnish(town))
    come(town, town.chief, *town.raters)
    town.make_actor("Rudi Rast", RATER)  # and stays away
    return town


def hold(town, *, secret):
    ballot = ask(town, secret=secret)
    for actor, choice in zip((town.chief, *town.raters), (YES, YES, NO, ABSTAIN), strict=True):
        say(town, actor, ballot, choice)
    end(town, ballot)


def gathered(town):
    return town.application.query(town.chair, dossier.gather, town.round_id)


def of_ada(town):
    return next(each for each in gathered(town).people if each.id == town.ada)


@pytest.mark.parametrize("secret", [False, True])
def test_vote_stands_there_with_counts_and_quorum(town, secret):
    hold(town, secret=secret)

    (vote,) = of_ada(town).votes

    assert (vote.meeting, vote.secret) == ("Sitzung 1", secret)
    assert vote.counts == {YES: 2, NO: 1, ABSTAIN: 1}
    assert vote.result == Recommendation.IN_FAVOUR
    assert vote.quorum == Quorum(members=5, biased=0, here=4)
    assert vote.quorum.absent == 1


def test_biased_members_are_neither_here_nor_absent(town):
    item, rita = room(town).called.id, town.raters[0]
    do(town, rita, meeting.recuse, town.meeting, item, rita.id, REASON)
    ballot = ask(town)
    say(town, town.chief, ballot, YES)
    end(town, ballot)

    (vote,) = of_ada(town).votes

    assert (vote.quorum.biased, vote.quorum.here, vote.quorum.absent) == (1, 3, 1)


@pytest.mark.parametrize("secret", [False, True])
def test_file_of_an_open_or_secret_vote_names_nobody(town, secret):
    before = record_json(gathered(town), "").decode()
    hold(town, secret=secret)
    after = record_json(gathered(town), "").decode()

    for name in ("Rita Roth", "Rolf Rabe", "Rosa Ruf", "Dr. Jana Weiß"):
        assert after.count(name) == before.count(name)
    assert '"yes": 2' in after


def test_vote_that_is_still_taken_is_not_told(town):
    ballot = ask(town)
    say(town, town.chief, ballot, YES)

    assert of_ada(town).votes == ()


def test_closed_decisions_have_the_votes_from_before(town):
    hold(town, secret=False)
    item = room(town).called.id
    for key in (town.ada, town.ben, town.cem):
        decide(town, key, Outcome.NOT_SELECTED)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    close_everything(town)

    with pytest.raises(WrongPhase):
        do(town, town.chair, ballots.open_ballot, town.meeting, item, secret=True)

    assert [vote.secret for vote in of_ada(town).votes] == [False]
