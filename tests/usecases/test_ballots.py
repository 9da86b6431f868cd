"""Votes: who has one, what a secret one keeps to itself, and what is counted."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.meetings import VoteRow
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.meetings import Choice, Quorum, Recommendation
from lotsen.usecases import ballots, meeting
from lotsen.usecases.meeting_pulse import pulse_of
from tests.usecases.meetings import (
    ABSTAIN,
    NO,
    REASON,
    YES,
    ask,
    begin,
    call,
    come,
    do,
    end,
    furnish,
    pulse,
    room,
    say,
    sign_in,
    statements,
)


@pytest.fixture
def town(town):
    begin(furnish(town))
    come(town, town.chief, *town.raters)
    return town


def seen_by(town, actor):
    return room(town, actor).called.ballot


@pytest.mark.parametrize("secret", [False, True])
def test_vote_is_counted_with_its_quorum(town, secret):
    ballot = ask(town, secret=secret)
    for actor, choice in zip((town.chief, *town.raters), (YES, YES, NO, ABSTAIN), strict=True):
        say(town, actor, ballot, choice)

    found = end(town, ballot)

    assert found.counts == {YES: 2, NO: 1, ABSTAIN: 1}
    assert found.quorum == Quorum(members=4, biased=0, here=4)
    assert found.result == Recommendation.IN_FAVOUR


def test_open_vote_names_who_said_what_and_may_be_changed(town):
    ballot = ask(town)
    say(town, town.chief, ballot, YES)
    say(town, town.chief, ballot, NO)

    counted = end(town, ballot)
    assert counted.said == (("Dr. Jana Weiß", NO),)
    assert counted.counts == {YES: 0, NO: 1, ABSTAIN: 0}


def test_open_vote_tells_nobody_what_others_said_before_it_is_counted(town):
    ballot = ask(town)
    say(town, town.chief, ballot, NO)

    for actor in (town.chief, town.chair, town.raters[0]):
        seen = seen_by(town, actor)
        assert (seen.said, seen.counts, seen.voted) == ((), None, 1)
    assert seen_by(town, town.chief).own == NO


def test_secret_vote_keeps_no_choice_with_a_name_anywhere(town):
    ballot = ask(town, secret=True)
    say(town, town.chief, ballot, NO)

    with Session(town.engine) as session:
        kept = session.execute(select(VoteRow.person_id, VoteRow.choice)).all()
        line = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert kept == [(town.chief.id, None)]
    assert (line.action, line.facts) == ("vote_cast", {})
    for actor in (town.chief, town.chair, town.raters[0]):
        seen = seen_by(town, actor)
        assert (seen.counts, seen.own, seen.said, seen.voted) == (None, None, (), 1)


def test_secret_vote_stands(town):
    ballot = ask(town, secret=True)
    say(town, town.chief, ballot, NO)
    with pytest.raises(WrongPhase, match="secret_stands"):
        say(town, town.chief, ballot, YES)
    assert end(town, ballot).counts == {YES: 0, NO: 1, ABSTAIN: 0}


def test_secret_vote_writes_every_sum_with_every_vote(town):
    ballot = ask(town, secret=True)

    with statements(town) as asked:
        say(town, town.chief, ballot, NO)

    assert len([each for each in asked if each.startswith("UPDATE tally")]) == len(Choice)


def test_vote_keeps_others_waiting_for_six_statements(town):
    ballot = ask(town)

    with statements(town) as asked:
        say(town, town.chief, ballot, NO)

    assert [each.split()[0] for each in asked] == [*["SELECT"] * 3, "INSERT", "SELECT", "INSERT"]


def test_agenda_with_many_votes_asks_no_more_than_one_with_few(town):
    end(town, ask(town))
    with statements(town) as few:
        room(town)
    for number in (2, 3):
        call(town, number)
        say(town, town.chief, ask(town), YES)
        end(town, room(town).called.ballot.id)

    with statements(town) as many:
        agenda = room(town).agenda

    assert [line.ballot.counts[YES] for line in agenda] == [0, 1, 1]
    assert len(many) == len(few)


@pytest.mark.parametrize("taking", [True, False])
def test_device_is_told_what_the_page_has_just_read(town, taking):
    ballot = ask(town)
    say(town, town.chief, ballot, YES)
    if not taking:
        end(town, ballot)
    sign_in(town, town.raters[0])

    assert pulse(town) == pulse_of(room(town, town.raters[0]))
    assert pulse(town).voted == int(taking)


def test_secret_vote_needs_three_who_vote(town):
    for rater in town.raters[:2]:
        do(town, rater, meeting.attend, town.meeting, here=False)
    with pytest.raises(BadInput, match="too_few"):
        ask(town, secret=True)


def test_biased_members_count_nowhere_and_do_not_vote(town):
    rater = town.raters[0]
    do(town, rater, meeting.recuse, town.meeting, room(town).called.id, rater.id, REASON)
    ballot = ask(town)

    with pytest.raises(NotAllowed, match="biased"):
        say(town, rater, ballot, YES)
    assert seen_by(town, rater) is None
    assert end(town, ballot).quorum == Quorum(members=4, biased=1, here=3)


@pytest.mark.parametrize("who", ["adviser", "chair"])
def test_who_advises_or_coordinates_does_not_vote(town, who):
    actor = getattr(town, who)
    come(town, actor)
    ballot = ask(town)
    with pytest.raises(NotAllowed, match="no_vote"):
        say(town, actor, ballot, YES)


def test_who_has_not_come_does_not_vote(town):
    do(town, town.chief, meeting.attend, town.meeting, here=False)
    ballot = ask(town)
    with pytest.raises(NotAllowed, match="not_here"):
        say(town, town.chief, ballot, YES)


def test_without_a_quorum_nothing_is_recommended(town):
    for rater in town.raters[:2]:
        do(town, rater, meeting.attend, town.meeting, here=False)
    ballot = ask(town)
    say(town, town.chief, ballot, YES)

    assert end(town, ballot).result == Recommendation.NO_QUORUM


def test_nobody_goes_on_while_people_vote(town):
    ask(town)
    with pytest.raises(NotAllowed, match="is_taken"):
        call(town, 2)
    with pytest.raises(NotAllowed, match="is_taken"):
        ask(town)
    with pytest.raises(NotAllowed, match="is_taken"):
        do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)


def test_nobody_votes_after_the_count(town):
    ballot = ask(town)
    end(town, ballot)
    with pytest.raises(WrongPhase, match="is_counted"):
        say(town, town.chief, ballot, YES)
    with pytest.raises(Outdated, match="repeated"):
        do(town, town.chair, ballots.count, town.meeting, ballot)


def test_vote_can_be_taken_again_and_the_first_stays(town):
    first = ask(town)
    end(town, first)
    second = ask(town, secret=True)

    assert second != first
    assert end(town, second).counts == {YES: 0, NO: 0, ABSTAIN: 0}


@pytest.mark.parametrize("secret", [False, True])
def test_all_who_vote_at_once_are_counted(town, secret):
    ballot = ask(town, secret=secret)
    voters = (town.chief, *town.raters)
    ready = threading.Barrier(len(voters))

    def vote(actor):
        ready.wait()
        say(town, actor, ballot, YES)

    threads = [threading.Thread(target=vote, args=(actor,)) for actor in voters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert end(town, ballot).counts[YES] == len(voters)
