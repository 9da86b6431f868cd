"""Scores follow the profile that holds; ratings stay, whatever becomes of their criterion."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.ratings import RatingRow
from lotsen.domain.errors import NotFound
from lotsen.domain.ratings import Mark, SheetState
from lotsen.domain.round_profiles import new_criterion
from lotsen.usecases import exporting, profiles, rating, round_profile, rounds, scores
from lotsen.usecases.scores import TOTAL
from tests.usecases.profile_steps import (
    REASON,
    change,
    do,
    peopled,
    propose,
    race,
    total,
    view,
    weighing,
    without,
)


@pytest.fixture
def town(town):
    return peopled(town)


@pytest.fixture
def rated(town):
    town.sheet = town.make_sheet(town.ada, town.rita.id, motivation=2, vorbild=4)
    return town


def test_scores_follow_the_version_that_holds_and_name_it(rated):
    rated.ben = rated.make_candidate("Ben Groß")
    rated.make_sheet(rated.ben, rated.rita.id, motivation=4, vorbild=4)
    assert total(rated) == pytest.approx((3 + 4) / 2)

    waiting = propose(rated, weighing(rated))
    do(rated, rated.kaya, round_profile.approve, waiting.id, seen=waiting.version)

    assert total(rated) == pytest.approx(((3 * 2 + 4) / 4 + 4) / 2)
    found = rated.application.query(SYSTEM, scores.departments, rated.round_id)
    assert found.profile == 2


def test_ratings_outlive_their_criterion_and_come_back_with_it(rated):
    waiting = propose(rated, without(rated, "vorbild"))
    do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)

    board = rated.application.query(SYSTEM, scores.departments, rated.round_id)
    assert [each.key for each in board.criteria] == ["motivation"]
    assert total(rated) == 2.0
    sheet = rated.application.query(rated.rita, rating.sheet, rated.round_id, rated.ada)
    assert set(sheet.marks) == {"motivation"}
    with Session(rated.engine) as session:
        assert sorted(session.scalars(select(RatingRow.value))) == [2, 4]

    back = view(rated).profile
    back = back.with_criterion(replace(back.criteria[1], in_use=True))
    waiting = propose(rated, back)
    do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)

    assert total(rated) == 3.0


def test_new_criterion_is_asked_on_every_sheet(town):
    profile = view(town).profile
    fresh = new_criterion(profile, "Geduld", "Bleibt ruhig.", 2.0)

    change(town, replace(profile, criteria=(*profile.criteria, fresh)))

    asked = town.application.query(town.rita, rounds.criteria, town.round_id)
    assert [each.title for each in asked] == ["Motivation", "Vorbild", "Geduld"]


def test_change_raises_the_revision_so_that_nobody_sees_old_scores(rated):
    before = rated.application.query(SYSTEM, rounds.current).revision
    waiting = propose(rated, weighing(rated))
    do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)

    assert rated.application.query(SYSTEM, rounds.current).revision == before + 2


def test_of_two_coordinators_at_once_exactly_one_wins(town):
    first, second = weighing(town, weight=2.0), weighing(town, weight=5.0)

    assert race(
        lambda: change(town, first, town.kim, seen=1),
        lambda: change(town, second, town.kaya, seen=1),
    ) == ["done", "record.outdated"]
    assert view(town).number == 2


def test_of_two_who_decide_on_a_proposal_at_once_exactly_one_wins(rated):
    waiting = propose(rated, weighing(rated))

    assert race(
        lambda: do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version),
        lambda: do(
            rated, rated.kaya, round_profile.refuse, waiting.id, REASON, seen=waiting.version
        ),
    ) == ["done", "record.outdated"]
    assert view(rated).waiting is None


def test_change_and_the_first_sheet_at_once_take_turns(town):
    """Either the change came first and holds, or the sheet did and nothing changed."""
    town.make_sheet(town.ada, town.rita.id, state=SheetState.DRAFT, motivation=3, vorbild=3)
    do(town, town.rita, rating.declare, town.ada, bias=None, seen=1, tab="a")
    wanted = weighing(town)

    outcomes = race(
        lambda: change(town, wanted, seen=1),
        lambda: do(town, town.rita, rating.hand_in, town.ada, seen=2, tab="a"),
    )

    assert outcomes in (["done", "done"], ["done", "profile.frozen"])
    assert view(town).number == (2 if outcomes[1] == "done" else 1)
    assert view(town).frozen_on is not None


def off_the_sheet(town, key):
    waiting = propose(town, without(town, key))
    do(town, town.chief, round_profile.approve, waiting.id, seen=waiting.version)


def test_file_of_ratings_carries_what_counts(rated):
    off_the_sheet(rated, "vorbild")
    blocks = []

    count = rated.application.query(rated.kim, exporting.ratings, rated.round_id, blocks.append)

    assert count == 1
    assert list(blocks[0].criteria.values()) == ["Motivation"]
    assert [value for _sheet, _criterion, value, _text in blocks[0].ratings] == [2]


def test_profile_of_a_person_shows_no_evidence_of_what_is_not_asked(rated):
    off_the_sheet(rated, "vorbild")

    shown = rated.application.query(rated.kim, profiles.profile, rated.round_id, rated.ada)

    assert shown.evidence["criterion"].tolist() == ["motivation"]
    assert shown.criteria["criterion"].tolist() == ["motivation", TOTAL]


def test_rater_counts_only_what_is_asked(rated):
    off_the_sheet(rated, "vorbild")

    (line,) = rated.application.query(rated.rita, rating.my_sheets, rated.round_id)

    assert line.rated == 1


def test_nothing_is_written_on_a_criterion_that_is_not_asked(town):
    change(town, without(town, "vorbild"))
    town.make_sheet(town.ada, town.rita.id, state=SheetState.DRAFT, motivation=3)
    do(town, town.rita, rating.declare, town.ada, bias=None, seen=1, tab="a")

    with pytest.raises(NotFound, match=r"criterion\.unknown"):
        do(town, town.rita, rating.save, town.ada, "vorbild", Mark(value=3), seen=2, tab="a")
    do(town, town.rita, rating.hand_in, town.ada, seen=2, tab="a")
