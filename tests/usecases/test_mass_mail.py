"""Many letters of one kind at once are approved by somebody who did not write them."""

from datetime import timedelta

import pytest

from lotsen.application.application import Application
from lotsen.domain.errors import NotAllowed
from lotsen.domain.letters import LetterState
from lotsen.usecases import drafting, outbox, posting
from tests.makers import NOON
from tests.usecases.letter_town import approve, do, furnish, lines, seen


@pytest.fixture
def town(town):
    return furnish(town)


def test_mass_mail_needs_a_second_person(town):
    for name in ("Dana Ahl", "Emil Ost"):
        town.make_candidate(name)
    do(town, drafting.draft, "4a")

    with pytest.raises(NotAllowed, match="second_person"):
        approve(town, actor=town.kim)
    approve(town, actor=town.chief)

    assert [line.state for line in lines(town)] == [LetterState.APPROVED] * 5


def test_mass_mail_in_small_portions_needs_a_second_person_too(town):
    do(town, drafting.draft, "4a")
    approve(town, actor=town.kim)
    for line in lines(town, "4a"):
        do(town, posting.begin, line.id)
        do(town, posting.arrived, line.id, "250 OK")
    for name in ("Dana Ahl", "Emil Ost"):
        town.make_candidate(name)
    do(town, drafting.draft, "4a")
    late = [line for line in lines(town, "4a") if line.state == LetterState.DRAFT]

    with pytest.raises(NotAllowed, match="second_person"):
        do(town, outbox.approve, seen(late))
    next_day = Application(engine=town.engine, clock=lambda: NOON + timedelta(days=1, hours=1))
    next_day.execute(town.kim, outbox.approve, town.round_id, seen(late[:1]))

    assert len(late) == 2
