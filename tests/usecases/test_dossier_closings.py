"""The record tells of every closing, and of everything that came after it."""

import pytest

from lotsen.usecases import dossier, reopening
from tests.usecases.closing_steps import (
    REASON,
    close_a_town,
    close_everything,
    reopen_decisions,
)

ADDED = "Die Urkunde wurde am 1. Juli überreicht."


@pytest.fixture
def closed(town):
    close_a_town(town)
    town.application.execute(town.kim, reopening.add, town.round_id, ADDED)
    return town


def gathered(town):
    return town.application.query(town.kim, dossier.gather, town.round_id)


def newest(town):
    return town.application.query(town.chief, reopening.closings, town.round_id)[0]


def test_closing_names_who_closed_and_who_signed(closed):
    (found,) = gathered(closed).closings

    assert (found.number, found.by, found.stands) == (1, "Karla Kord", True)
    assert [each.who for each in found.signatures] == ["Paul Stell"]
    assert found.list_hash == newest(closed).list_hash
    assert found.anchor == newest(closed).anchor
    assert found.reopening is None


def test_proposal_to_reopen_is_told_before_anybody_agrees(closed):
    seen = newest(closed).version
    closed.application.execute(closed.clerk, reopening.propose, closed.round_id, REASON, seen=seen)

    found = gathered(closed)

    assert found.closing == found.closings[0]
    proposed = found.closing.reopening
    assert (proposed.proposed_by, proposed.reason, proposed.agreed_at) == (
        "Karla Kord",
        REASON,
        None,
    )


def test_first_closing_stays_with_its_reopening_and_its_addenda(closed):
    before = gathered(closed).closings[0]

    reopen_decisions(closed)

    found = gathered(closed)
    (first,) = found.closings
    assert (found.closing, found.is_draft, first.stands) == (None, True, False)
    assert (first.list_hash, first.anchor, first.at) == (before.list_hash, before.anchor, before.at)
    opened = first.reopening
    assert (opened.proposed_by, opened.agreed_by, opened.reason) == (
        "Karla Kord",
        "Paul Stell",
        REASON,
    )
    assert [(each.text, each.by) for each in first.addenda] == [(ADDED, "Kim Kord")]


def test_second_closing_stands_after_the_first(closed):
    reopen_decisions(closed)
    close_everything(closed)

    found = gathered(closed)

    assert [(each.number, each.stands) for each in found.closings] == [(1, False), (2, True)]
    assert found.closing.number == 2
    assert [list(each.addenda) == [] for each in found.closings] == [False, True]


def test_statement_names_who_wrote_it_down(closed):
    assert {each.recorded_by for each in gathered(closed).statements} == {"Karla Kord"}
