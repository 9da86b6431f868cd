"""The profile is fixed before anybody is rated; afterwards it takes two people to change it."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import ProfileState
from lotsen.usecases import assigning, rating, round_profile, rounds
from tests.makers import ADVISORY, AUDITOR, RATER
from tests.usecases.profile_steps import (
    REASON,
    change,
    do,
    last_line,
    peopled,
    propose,
    total,
    view,
    weighing,
)


@pytest.fixture
def town(town):
    return peopled(town)


@pytest.fixture
def rated(town):
    town.sheet = town.make_sheet(town.ada, town.rita.id, motivation=2, vorbild=4)
    return town


def test_round_begins_with_its_first_version(town):
    assert (view(town).number, view(town).frozen_on) == (1, None)
    assert [each.number for each in view(town).history] == [1]


def test_opening_a_round_keeps_its_first_version_whole(town):
    criteria = town.application.query(SYSTEM, rounds.criteria, town.round_id)
    town.round_id = town.application.execute(
        SYSTEM,
        rounds.open_round,
        town="Stadt Musterhausen",
        title="Auswahl 2029",
        places=7,
        dates=[],
        criteria=criteria,
        kind="demo",
    )

    (version,) = view(town).history

    assert (version.number, version.proposed_by) == (1, "")
    with Session(town.engine) as session:
        row = session.get_one(ProfileVersionRow, version.id)
        assert row.content["places"] == 7
        assert [each["key"] for each in row.content["criteria"]] == ["motivation", "vorbild"]


def test_before_the_first_sheet_one_person_changes_it_at_once(town):
    number = change(town, replace(weighing(town), places=5))

    assert number == view(town).number == 2
    assert view(town).profile.places == 5
    newest = view(town).history[0]
    assert (newest.proposed_by, newest.decided_by) == ("Kim Kord", "")
    assert [(each.field, each.old, each.new) for each in newest.changes] == [
        ("places", 3, 5),
        ("weight", 1.0, 3.0),
    ]


def test_change_stands_in_the_audit_log_with_old_and_new(town):
    change(town, weighing(town))

    line = last_line(town)
    assert (line.actor, line.action) == ("Kim Kord", "profile_changed")
    assert line.facts["number"] == 2
    (told,) = line.facts["changes"]
    assert (told["criterion"], told["field"], told["old"], told["new"]) == (
        "motivation",
        "weight",
        1.0,
        3.0,
    )


def test_after_the_first_sheet_nobody_changes_it_alone(rated):
    with pytest.raises(WrongPhase, match=r"profile\.frozen"):
        change(rated, weighing(rated))

    assert view(rated).profile.criteria[0].weight == 1.0


def test_draft_freezes_nothing(town):
    town.make_sheet(town.ada, town.rita.id, state=SheetState.DRAFT, motivation=2)

    assert change(town, weighing(town)) == 2


def test_sheet_that_is_opened_again_does_not_free_the_profile(rated):
    pair = (rated.ada, rated.rita.id)
    do(rated, rated.kim, assigning.reopen, pair, "Beleg vertauscht.", seen=1)

    assert view(rated).frozen_on is not None
    with pytest.raises(WrongPhase, match=r"profile\.frozen"):
        change(rated, weighing(rated))


def test_handing_in_freezes_and_stamps_the_day(town):
    sheet = town.make_sheet(town.ada, town.rita.id, state=SheetState.DRAFT, motivation=3, vorbild=3)
    do(town, town.rita, rating.declare, town.ada, bias=None, seen=1, tab="a")
    do(town, town.rita, rating.hand_in, town.ada, seen=2, tab="a")

    with Session(town.engine) as session:
        assert session.get_one(RoundRow, town.round_id).frozen_on is not None
    assert sheet


def test_proposal_changes_nothing_until_a_second_person_approves(rated):
    before = total(rated)
    waiting = propose(rated, weighing(rated))

    assert view(rated).profile.criteria[0].weight == 1.0
    assert total(rated) == before

    number = do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)

    assert number == view(rated).number == 2
    assert view(rated).waiting is None
    assert view(rated).profile.criteria[0].weight == 3.0
    newest = view(rated).history[0]
    assert (newest.proposed_by, newest.decided_by) == ("Kim Kord", "Dr. Jana Weiß")
    assert newest.reason == REASON


def test_nobody_approves_or_refuses_their_own_proposal(rated):
    waiting = propose(rated, weighing(rated))

    for command, *reason in ((round_profile.approve,), (round_profile.refuse, REASON)):
        with pytest.raises(NotAllowed, match=r"profile\.own_proposal"):
            do(rated, rated.kim, command, waiting.id, *reason, seen=waiting.version)

    assert view(rated).waiting.state == ProfileState.PROPOSED


def test_database_itself_wants_a_second_person(rated):
    propose(rated, weighing(rated))

    with (
        pytest.raises(IntegrityError, match="ck_profile_version_second_person"),
        rated.engine.begin() as connection,
    ):
        connection.execute(text(BY_ONESELF))


BY_ONESELF = (
    "UPDATE profile_version SET state = 'valid', number = 2, decided_by_id = proposed_by_id,"
    " decided_at = proposed_at WHERE state = 'proposed'"
)


def test_system_proposes_nothing_for_it_is_no_person(rated):
    with pytest.raises(NotAllowed, match=r"permission\.needs_a_person"):
        propose(rated, weighing(rated), actor=SYSTEM)


@pytest.mark.parametrize(
    ("command", "who", "state"),
    [
        (round_profile.refuse, "chief", ProfileState.REFUSED),
        (round_profile.withdraw, "kim", ProfileState.WITHDRAWN),
    ],
)
def test_what_is_refused_or_withdrawn_stays_with_its_reason(rated, command, who, state):
    waiting = propose(rated, weighing(rated))

    do(rated, getattr(rated, who), command, waiting.id, "Kommt zu spät.", seen=waiting.version)

    assert view(rated).waiting is None
    assert view(rated).number == 1
    newest = view(rated).history[0]
    assert (newest.state, newest.number, newest.decided_reason) == (state, None, "Kommt zu spät.")
    assert propose(rated, weighing(rated)) is not None


def test_only_the_proposer_withdraws(rated):
    waiting = propose(rated, weighing(rated))

    with pytest.raises(NotAllowed, match=r"profile\.not_own_proposal"):
        do(rated, rated.kaya, round_profile.withdraw, waiting.id, REASON, seen=waiting.version)


def test_refusing_needs_a_reason(rated):
    waiting = propose(rated, weighing(rated))

    with pytest.raises(BadInput, match=r"reason\.too_short"):
        do(rated, rated.chief, round_profile.refuse, waiting.id, "nein", seen=waiting.version)


def test_proposal_needs_a_reason_and_something_new(rated):
    with pytest.raises(BadInput, match=r"reason\.too_short"):
        do(rated, rated.kim, round_profile.propose, weighing(rated), " ", seen=1)
    with pytest.raises(BadInput, match=r"profile\.nothing_new"):
        propose(rated, view(rated).profile)


def test_nothing_is_proposed_while_it_can_be_changed_freely(town):
    with pytest.raises(WrongPhase, match=r"profile\.not_frozen"):
        propose(town, weighing(town))


def test_one_proposal_waits_at_a_time(rated):
    propose(rated, weighing(rated))

    with pytest.raises(BadInput, match=r"profile\.waits_already"):
        propose(rated, weighing(rated, "vorbild"), actor=rated.kaya)
    with pytest.raises(Outdated, match=r"record\.repeated"):
        propose(rated, weighing(rated))


def test_second_click_on_approval_is_told_apart_from_a_clash(rated):
    waiting = propose(rated, weighing(rated))
    do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)

    with pytest.raises(Outdated, match=r"record\.repeated"):
        do(rated, rated.chief, round_profile.approve, waiting.id, seen=waiting.version)
    with pytest.raises(Outdated, match=r"record\.outdated"):
        do(rated, rated.kaya, round_profile.refuse, waiting.id, REASON, seen=waiting.version)


def test_profile_stays_as_it_is_once_letters_go_out(town):
    other = town.make_round(title="Digitallotsen 2026", phase=Phase.NOTIFICATION)
    town.round_id = other

    with pytest.raises(WrongPhase, match=r"permission\.wrong_phase"):
        change(town, replace(view(town).profile, places=9))


@pytest.mark.parametrize("role", [ADVISORY, AUDITOR, RATER])
def test_who_only_looks_changes_nothing(rated, role):
    actor = rated.make_actor("Ari Fremd", role)
    waiting = propose(rated, weighing(rated))

    for command in (round_profile.approve, round_profile.refuse, round_profile.withdraw):
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            do(rated, actor, command, waiting.id, seen=waiting.version)
