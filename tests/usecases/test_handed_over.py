"""Letters given out as files: nobody knows of them until a human has noted what became of them."""

from datetime import timedelta

import pytest

from lotsen.domain.errors import BadInput, NotAllowed, Outdated
from lotsen.domain.letters import LetterState
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import NominationState
from lotsen.i18n import formats
from lotsen.usecases import drafting, handed_over, nominations, posting
from tests.makers import LEADER
from tests.usecases import survey_town
from tests.usecases.letter_town import (
    approve,
    do,
    furnish,
    lines,
    seen,
    today,
)

REASON = "Outlook hat die Dateien nicht geöffnet."


@pytest.fixture
def town(town):
    return furnish(town)


@pytest.fixture
def handed(town):
    """Three invitations, given out as files."""
    do(town, drafting.draft, "4a")
    approve(town, "4a")
    do(town, posting.hand_over, seen(lines(town)))
    return seen(lines(town))


def states(town):
    return [line.state for line in lines(town)]


def test_many_are_noted_as_sent_at_once_with_the_day(town, handed):
    do(town, handed_over.note_sent, handed, today(town))

    assert states(town) == [LetterState.NOTED_SENT] * 3
    assert {formats.day_of(line.sent_at) for line in lines(town)} == {formats.day(today(town))}
    assert survey_town.last_line(town) == (
        "letters_noted_sent",
        {
            "letters": {str(line.id): line.recipient for line in lines(town)},
            "sent_on": today(town).isoformat(),
        },
    )
    with pytest.raises(Outdated):
        do(town, handed_over.note_sent, handed, today(town))


@pytest.mark.parametrize("days", [-1, 1])
def test_day_before_the_approval_or_to_come_is_refused_and_none_is_noted(town, handed, days):
    with pytest.raises(BadInput, match="bad_sent_day"):
        do(town, handed_over.note_sent, handed, today(town) + timedelta(days=days))

    assert states(town) == [LetterState.HANDED_OVER] * 3


def test_what_was_not_sent_is_approved_again_with_a_reason_in_the_log(town, handed):
    with pytest.raises(BadInput, match=r"reason"):
        do(town, handed_over.take_back, handed, " ")

    do(town, handed_over.take_back, handed, REASON)

    assert states(town) == [LetterState.APPROVED] * 3
    action, facts = survey_town.last_line(town)
    assert (action, facts["reason"]) == ("letters_taken_back", REASON)
    assert len(town.application.query(town.kim, posting.due, town.round_id)) == 3


def test_only_what_is_a_file_is_noted_or_taken_back(town):
    do(town, drafting.draft, "4a")
    approve(town, "4a")

    with pytest.raises(Outdated, match="not_handed_over"):
        do(town, handed_over.note_sent, seen(lines(town)), today(town))
    with pytest.raises(Outdated, match="not_handed_over"):
        do(town, handed_over.take_back, seen(lines(town)), REASON)


def test_what_is_noted_as_sent_goes_out_no_more(town, handed):
    do(town, handed_over.note_sent, handed, today(town))
    (line, *_rest) = lines(town)

    assert town.application.query(town.kim, posting.due, town.round_id) == []
    with pytest.raises(Outdated, match="not_approved"):
        do(town, posting.hand_over, [line.id])
    with pytest.raises(Outdated, match="record"):
        do(town, drafting.discard, seen([line]))


def test_leader_and_leadership_note_nothing(town, handed):
    for actor in (town.chief, town.make_actor("Ina Öz", LEADER)):
        with pytest.raises(NotAllowed):
            do(town, handed_over.note_sent, handed, today(town), actor=actor)


def test_nominee_counts_as_told_on_the_day_that_was_noted(town):
    survey_town.go_to(town, Phase.APPROACH)
    uta = town.make_person("Uta Kern", department=town.buerger)
    do(town, nominations.nominate, uta, survey_town.WHY, knows=False, actor=town.lea)
    do(town, drafting.draft, "2a")
    approve(town, "2a")
    do(town, posting.hand_over, seen(lines(town, "2a")))
    (nominee,) = survey_town.named(town)
    assert nominee.state == NominationState.PROPOSED

    do(town, handed_over.note_sent, seen(lines(town, "2a")), today(town))

    (nominee,) = survey_town.named(town)
    assert nominee.state == NominationState.INFORMED
    assert [each.informed_on for each in nominee.named_by] == [today(town)]
