"""What no use case can forget."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lotsen.application.application import AT_ONCE, REGISTER, requires
from lotsen.application.memory import CAPACITY, Memory, NotRemembered
from lotsen.application.unit_of_work import (
    MissingAuditEntry,
    MissingPhaseCheck,
    SecondStatement,
    WriteInQuery,
)
from lotsen.db.audit import AuditLogIsAppendOnly, AuditRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed
from lotsen.domain.permissions import Permission
from lotsen.usecases import shortlist
from tests.makers import COORDINATOR, RATER, Town


@pytest.fixture
def town(engine):
    town = Town(engine)
    town.round_id = town.make_round()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def enter():
    """Enter a use case in the register for the length of a test."""
    entered = []

    def enter(permission, use_case):
        entered.append(requires(permission)(use_case))
        return use_case

    yield enter
    for use_case in entered:
        del REGISTER[use_case]
        AT_ONCE.discard(use_case)


def title(town):
    with Session(town.engine) as session:
        return session.get_one(RoundRow, town.round_id).title


def test_a_command_that_tells_nothing_is_undone(town, enter):
    def quiet(uow):
        row = uow.session.get_one(RoundRow, town.round_id)
        uow.require_phase(row)
        row.title = "x"

    with pytest.raises(MissingAuditEntry):
        town.application.execute(town.kim, enter(Permission.MARK_SHORTLIST, quiet))
    assert title(town) == "Digitallotsen 2027"


def test_a_command_that_asks_no_phase_is_undone(town, enter):
    def rash(uow):
        uow.session.get_one(RoundRow, town.round_id).title = "x"
        uow.record(AuditAction.PHASE_MOVED, "round:1")

    with pytest.raises(MissingPhaseCheck):
        town.application.execute(town.kim, enter(Permission.MARK_SHORTLIST, rash))
    assert title(town) == "Digitallotsen 2027"


def test_a_query_cannot_write(town, enter):
    def sly(reader):
        reader.session.get_one(RoundRow, town.round_id).title = "x"
        reader.session.flush()

    with pytest.raises(WriteInQuery):
        town.application.query(town.kim, enter(Permission.SEE_ROUND, sly))


def test_query_that_is_one_statement_cannot_ask_a_second(town, enter):
    def twice(reader):
        for _turn in range(2):
            reader.session.get(RoundRow, town.round_id)
            reader.session.expunge_all()

    AT_ONCE.add(enter(Permission.SEE_ROUND, twice))
    with pytest.raises(SecondStatement):
        town.application.query(town.kim, twice)


def test_an_unmarked_function_is_not_carried_out(town):
    def naked(uow):
        raise AssertionError

    with pytest.raises(KeyError):
        town.application.execute(town.kim, naked)


def test_a_person_without_the_role_is_refused(town):
    with pytest.raises(NotAllowed):
        town.application.query(
            town.make_actor("Rita Roth", RATER), shortlist.listing, town.round_id
        )


@pytest.fixture
def audit_line(town):
    town.make_department()
    candidate = town.make_candidate()
    town.application.execute(town.kim, shortlist.mark, town.round_id, candidate, "", seen=0)
    return town


def test_the_orm_refuses_to_change_the_audit_log(audit_line):
    with Session(audit_line.engine) as session:
        session.query(AuditRow).one().actor = "mallory"
        with pytest.raises(AuditLogIsAppendOnly):
            session.flush()


@pytest.mark.parametrize("verb", ["UPDATE audit SET actor = 'mallory'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_the_audit_log(audit_line, verb):
    with (
        pytest.raises(Exception, match="append-only"),  # each driver has its own class
        audit_line.engine.begin() as connection,
    ):
        connection.execute(text(verb))


def test_memory_computes_once_for_all_who_ask_at_once():
    memory, made, ready = Memory(), [], threading.Barrier(8)

    def make(_older):
        made.append(1)
        return "value"

    def ask():
        ready.wait()
        assert memory.recall("key", 1, make) == "value"

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_memory_hands_the_older_value_to_the_maker_of_the_newer():
    memory = Memory()
    memory.recall("key", 1, lambda _older: ["a"])

    assert memory.recall("key", 2, lambda older: [*older, "b"]) == ["a", "b"]
    assert memory.recall("key", 1, lambda _older: []) == ["a", "b"]


def test_memory_as_it_is_makes_nothing_and_waits_for_nobody():
    memory, begun, go = Memory(), threading.Event(), threading.Event()

    def make(older):
        begun.set()
        go.wait(10)
        return "newer"

    memory.recall("key", 1, lambda _older: "older")
    asking = threading.Thread(target=memory.recall, args=("key", 2, make))
    asking.start()
    begun.wait(10)
    seen = memory.as_it_is()

    assert seen.recall("key", 1, make) == "older"
    with pytest.raises(NotRemembered):
        seen.recall("key", 2, make)
    with pytest.raises(NotRemembered):
        seen.recall("other", 1, make)

    go.set()
    asking.join()
    assert seen.holds("key", 2)
    assert seen.recall("key", 2, make) == "newer"


def test_memory_forgets_what_was_not_asked_for_the_longest():
    memory = Memory()
    for key in range(CAPACITY + 1):
        memory.recall(key, 1, lambda _older: "first")

    assert memory.recall(0, 1, lambda _older: "again") == "again"
    assert memory.recall(CAPACITY, 1, lambda _older: "again") == "first"
