"""Every use case, asked by every role in every phase, on the real application.

It is refused exactly where the table of rights says so, and what is refused leaves no trace.
"""

import inspect
import itertools

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lotsen.application.application import REGISTER
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.audit import AuditRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.errors import LotsenError
from lotsen.domain.people import Role
from lotsen.domain.permissions import GRANTED_TO, OPEN_IN
from lotsen.domain.phases import Phase
from tests.usecases.asking import USE_CASES, asked, furnish

ROLE, PHASE, NOTHING = "permission.missing", "permission.wrong_phase", ""
GATES = {ROLE, PHASE}


def named(use_case):
    return f"{use_case.__module__.rpartition('.')[2]}.{use_case.__name__}"


def is_command(use_case):
    """Whether it may write: what only reads does not depend on the phase."""
    first = next(iter(inspect.signature(use_case).parameters.values()))
    return first.annotation is UnitOfWork


def told_by_the_table(use_case, role, phase):
    permission = REGISTER[use_case]
    if role not in GRANTED_TO[permission]:
        return ROLE
    return PHASE if is_command(use_case) and phase not in OPEN_IN[permission] else NOTHING


def answer(town, use_case, role, phase):
    """What the application says to this person in this phase: a code of the gates, or nothing."""
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=phase))
    question = asked(town, use_case)
    ask = town.application.execute if is_command(use_case) else town.application.query
    try:
        ask(town.actors[role], use_case, *question.args, **question.more)
    except LotsenError as reason:
        return reason.code if reason.code in GATES else NOTHING
    return NOTHING


def lines(town):
    with Session(town.engine) as session:
        return session.scalar(select(func.count(AuditRow.id)))


@pytest.mark.parametrize("use_case", USE_CASES, ids=named)
def test_use_case_is_refused_exactly_where_the_table_says_so(town, use_case):
    town = furnish(town)
    table = {
        (role, phase): told_by_the_table(use_case, role, phase)
        for role, phase in itertools.product(Role, Phase)
    }
    closed = [each for each, told in table.items() if told]
    before = lines(town)

    found = {each: answer(town, use_case, *each) for each in closed}

    assert found == {each: table[each] for each in closed}
    assert lines(town) == before
    for each in set(table) - set(closed):
        assert (each, answer(town, use_case, *each)) == (each, NOTHING)


def test_walk_knows_every_use_case():
    assert len(USE_CASES) == len(REGISTER)
    assert {each.__module__.rpartition(".")[0] for each in USE_CASES} == {"lotsen.usecases"}


@pytest.mark.parametrize("use_case", USE_CASES, ids=named)
def test_first_argument_tells_what_reads_from_what_writes(use_case):
    first = next(iter(inspect.signature(use_case).parameters.values()))

    assert first.annotation.__name__ in {"Reader", "UnitOfWork"}
