"""After the talk: what a rater may change, what is kept of it, and who sees it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.meetings import RatingChangeRow
from lotsen.db.ratings import RatingRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.audit import OPEN_FACTS, AuditAction
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.usecases import dossier, meeting, profiles, talk
from tests.makers import LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, decide
from tests.usecases.meetings import (
    REASON,
    ask,
    begin,
    call,
    come,
    do,
    furnish,
    room,
    stage,
)

WHY = "Im Gespräch hat sie das Portal vorgeführt."


@pytest.fixture
def town(town):
    furnish(town)
    town.rita, town.rolf, town.rosa = town.raters
    town.make_sheet(town.ada, town.rita.id, motivation=3, vorbild=4)
    town.make_sheet(town.ada, town.rolf.id, motivation=4, vorbild=4)
    town.make_sheet(town.ada, town.rosa.id, state=SheetState.DRAFT, motivation=2)
    begin(town)
    come(town, *town.raters)
    return town


def allow(town, actor=None, *, opened=True):
    do(
        town,
        actor or town.chair,
        talk.open_changes,
        town.meeting,
        room(town).called.id,
        opened=opened,
    )


def wanted(value=4, reason=WHY, evidence="Portal vorgeführt", criterion="motivation"):
    mark = Mark(value=value, evidence=evidence)
    return talk.NewMark(criterion=criterion, mark=mark, reason=reason)


def change(town, actor, new=None, *, seen=1, item=None):
    item = item or room(town).called.id
    do(town, actor, talk.change, town.meeting, item, new or wanted(), seen=seen)


def value_of(town, sheet_id=1):
    with Session(town.engine) as session:
        return session.scalars(
            select(RatingRow.value).where(RatingRow.sheet_id == sheet_id).limit(1)
        ).one()


def score_of(town):
    found = town.application.query(town.chair, profiles.profile, town.round_id, town.ada)
    return found.criteria.set_index("criterion").loc["motivation", "score"]


def seen_by(town, actor):
    return town.application.query(actor, profiles.profile, town.round_id, town.ada).changes


def test_mark_changes_and_the_old_one_is_kept_with_the_reason(town):
    assert score_of(town) == 3.5
    allow(town)
    change(town, town.rita)

    with Session(town.engine) as session:
        row = session.scalars(select(RatingChangeRow)).one()
        kept = (row.old_value, row.old_evidence, row.new_value, row.new_evidence)
        assert kept == (3, "Beleg zu motivation", 4, "Portal vorgeführt")
        assert (row.reason, row.person_id) == (WHY, town.rita.id)
    assert score_of(town) == 4


def test_log_keeps_both_values_and_the_auditor_reads_neither(town):
    allow(town)
    change(town, town.rita)

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "rating_changed")).one()
        assert (row.facts["old"], row.facts["new"], row.facts["reason"]) == ("3", "4", WHY)
    assert OPEN_FACTS[AuditAction.RATING_CHANGED] == {"criterion"}


def test_nothing_changes_where_the_chair_has_not_opened_it(town):
    with pytest.raises(NotAllowed, match="not_open"):
        change(town, town.rita)
    assert value_of(town) == 3


def test_next_item_ends_it(town):
    allow(town)
    first = room(town).called.id
    call(town, 2)
    call(town, 1)

    with pytest.raises(NotAllowed, match="not_open"):
        change(town, town.rita, item=first)


def test_item_that_was_called_before_is_no_longer_changed(town):
    allow(town)
    first = room(town).called.id
    call(town, 2)
    allow(town)

    with pytest.raises(Outdated, match="outdated"):
        change(town, town.rita, item=first)


def test_chair_ends_it_by_hand_and_with_the_meeting(town):
    allow(town)
    allow(town, opened=False)
    item = room(town).called.id
    with pytest.raises(NotAllowed, match="not_open"):
        change(town, town.rita)
    allow(town)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)

    with pytest.raises(WrongPhase, match="not_running"):
        change(town, town.rita, item=item)


@pytest.mark.parametrize("name", ["rita", "adviser"])
def test_only_the_chair_opens_it(town, name):
    with pytest.raises(NotAllowed):
        allow(town, getattr(town, name))


def test_second_click_opens_nothing_twice(town):
    allow(town)
    with pytest.raises(Outdated, match="repeated"):
        allow(town)


def test_who_has_not_handed_in_changes_and_sees_nothing(town):
    allow(town)
    change(town, town.rita)

    with pytest.raises(WrongPhase, match="not_handed_in"):
        change(town, town.rosa)
    assert town.application.query(town.rosa, talk.own_sheet, town.meeting) is None
    assert (stage(town, town.rosa).changes, seen_by(town, town.rosa)) == ((), ())


def test_who_has_no_sheet_changes_nothing(town):
    other = town.make_actor("Rudi Rand", RATER)
    come(town, other)
    allow(town)

    with pytest.raises(NotFound, match="unknown"):
        change(town, other)


def test_who_was_not_at_the_talk_changes_nothing(town):
    do(town, town.rita, meeting.attend, town.meeting, here=False)
    allow(town)

    with pytest.raises(NotAllowed, match="not_here"):
        change(town, town.rita)


def test_who_is_biased_changes_nothing(town):
    item = room(town).called.id
    allow(town)
    do(town, town.rita, meeting.recuse, town.meeting, item, town.rita.id, REASON)

    with pytest.raises(NotAllowed, match="biased"):
        change(town, town.rita)
    assert town.application.query(town.rita, talk.own_sheet, town.meeting) is None


def test_biased_chair_does_not_open_it(town):
    chief = town.make_actor("Rut Rang", RATER, LEADERSHIP)
    do(town, chief, meeting.recuse, town.meeting, room(town).called.id, chief.id, REASON)

    with pytest.raises(NotAllowed, match="biased"):
        allow(town, chief)


def test_nothing_changes_while_people_vote(town):
    allow(town)
    ask(town)

    with pytest.raises(NotAllowed, match="is_taken"):
        change(town, town.rita)


@pytest.mark.parametrize("reason", ["", "  "])
def test_change_without_a_reason_is_refused(town, reason):
    allow(town)
    with pytest.raises(BadInput, match="reason"):
        change(town, town.rita, wanted(reason=reason))


def test_marks_at_the_ends_need_evidence(town):
    allow(town)
    with pytest.raises(BadInput, match="needs_evidence"):
        change(town, town.rita, wanted(5, evidence=" "))


def test_second_tab_changes_nothing_it_has_not_seen(town):
    allow(town)
    change(town, town.rita)

    with pytest.raises(Outdated, match="outdated"):
        change(town, town.rita, wanted(3))
    with pytest.raises(Outdated, match="repeated"):
        change(town, town.rita)
    assert value_of(town) == 4


def test_nothing_changes_in_a_later_phase(town):
    allow(town)
    with Session(town.engine) as session, session.begin():
        session.get_one(RoundRow, town.round_id).phase = Phase.NOTIFICATION

    with pytest.raises(WrongPhase):
        change(town, town.rita)


def test_change_to_not_observed_is_told_as_such(town):
    allow(town)
    change(town, town.rita, wanted(None, evidence=""))

    assert [(each.old, each.new) for each in stage(town).changes] == [(3, None)]


def test_those_who_see_ratings_read_the_change(town):
    allow(town)
    change(town, town.rita)

    for actor in (town.chair, town.chief, town.rolf):
        told = seen_by(town, actor)
        assert [(each.rater, each.old, each.new, each.reason) for each in told] == [
            ("Rita Roth", 3, 4, WHY)
        ]


def test_record_keeps_the_change_and_the_minutes(town):
    item = room(town).called.id
    do(town, town.chair, meeting.note, town.meeting, item, "Gut gefallen.", seen=0, tab="a")
    allow(town)
    change(town, town.rita)

    found = town.application.query(town.chair, dossier.gather, town.round_id)
    ada = next(each for each in found.people if each.id == town.ada)
    changes = [each for sheet in ada.sheets for each in sheet.changes]
    assert [(each.old, each.new, each.reason) for each in changes] == [(3, 4, WHY)]
    assert [(each.meeting, each.text) for each in ada.minutes] == [("Sitzung 1", "Gut gefallen.")]


def test_devices_are_told_of_every_step(town):
    steps = [room(town).step]
    allow(town)
    steps.append(room(town).step)
    change(town, town.rita)
    steps.append(room(town).step)

    assert steps == sorted(set(steps))


def test_nothing_changes_once_the_decisions_are_closed(town):
    allow(town)
    item = room(town).called.id
    for candidate in (town.ada, town.ben, town.cem):
        decide(town, candidate, Outcome.NOT_SELECTED)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    close_everything(town)

    with pytest.raises(WrongPhase):
        change(town, town.rita, item=item)
    assert value_of(town) == 3
