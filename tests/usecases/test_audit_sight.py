"""Of each fact of the log, a person reads what the person reads on the page where it belongs."""

import pytest

from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.surveys import ReviewAnswer
from lotsen.usecases import audit, audit_page, concept_review, meeting_plan, meeting_views
from lotsen.usecases import meeting as meetings
from tests.makers import AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER

SAID = "Der Zeitumfang passt nicht zu den Schichten."


def newest_facts(town, who):
    page = town.application.query(who, audit_page.listing)
    last = town.application.query(who, audit.whole).entries[-1]
    (newest,) = town.application.query(who, audit.newest, 1).entries
    assert page.log.entries[0] == last == newest
    return newest.facts


@pytest.fixture
def reviewed(town):
    """One leader has commented the concept."""
    town.round_id = town.make_round(phase=Phase.CONCEPT_REVIEW)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    leo = town.make_actor("Leo Leit", LEADER)
    comment = ReviewAnswer.COMMENTS
    town.application.execute(leo, concept_review.answer, town.round_id, comment, SAID, seen=0)
    return town


@pytest.mark.parametrize("second", [None, LEADERSHIP, RATER, Role.ADVISORY, LEADER])
def test_what_a_leader_says_of_the_concept_is_in_no_auditors_log(reviewed, second):
    who = reviewed.make_actor("Ari Amt", AUDITOR, *([second] if second else []))
    if second == RATER:  # whoever has handed in everything sees all ratings
        reviewed.make_sheet(reviewed.ada, who.id, motivation=4)

    assert newest_facts(reviewed, who) == {}


@pytest.mark.parametrize("open_sheets", [0, 1])
def test_coordinator_reads_comments_here_as_on_the_own_page(reviewed, open_sheets):
    who = reviewed.make_actor("Kim Kord", COORDINATOR, RATER)
    for _each in range(open_sheets):
        reviewed.make_sheet(reviewed.ben, who.id, state=SheetState.DRAFT, motivation=2)

    assert newest_facts(reviewed, who)["comment"] == SAID


@pytest.fixture
def noted(town):
    """The chair has written minutes on Ada's item."""
    town.round_id = town.make_round()
    town.make_department()
    town.ada = town.make_candidate("Ada Yıldız")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    act = town.application.execute
    town.meeting = meeting = act(town.kim, meeting_plan.plan, town.round_id, "Sitzung")
    act(town.kim, meeting_plan.add_candidates, meeting, [town.ada], 20, seen=1)
    act(town.kim, meetings.open_, meeting, seen=2)
    town.item = town.application.query(town.kim, meeting_views.room, meeting).called.id
    act(town.kim, meetings.note, meeting, town.item, "Hat überzeugt.", seen=0, tab="eins")
    return town


def test_minutes_are_read_by_whoever_leads_meetings(noted):
    head = noted.make_actor("Lena Groß", AUDITOR, LEADERSHIP)
    rater = noted.make_actor("Rolf Rau", AUDITOR, RATER)
    noted.make_sheet(noted.ada, rater.id, motivation=4)

    assert newest_facts(noted, noted.kim) == {"old": "", "new": "Hat überzeugt."}
    assert newest_facts(noted, head) == {"old": "", "new": "Hat überzeugt."}
    assert newest_facts(noted, rater) == {}


def test_whoever_leaves_the_room_reads_no_minutes_of_it_here(noted):
    biased = noted.make_actor("Kora Kord", COORDINATOR)
    act, place = noted.application.execute, (noted.meeting, noted.item)
    act(biased, meetings.recuse, *place, biased.id, "Wir sind verschwägert.")
    act(noted.kim, meetings.note, *place, "Hat mich überzeugt.", seen=1, tab="eins")

    assert newest_facts(noted, biased) == {}
    assert newest_facts(noted, noted.kim)["new"] == "Hat mich überzeugt."
