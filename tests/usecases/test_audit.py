"""The audit log on the screen: narrowed, in pages, and without ratings for who may not see them."""

from datetime import date, timedelta

import pytest

from lotsen.application.application import REGISTER, Application, requires
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import audit, audit_page, meeting, profiles, rounds, shortlist
from lotsen.usecases.audit_page import PAGE_SIZE, AuditFilter
from tests.makers import AUDITOR, COORDINATOR, LEADERSHIP, NOON, RATER, Town
from tests.tampering import past_the_guards
from tests.usecases import meetings


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.ari = town.make_actor("Ari Amt", AUDITOR)
    town.rita = town.make_person("Rita Roth", RATER)
    return town


@pytest.fixture
def told(town):
    """Three lines about Ada, one about Ben and one about the round, on two days."""
    mark(town, town.ada, "am ersten Tag")
    tomorrow(town)
    town.application.query(town.kim, profiles.profile, town.round_id, town.ada)
    town.sheet = town.make_sheet(town.ada, town.rita, motivation=4)
    town.application.execute(town.kim, talk_changed(town), town.sheet)
    mark(town, town.ben)
    town.application.execute(
        town.make_actor("Kora Kord", COORDINATOR),
        rounds.move_phase,
        town.round_id,
        Phase.INTEREST,
        seen=1,
    )
    yield town
    del REGISTER[town.talk]


def talk_changed(town):
    """A command as one that changes a rating writes it; its facts are in no table yet."""

    def talk(uow, sheet):
        uow.record(AuditAction.SHEET_SAVED, f"sheet:{sheet}", criterion="agil", old=2, new=4)

    town.talk = requires(Permission.SEE_AUDIT)(talk)
    return talk


def mark(town, candidate, remark=""):
    town.application.execute(town.kim, shortlist.mark, town.round_id, candidate, remark, seen=0)


def tomorrow(town):
    later = NOON + timedelta(days=1)
    town.application = Application(engine=town.engine, clock=lambda: later)


def found(town, *, who=None, **narrowed):
    page = town.application.query(who or town.ari, audit_page.listing, AuditFilter(**narrowed))
    return [entry.action for entry in page.log.entries]


MARKED, MOVED = "shortlist_marked", "phase_moved"


def test_newest_line_stands_first(told):
    assert found(told) == [MOVED, MARKED, "sheet_saved", "profile_opened", MARKED]


def test_log_is_narrowed_by_day_in_the_time_of_the_town(told):
    assert found(told, last_day=date(2027, 6, 16)) == [MARKED]
    assert len(found(told, first_day=date(2027, 6, 17))) == 4
    assert found(told, first_day=date(2027, 6, 18)) == []


def test_log_is_narrowed_by_person_and_by_kind_of_action(told):
    assert found(told, actor="Kora Kord") == [MOVED]
    assert found(told, actions=frozenset({MARKED})) == [MARKED, MARKED]
    assert found(told, actor="Kora Kord", actions=frozenset({MARKED})) == []


def test_log_is_narrowed_by_candidate_with_all_sheets(told):
    about_ada = found(told, about=f"candidate:{told.ada}")

    assert about_ada == ["sheet_saved", "profile_opened", MARKED]
    assert found(told, about="round:") == [MOVED]
    assert found(told, about="sheet:") == ["sheet_saved"]


def test_log_is_narrowed_to_a_candidate_with_their_part_of_a_meeting(engine):
    town = meetings.begin(meetings.furnish(Town(engine)))
    ari = town.make_actor("Ari Amt", AUDITOR)
    meetings.come(town, *town.raters)
    for number in (2, 1):
        meetings.call(town, number)
        item = meetings.room(town).called.id
        meetings.do(town, town.chair, meeting.show_place, town.meeting, item, shown=True)
        ballot = meetings.ask(town)
        meetings.say(town, town.raters[1], ballot, meetings.YES)
        meetings.end(town, ballot)
        rita = town.raters[0]
        meetings.do(town, rita, meeting.recuse, town.meeting, item, rita.id, meetings.REASON)

    about_ada = found(town, who=ari, about=f"candidate:{town.ada}")

    of_her_item = ["recusal_noted", "ballot_counted", "vote_cast", "ballot_opened", "place_shown"]
    assert about_ada == [*of_her_item, "item_called", "item_called"]
    choices = town.application.query(ari, audit_page.choices)
    assert choices.candidates == {town.ada: "Ada Yıldız", town.ben: "Ben Groß"}
    assert found(town, who=ari, about="meeting:") == found(town, who=ari)


def test_letters_and_mails_are_kinds_of_their_own(told):
    def say(uow):
        uow.record(AuditAction.LETTER_SENT, "letter:1", recipient="Ada", answer="")
        uow.record(AuditAction.LETTERS_DRAFTED, f"round:{told.round_id}", count=1)
        uow.record(AuditAction.MAIL_DISMISSED, f"round:{told.round_id}", mail=1)

    command = requires(Permission.SEE_AUDIT)(say)
    told.application.execute(told.kim, command)
    del REGISTER[command]

    assert found(told, about="letter:") == ["letters_drafted", "letter_sent"]
    assert found(told, about="mail:") == ["mail_dismissed"]


def test_only_who_stands_in_the_log_can_be_chosen(town):
    mark(town, town.ada)

    choices = town.application.query(town.ari, audit_page.choices)

    assert choices.actors == ("Kim Kord",)
    assert choices.candidates == {town.ada: "Ada Yıldız"}


def test_choices_grow_with_the_log(town):
    mark(town, town.ada)
    town.application.query(town.ari, audit_page.choices)
    mark(town, town.ben)

    choices = town.application.query(town.ari, audit_page.choices)
    assert choices.candidates == {town.ada: "Ada Yıldız", town.ben: "Ben Groß"}


def test_long_log_comes_in_pages(town):
    for number in range(PAGE_SIZE + 1):
        mark(town, town.make_candidate(f"Ada Nummer{number}"))

    first, second, beyond = (
        town.application.query(town.ari, audit_page.listing, AuditFilter(), page)
        for page in (1, 2, 99)
    )
    assert (first.total, first.pages) == (PAGE_SIZE + 1, 2)
    assert [len(first.log.entries), len(second.log.entries)] == [PAGE_SIZE, 1]
    assert beyond.page == 2


def line_about_the_sheet(town, who):
    page = town.application.query(who, audit_page.listing, AuditFilter(about="sheet:"))
    (entry,) = page.log.entries
    return entry


def test_auditor_sees_no_value_of_a_rating(told):
    entry = line_about_the_sheet(told, told.ari)

    assert (entry.facts, entry.salt) == ({"criterion": "agil"}, "")


def test_coordinator_sees_old_and_new_value(told):
    entry = line_about_the_sheet(told, told.kim)

    assert entry.facts == {"criterion": "agil", "old": 2, "new": 4}


def test_who_still_rates_sees_no_value_here_either(told):
    both = told.make_actor("Rolf Rau", COORDINATOR, RATER)
    told.make_sheet(told.ben, both.id, state=SheetState.DRAFT, motivation=2)

    assert line_about_the_sheet(told, both).facts == {"criterion": "agil"}


def test_value_is_left_out_of_the_auditors_file_as_well(told):
    log = told.application.query(told.ari, audit.whole)

    assert [entry.salt == "" for entry in log.entries].count(True) == 1
    assert "4" not in str([e.facts for e in log.entries if e.subject == f"sheet:{told.sheet}"])


@pytest.mark.parametrize("role", [LEADERSHIP, RATER])
@pytest.mark.parametrize(
    "query", [audit_page.listing, audit_page.choices, audit_page.state, audit.verify, audit.whole]
)
def test_log_is_for_coordination_and_auditor(town, role, query):
    with pytest.raises(NotAllowed):
        town.application.query(town.make_actor("Lena Groß", role), query)


def test_look_through_the_chain_is_shared_and_can_be_asked_for_anew(told):
    def state(**more):
        return told.application.query(told.ari, audit_page.state, **more).broken

    assert state() is None
    past_the_guards(told, "UPDATE audit SET actor = 'mallory' WHERE id = 2")
    assert state() is None

    assert state(anew=True).number == 2
    assert state().number == 2


def test_spoilt_line_is_still_shown(told):
    past_the_guards(told, "UPDATE audit SET action = 'unheard_of' WHERE id = 5")

    assert found(told)[0] == "unheard_of"
    assert told.application.query(told.ari, audit_page.state).broken.number == 5
