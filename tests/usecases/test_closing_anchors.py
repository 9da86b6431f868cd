"""A closing is told with its line of the audit log, as an anchor to be kept elsewhere."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditAction
from lotsen.usecases import audit, reopening
from tests.makers import AUDITOR
from tests.usecases.closing_steps import close_a_town, close_everything, reopen_decisions


@pytest.fixture
def closed(town):
    return close_a_town(town)


def closings(town):
    return town.application.query(town.chief, reopening.closings, town.round_id)


def test_anchor_of_a_closing_is_its_line_and_holds_whatever_comes_after(closed):
    (kept,) = closings(closed)
    said = "Die Urkunde wurde am 1. Juli überreicht."
    closed.application.execute(closed.kim, reopening.add, closed.round_id, said)

    with Session(closed.engine) as session:
        of_closing = AuditRow.action == AuditAction.DECISIONS_CLOSED
        line = session.scalars(select(AuditRow).where(of_closing)).one()
        assert str(kept.anchor) == f"{line.id}:{line.hash}"
    assert closings(closed)[0].anchor == kept.anchor
    auditor = closed.make_actor("Rea Revision", AUDITOR)
    assert closed.application.query(auditor, audit.verify, kept.anchor).broken is None


def test_every_closing_keeps_its_own_anchor(closed):
    (first,) = closings(closed)
    reopen_decisions(closed)

    close_everything(closed)

    second, again = closings(closed)
    assert again.anchor == first.anchor
    assert second.anchor.number > first.anchor.number
