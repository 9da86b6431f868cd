"""Before a meeting: who is spoken about, in which order, and for how long."""

import pytest

from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import meeting, meeting_plan, meeting_views
from tests.makers import RATER
from tests.usecases.meetings import begin, call, do, furnish, plan, room


@pytest.fixture
def town(town):
    return furnish(town)


def names(town):
    return [each.name for each in room(town).agenda]


def change(town, command, *args):
    do(town, town.chair, command, town.meeting, *args, seen=room(town).version)


def test_agenda_has_the_chosen_people_with_their_minutes(town):
    plan(town, town.ben, town.ada)

    assert [(each.number, each.name, each.minutes) for each in room(town).agenda] == [
        (1, "Ben Groß", 10),
        (2, "Ada Yıldız", 10),
    ]


def test_a_round_has_several_meetings(town):
    plan(town)
    do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 2")

    found = town.application.query(town.adviser, meeting_views.listing, town.round_id)
    assert [each.title for each in found] == ["Sitzung 1", "Sitzung 2"]


def test_second_click_plans_no_second_meeting(town):
    plan(town)
    with pytest.raises(Outdated, match="repeated"):
        do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 1")


def test_nobody_stands_twice_on_an_agenda(town):
    plan(town, town.ada)

    change(town, meeting_plan.add_candidates, [town.ada, town.ben], 5)

    assert names(town) == ["Ada Yıldız", "Ben Groß"]
    with pytest.raises(BadInput, match="nothing_new"):
        change(town, meeting_plan.add_candidates, [town.ada], 5)


def test_who_does_not_stand_is_not_put_on_the_agenda(town):
    plan(town)
    other = town.make_candidate("Gül Weg", state=CandidateState.PROPOSED)
    with pytest.raises(WrongPhase, match="does_not_stand"):
        change(town, meeting_plan.add_candidates, [other], 5)


def test_breaks_keep_their_places_when_people_are_ordered_anew(town):
    plan(town, town.cem, town.ada)
    change(town, meeting_plan.add_pause, "Kaffee", 15)
    change(town, meeting_plan.move_item, room(town).agenda[2].id, -1)

    change(town, meeting_plan.arrange, AgendaOrder.NAME)

    assert names(town) == ["Cem Demir", "Kaffee", "Ada Yıldız"]


def test_those_on_whom_raters_differ_come_first(town):
    plan(town)
    for rater, value in zip(town.raters[:2], (1, 5), strict=True):
        town.make_sheet(town.ben, rater.id, motivation=value, vorbild=3, agil=3)
        town.make_sheet(town.ada, rater.id, motivation=3, vorbild=3, agil=3)

    change(town, meeting_plan.arrange, AgendaOrder.DISAGREEMENT)

    assert names(town)[0] == "Ben Groß"


def test_who_is_biased_for_two_leaves_the_room_once(town):
    plan(town)
    for candidate in (town.ada, town.cem):
        sheet = town.make_sheet(candidate, town.raters[0].id, state=SheetState.DRAFT)
        declare_biased(town, sheet)

    change(town, meeting_plan.arrange, AgendaOrder.LEAVING)

    assert names(town).index("Ben Groß") in {0, 2}


def declare_biased(town, sheet):
    from sqlalchemy.orm import Session

    from lotsen.db.ratings import SheetRow

    with Session(town.engine) as session, session.begin():
        row = session.get_one(SheetRow, sheet)
        row.state, row.bias_reason, row.revision = SheetState.BIASED, "verwandt", 99


def test_change_of_an_agenda_that_somebody_else_changed_is_refused(town):
    plan(town)
    seen = room(town).version
    change(town, meeting_plan.add_pause, "Kaffee", 15)
    with pytest.raises(Outdated):
        do(town, town.chair, meeting_plan.add_pause, town.meeting, "Tee", 5, seen=seen)


@pytest.mark.parametrize("minutes", [0, -1, 241])
def test_item_has_a_length(town, minutes):
    plan(town)
    with pytest.raises(BadInput, match="bad_minutes"):
        change(town, meeting_plan.set_minutes, room(town).agenda[0].id, minutes)


def test_item_that_was_called_stays_on_the_agenda(town):
    begin(town)
    _first, _second, third = room(town).agenda
    call(town, 2)

    change(town, meeting_plan.remove_item, third.id)

    assert names(town) == ["Ada Yıldız", "Ben Groß"]
    with pytest.raises(WrongPhase, match="was_called"):
        change(town, meeting_plan.remove_item, room(town).called.id)


def test_meeting_without_an_agenda_does_not_open(town):
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 1")
    with pytest.raises(BadInput, match="no_items"):
        change(town, meeting.open_)


def test_who_does_not_lead_plans_nothing(town):
    with pytest.raises(NotAllowed):
        do(town, town.raters[0], meeting_plan.plan, town.round_id, "Meine Sitzung")


def test_nothing_is_planned_after_the_presentations(town):
    other = town.make_round(title="Digitallotsen 2028", phase=Phase.NOTIFICATION)
    with pytest.raises(WrongPhase):
        do(town, town.chair, meeting_plan.plan, other, "Nachsitzung")


def test_rater_reads_no_agenda_but_knows_its_length(town):
    plan(town)
    seen = room(town, town.make_actor("Rike Rein", RATER))
    assert (seen.agenda, seen.items) == ((), 3)
