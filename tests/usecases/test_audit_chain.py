"""Whoever comes past the guards is found by the chain."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.application.application import REGISTER, requires
from lotsen.application.audit_log import head
from lotsen.db.audit import AuditRow
from lotsen.db.engine import open_engine
from lotsen.domain.audit import AuditAction
from lotsen.domain.audit_chain import ChainAnchor, ChainBreak, ChainFault
from lotsen.domain.errors import BadInput
from lotsen.domain.people import Actor
from lotsen.domain.permissions import Permission
from lotsen.usecases import audit
from tests.tampering import (
    LINES,
    ONLY_BY_THE_ANCHOR,
    TAMPERED,
    mark,
    past_the_guards,
    town_with_a_log,
)

WRITERS = 50


@pytest.fixture
def town(engine):
    return town_with_a_log(engine, lines=0)


@pytest.fixture
def written(engine):
    return town_with_a_log(engine)


def verify(town, noted=None):
    return town.application.query(town.ari, audit.verify, noted)


def anchor(town):
    return town.application.query(town.ari, audit.anchor)


def spoilt(url, deed):
    """Where the chain breaks after this deed."""
    engine = open_engine(url)
    try:
        written = town_with_a_log(engine)
        past_the_guards(written, deed)
        return verify(written).broken
    finally:
        engine.dispose()


def test_chain_holds_as_it_was_written(written):
    state = verify(written)

    assert (state.broken, state.end) == (None, anchor(written))
    assert state.end.number == LINES


def test_anchor_of_long_ago_still_holds(written):
    noted = anchor(written)
    mark(written, written.make_candidate("Ben Groß"))

    assert verify(written, noted).broken is None


@pytest.mark.parametrize("what", TAMPERED)
def test_whoever_comes_past_the_guards_is_found(written, what):
    deeds, expected = TAMPERED[what]
    past_the_guards(written, *deeds)

    assert verify(written).broken == expected


@pytest.mark.parametrize("what", ONLY_BY_THE_ANCHOR)
def test_whoever_rewrites_the_end_is_found_by_the_anchor_alone(written, what):
    deeds, expected = ONLY_BY_THE_ANCHOR[what]
    noted = anchor(written)
    past_the_guards(written, *deeds)

    assert verify(written).broken is None
    assert verify(written, noted).broken == expected


@pytest.mark.postgresql
def test_truncated_log_is_found_on_postgresql(postgresql_url):
    broken = spoilt(postgresql_url, "TRUNCATE audit")

    assert broken == ChainBreak(number=1, fault=ChainFault.TAIL_MISSING)


def test_what_nobody_can_read_is_found_on_sqlite(sqlite_url):
    broken = spoilt(
        sqlite_url,
        "UPDATE audit SET facts = 'rubbish', at = 'rubbish', actor = x'00' WHERE id = 3",
    )

    assert broken == ChainBreak(number=3, fault=ChainFault.LINE_CHANGED)


@pytest.fixture
def noting(town):
    """A command that writes three lines, and one that fails after writing one."""

    def note(uow):
        for _line in range(3):
            uow.record(AuditAction.PHASE_MOVED, "round:1", old="ü", new="x")

    def fail(uow):
        uow.record(AuditAction.PHASE_MOVED, "round:1")
        raise BadInput("reason.too_short", shortest=1)

    for command in (note, fail):
        requires(Permission.SEE_AUDIT)(command)
    yield note, fail
    for command in (note, fail):
        del REGISTER[command]


def test_fifty_writers_at_once_leave_one_chain_without_a_gap(town, noting):
    note, fail = noting
    ready, mistakes = threading.Barrier(WRITERS), []

    def write_lines(number):
        actor = Actor(id=None, name=f"Nummer {number}", roles=frozenset())
        ready.wait()
        try:
            town.application.execute(actor, note if number % 5 else fail)
        except BadInput:
            pass
        except Exception as mistake:
            mistakes.append(mistake)

    threads = [threading.Thread(target=write_lines, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    state, written = verify(town), 3 * WRITERS * 4 // 5
    assert (mistakes, state.broken, state.end.number) == ([], None, written)
    with Session(town.engine) as session:
        assert session.scalar(select(func.max(AuditRow.id))) == written
        assert head(session) == state.end


@pytest.mark.parametrize("noted", ["", "17", "17:abc", "x:" + "0" * 64, "17:" + "g" * 64])
def test_what_is_no_anchor_is_refused(noted):
    with pytest.raises(BadInput, match=r"anchor\.unreadable"):
        ChainAnchor.read(noted)
