"""Everybody is told what was decided: candidates, and the leaders of their people."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.db.people import PersonRow
from lotsen.domain.errors import NotAllowed, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.usecases import posting, results
from tests.makers import LEADER, RATER
from tests.usecases.letter_town import (
    approve,
    box,
    do,
    draft_results,
    furnish,
    lines,
    seen,
    send_from_file,
)


@pytest.fixture
def town(town):
    return furnish(town)


def told(town):
    found = town.application.query(town.kim, results.told, town.round_id)
    return (found.told, found.decided), (found.leaders_told, found.leaders), found.everybody


def test_round_ends_when_candidates_and_leaders_have_been_told(town):
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    assert told(town) == ((0, 3), (0, 2), False)

    send_from_file(town, lines(town, "5a", "5b", "5c"))
    assert told(town) == ((3, 3), (0, 2), False)

    send_from_file(town, lines(town, "5d"))
    assert told(town) == ((3, 3), (2, 2), True)


def test_end_of_the_round_shows_who_has_been_told(town):
    draft_results(town)
    approve(town, "5a", "5b", "5c")
    send_from_file(town, lines(town, "5a", "5b"))

    assert (box(town).told, box(town).decided) == (2, 3)


def test_what_is_only_a_file_counts_for_nobody_and_is_named_apart(town):
    draft_results(town)
    approve(town, "5a", "5b", "5c")
    (ada,) = lines(town, "5a")
    do(town, posting.begin, ada.id)
    do(town, posting.arrived, ada.id, "250 OK")
    send_from_file(town, lines(town, "5b"))
    do(town, posting.hand_over, seen(lines(town, "5c")))

    found = town.application.query(town.kim, results.told, town.round_id)

    assert (found.told, found.decided) == (2, 3)
    assert found.ways == {
        LetterState.SENT: 1,
        LetterState.NOTED_SENT: 1,
        LetterState.HANDED_OVER: 1,
    }


def test_no_result_leaves_while_another_is_a_draft(town):
    draft_results(town)
    approve(town, "5a", "5b")
    first = lines(town, "5a")[0]

    with pytest.raises(WrongPhase, match="leave_together"):
        do(town, posting.begin, first.id)
    with pytest.raises(WrongPhase, match="leave_together"):
        do(town, posting.hand_over, [first.id])

    approve(town, "5c")
    do(town, posting.begin, first.id)


def test_result_that_no_leader_can_be_told_is_named(town):
    draft_results(town)
    with Session(town.engine) as session, session.begin():
        session.execute(update(PersonRow).where(PersonRow.id == town.leo.id).values(active=False))

    found = town.application.query(town.kim, results.told, town.round_id)

    assert found.without_leader == ["Cem Demir"]


@pytest.mark.parametrize("role", [LEADER, RATER])
def test_who_has_been_told_is_for_those_who_see_letters(town, role):
    who = town.make_actor("Rita Roth", role)

    with pytest.raises(NotAllowed):
        town.application.query(who, results.told, town.round_id)
