"""Who may vote, and when there are enough."""

import pytest

from lotsen.domain.errors import BadInput, NotAllowed
from lotsen.domain.meetings import (
    Choice,
    Quorum,
    Recommendation,
    check_may_vote,
    check_secret,
    moved,
    quorum_of,
    recommendation,
)
from tests.makers import ADVISORY, COORDINATOR, LEADERSHIP, RATER

ROLES = {
    1: frozenset({RATER}),
    2: frozenset({RATER}),
    3: frozenset({LEADERSHIP}),
    4: frozenset({RATER, LEADERSHIP}),
    5: frozenset({ADVISORY}),
    6: frozenset({COORDINATOR}),
}


def quorum(present, biased=()):
    return quorum_of(ROLES, present=frozenset(present), biased=frozenset(biased))


def test_only_raters_and_leadership_are_counted():
    found = quorum([1, 2, 5, 6])

    assert (found.members, found.here, found.needed, found.is_met) == (4, 2, 3, False)


def test_whoever_is_biased_counts_neither_as_a_member_nor_as_present():
    found = quorum([1, 2, 3], biased=[3, 4])

    assert (found.members, found.biased, found.here) == (4, 2, 2)
    assert (found.needed, found.is_met) == (2, True)


def test_biased_people_who_advise_change_nothing():
    assert quorum([1, 2, 3], biased=[5, 6]) == quorum([1, 2, 3])


def test_without_anybody_who_could_vote_there_is_no_quorum():
    assert not quorum([1, 2, 3, 4], biased=[1, 2, 3, 4]).is_met


@pytest.mark.parametrize(
    ("roles", "present", "biased", "code"),
    [
        ({ADVISORY}, True, False, "vote.no_vote"),
        ({ADVISORY, RATER}, True, False, "vote.no_vote"),
        ({COORDINATOR}, True, False, "vote.no_vote"),
        ({RATER}, True, True, "vote.biased"),
        ({RATER}, False, False, "vote.not_here"),
    ],
)
def test_vote_is_refused(roles, present, biased, code):
    with pytest.raises(NotAllowed) as refusal:
        check_may_vote(frozenset(roles), present=present, biased=biased)
    assert refusal.value.code == code


@pytest.mark.parametrize("roles", [{RATER}, {LEADERSHIP}, {RATER, COORDINATOR}])
def test_members_who_are_here_and_not_biased_may_vote(roles):
    check_may_vote(frozenset(roles), present=True, biased=False)


MET, NOT_MET = Quorum(members=5, biased=0, here=3), Quorum(members=5, biased=0, here=2)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "present", "result"),
    [
        (2, 1, 0, MET, Recommendation.IN_FAVOUR),
        (1, 1, 1, MET, Recommendation.AGAINST),
        (1, 0, 2, MET, Recommendation.IN_FAVOUR),
        (0, 0, 3, MET, Recommendation.AGAINST),
        (2, 0, 0, NOT_MET, Recommendation.NO_QUORUM),
    ],
)
def test_vote_recommends_whom_more_want_than_not_where_enough_are_here(
    yes, no, abstain, present, result
):
    counts = {Choice.YES: yes, Choice.NO: no, Choice.ABSTAIN: abstain}

    assert recommendation(counts, present) == result


def test_two_people_cannot_vote_secretly():
    with pytest.raises(BadInput):
        check_secret(2)
    check_secret(3)


@pytest.mark.parametrize(
    ("key", "steps", "order"),
    [
        (1, 1, [2, 1, 3]),
        (3, -2, [3, 1, 2]),
        (3, 1, [1, 2, 3]),
        (1, -1, [1, 2, 3]),
    ],
)
def test_items_move_and_stop_at_the_ends(key, steps, order):
    assert moved([1, 2, 3], key, steps) == order
