"""Two people want the same thing at the same moment: one wins, the other is told.

Each of the two has an application of their own, as two servers over one database have.
"""

import threading

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.application.application import REGISTER, Application
from lotsen.db.audit import AuditRow
from lotsen.db.engine import open_engine
from lotsen.db.rounds import RoundRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import LotsenError, Outdated, WrongPhase
from lotsen.domain.files import FileKind
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.usecases import decisions, importing, meeting, rating, shortlist
from lotsen.usecases.decisions import Wish
from lotsen.usecases.rounds import fetch_round, revision_of
from tests.makers import COORDINATOR, LEADERSHIP, NOON, RATER, Town
from tests.usecases import town_files
from tests.usecases.meetings import begin, do, room

RUNS = 100
DONE = "done"
OUTDATED = {"sheet.outdated", "record.outdated"}
"""Refused by what was seen, or at the last moment by the database."""
REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."


def note_a_moment_later(uow, round_id, meanwhile):
    """A command in whose midst something else happens, between its first look and its turn."""
    round_ = fetch_round(uow, round_id)
    meanwhile()
    uow.require_phase(round_)


def end_phases(town):
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.CLOSED))


@pytest.fixture
def town(town, database_url):
    town.round_id = town.make_round()
    town.make_department()
    town.ada = town.make_candidate("Ada Yıldız")
    town.rita = town.make_actor("Rita Roth", RATER)
    town.make_sheet(town.ada, town.rita.id, state=SheetState.ASSIGNED)
    engines = [open_engine(database_url) for _one in "ab"]
    town.houses = [Application(engine=engine, clock=lambda: NOON) for engine in engines]
    yield town
    for engine in engines:
        engine.dispose()


def race(town, *wishes):
    """Let each do what they want, from their own application; gives what they are told."""
    start, told = threading.Barrier(len(wishes)), {}

    def want(number, house, wish):
        start.wait()
        try:
            wish(house)
            told[number] = DONE
        except LotsenError as refusal:
            told[number] = refusal.code

    threads = [
        threading.Thread(target=want, args=(number, *both))
        for number, both in enumerate(zip(town.houses, wishes, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[number] for number in range(len(wishes))]


def lines(town, action):
    with Session(town.engine) as session:
        return session.scalars(select(AuditRow).where(AuditRow.action == action)).all()


def my_sheet(town):
    return town.application.query(town.rita, rating.sheet, town.round_id, town.ada)


def in_tab(town, command, *args, tab, seen):
    """A wish of the rater in one of two tabs."""
    return lambda house: house.execute(
        town.rita, command, town.round_id, town.ada, *args, seen=seen, tab=tab
    )


def declared(town):
    town.application.execute(
        town.rita,
        rating.declare,
        town.round_id,
        town.ada,
        bias=None,
        seen=my_sheet(town).version,
        tab="first",
    )


def test_of_two_tabs_of_one_rater_one_wins_and_the_other_is_shown_what_stands(town):
    declared(town)
    for turn in range(RUNS):
        seen = my_sheet(town).version

        told = race(
            town,
            in_tab(town, rating.save, "agil", Mark(value=3), seen=seen, tab=f"one{turn}"),
            in_tab(town, rating.save, "agil", Mark(value=4), seen=seen, tab=f"two{turn}"),
        )

        winner = told.index(DONE)
        assert told[1 - winner] in OUTDATED
        assert my_sheet(town).marks["agil"].value == [3, 4][winner]
        assert my_sheet(town).version == seen + 1
    assert len(lines(town, "sheet_saved")) == RUNS


def test_what_is_saved_and_handed_in_at_once_is_whole(town):
    """The sheet counts as it was handed in, or is not handed in; nothing slips in behind."""
    for turn in range(RUNS):
        town.ada = town.make_candidate(f"Ada Nummer{turn}")
        town.make_sheet(
            town.ada, town.rita.id, state=SheetState.DRAFT, motivation=3, vorbild=3, agil=3
        )
        declared(town)
        seen = my_sheet(town).version

        told = race(
            town,
            in_tab(town, rating.hand_in, seen=seen, tab="one"),
            in_tab(town, rating.save, "agil", Mark(value=4), seen=seen, tab="two"),
        )

        handed_in = told[0] == DONE
        assert told.count(DONE) == 1
        assert (my_sheet(town).state == SheetState.HANDED_IN) is handed_in
        assert my_sheet(town).marks["agil"].value == (3 if handed_in else 4)


def test_of_two_who_decide_on_one_candidate_one_wins_and_the_other_is_shown_the_decision(town):
    people = [town.make_actor(name, LEADERSHIP) for name in ("Jana Weiß", "Kim Kord")]
    outcomes = [Outcome.SELECTED, Outcome.NOT_SELECTED]
    for turn in range(RUNS):
        candidate = town.make_candidate(f"Bo Nummer{turn}")

        def decide(actor, outcome, candidate=candidate):
            wish = Wish(outcome=outcome, reason=REASON)
            return lambda house: house.execute(
                actor, decisions.decide, town.round_id, candidate, wish
            )

        told = race(town, *map(decide, people, outcomes))

        (standing,) = [
            each
            for each in town.application.query(people[0], decisions.listing, town.round_id)
            if each.candidate_id == candidate
        ]
        winner = told.index(DONE)
        assert told.count(DONE) == 1
        assert told[1 - winner] in {"decision.stands_already", "record.outdated"}
        assert (standing.outcome, standing.decided_by) == (
            outcomes[winner],
            people[winner].name,
        )
    assert len(lines(town, "decision_taken")) == RUNS


def test_of_two_coordinators_who_mark_one_candidate_one_wins_and_the_other_sees_the_remark(town):
    people = [town.make_actor(name, COORDINATOR) for name in ("Jo Lang", "Kim Kord")]

    def mark(actor, remark, seen):
        return lambda house: house.execute(
            actor, shortlist.mark, town.round_id, town.ada, remark, seen=seen
        )

    for turn in range(RUNS):
        seen = int(standing_mark(town, people[0])["mark_version"])

        remarks = [f"{actor.name} {turn}" for actor in people]

        told = race(town, *(mark(*both, seen) for both in zip(people, remarks, strict=True)))

        winner = told.index(DONE)
        assert told[1 - winner] in OUTDATED
        assert standing_mark(town, people[0])["remark"] == remarks[winner]
        if turn % 10 == 9:  # the first mark is a row of its own, every other a change
            take_mark(town, people[0])


def standing_mark(town, actor):
    frame = town.application.query(actor, shortlist.listing, town.round_id).frame
    return frame.set_index("candidate_id").loc[town.ada]


def take_mark(town, actor):
    seen = int(standing_mark(town, actor)["mark_version"])
    town.application.execute(actor, shortlist.unmark, town.round_id, town.ada, seen=seen)


def test_command_is_refused_whose_phase_ends_while_it_waits(postgresql_url, monkeypatch):
    monkeypatch.setitem(REGISTER, note_a_moment_later, Permission.RATE)
    engines = [open_engine(postgresql_url) for _one in "ab"]
    town, other = (Town(engine) for engine in engines)
    round_id = town.make_round()
    rita = town.make_actor("Rita Roth", RATER)

    with pytest.raises(WrongPhase):
        town.application.execute(rita, note_a_moment_later, round_id, lambda: end_phases(other))

    for engine in engines:
        engine.dispose()


def test_file_is_refused_when_the_records_change_while_it_waits(postgresql_url, monkeypatch):
    engines = [open_engine(postgresql_url) for _one in "ab"]
    town, other = (Town(engine) for engine in engines)
    town.round_id = other.round_id = town.make_round()
    town.kim = other.kim = town.make_actor("Kim Kord", COORDINATOR)
    wanted = town_files.brought(town, FileKind.DEPARTMENTS, town_files.DEPARTMENTS)
    seen = town_files.plan(town, FileKind.DEPARTMENTS, town_files.DEPARTMENTS).revision

    def take_after(uow, round_id, wanted):
        fetch_round(uow, round_id)
        revision_of(uow, round_id)
        town_files.take(other, FileKind.PEOPLE, town_files.PEOPLE.replace("Bürgerdienste", ""))
        importing.take(uow, round_id, wanted, seen=seen)

    monkeypatch.setitem(REGISTER, take_after, Permission.IMPORT_MASTER_DATA)
    with pytest.raises(Outdated):
        town.application.execute(town.kim, take_after, town.round_id, wanted)

    for engine in engines:
        engine.dispose()


def test_of_two_presses_at_once_the_second_finds_the_item_called(town):
    town.chair = town.make_actor("Kim Kord", COORDINATOR)
    begin(town, town.ada, town.make_candidate("Ben Groß"))
    first, second = (item.id for item in room(town).agenda)

    def press(house):
        house.execute(town.chair, meeting.call, town.meeting, second, after=first)

    for _run in range(RUNS // 5):
        assert sorted(race(town, press, press)) == [DONE, "record.repeated"]
        do(town, town.chair, meeting.call, town.meeting, first, after=second)
