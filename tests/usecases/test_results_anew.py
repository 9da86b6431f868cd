"""After a reopening, who is decided on otherwise is told anew, and nobody else."""

import pytest

from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.domain.phases import Phase
from lotsen.usecases import decisions, drafting, outbox, posting
from tests.usecases.closing_steps import decide, reopen_decisions
from tests.usecases.letter_town import (
    approve,
    box,
    do,
    draft_results,
    furnish,
    lines,
    move,
    seen,
    send_from_file,
)

CHANGED = "Ein Beleg war falsch zugeordnet."


@pytest.fixture
def town(town):
    """Everybody was told by a first closing; then two decisions changed."""
    furnish(town)
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    send_from_file(town, lines(town, "5a", "5b", "5c"))
    send_from_file(town, lines(town, "5d"))
    reopen_decisions(town)
    change(town, town.ada, Outcome.NOT_SELECTED)
    change(town, town.ben, Outcome.RESERVE, order=2)
    move(town, Phase.NOTIFICATION)
    return town


def change(town, candidate, outcome, *, order=None):
    standing = town.application.query(town.chief, decisions.listing, town.round_id)
    (old,) = [each for each in standing if each.candidate_id == candidate]
    do(town, decisions.take_back, old.id, CHANGED, seen=old.version, actor=town.chief)
    decide(town, candidate, outcome, order=order)


def told(town):
    found = box(town)
    return found.told, found.decided


def waiting(town, key):
    return [line for line in lines(town, key) if line.state != LetterState.NOTED_SENT]


def has_one(town, key):
    people = town.application.query(town.kim, drafting.addressees, town.round_id, key)
    return {each.name: each.has_one for each in people}


def draft_anew(town):
    for key in ("5b", "5c", "5d"):
        do(town, drafting.draft, key)


def test_who_was_told_otherwise_counts_as_not_told(town):
    assert told(town) == (1, 3)


def test_only_who_is_decided_on_otherwise_gets_another_letter(town):
    assert has_one(town, "5b") == {"Ben Groß": False}
    assert has_one(town, "5c") == {"Ada Yıldız": False, "Cem Demir": True}
    assert has_one(town, "5d") == {"Lea Amt": False, "Leo Rat": True}

    draft_anew(town)

    drafted = {key: [line.recipient for line in waiting(town, key)] for key in ("5b", "5c", "5d")}
    assert drafted == {"5b": ["Ben Groß"], "5c": ["Ada Yıldız"], "5d": ["Lea Amt"]}
    assert "5a" not in {line.key for line in box(town).lines if line.state == LetterState.DRAFT}


def test_corrected_results_wait_until_everybody_concerned_has_one(town):
    do(town, drafting.draft, "5c")

    with pytest.raises(WrongPhase, match="results_together"):
        do(town, outbox.approve, seen(waiting(town, "5c")), actor=town.mia)


def test_leader_hears_the_corrected_result_after_the_people(town):
    draft_anew(town)
    for key in ("5b", "5c", "5d"):
        do(town, outbox.approve, seen(waiting(town, key)), actor=town.mia)
    (lea,) = waiting(town, "5d")
    with pytest.raises(WrongPhase, match="candidates_first"):
        do(town, posting.begin, lea.id)

    send_from_file(town, [*waiting(town, "5b"), *waiting(town, "5c")])

    assert told(town) == (3, 3)
    do(town, posting.begin, lea.id)


def test_nobody_gets_the_same_result_twice(town):
    draft_anew(town)

    for key in ("5b", "5c", "5d"):
        assert set(has_one(town, key).values()) == {True}
