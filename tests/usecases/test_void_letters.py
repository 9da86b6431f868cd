"""A letter waits no longer for somebody who does not belong to those whom it is for."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import Outdated
from lotsen.domain.phases import Phase
from lotsen.usecases import decisions, drafting, outbox, posting
from tests.usecases.closing_steps import decide, reopen_decisions
from tests.usecases.letter_town import approve, box, do, draft_results, furnish, lines, move, seen


@pytest.fixture
def town(town):
    return furnish(town)


def back_to(town, phase):
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=phase))


@pytest.mark.parametrize("end", [CandidateState.WITHDRAWN, CandidateState.PROPOSED])
def test_letter_is_void_once_its_recipient_does_not_stand(town, end):
    do(town, drafting.draft, "4a")
    first, second, _third = lines(town, "4a")
    do(town, outbox.approve, seen([first]), actor=town.mia)
    with Session(town.engine) as session, session.begin():
        for key in (town.cem, town.ben):
            session.get_one(CandidateRow, key).state = end

    found = lines(town, "4a")

    codes = [[each.code for each in line.problems] for line in found]
    assert codes == [["letter.not_concerned"], ["letter.not_concerned"], []]
    assert [stub.blocked for stub in box(town, "4a").stubs] == [True, True, False]
    with pytest.raises(Outdated, match="not_concerned"):
        do(town, posting.begin, first.id)
    with pytest.raises(Outdated, match="not_concerned"):
        do(town, outbox.approve, seen([second]), actor=town.mia)


@pytest.mark.parametrize("key", ["1", "4b"])
def test_letter_by_role_is_void_for_whoever_is_blocked(town, key):
    if key == "1":
        back_to(town, Phase.CONCEPT_REVIEW)
    do(town, drafting.draft, key)
    with Session(town.engine) as session, session.begin():
        session.execute(update(PersonRow).where(PersonRow.id == town.chief.id).values(active=False))

    found = {line.recipient: [each.code for each in line.problems] for line in lines(town, key)}

    assert found.pop("Dr. Jana Weiß") == ["letter.not_concerned"]
    assert set(map(tuple, found.values())) <= {()}


def decide_ben_anew(town):
    """The decisions are opened again, and Ben Groß is selected instead of the reserve."""
    reopen_decisions(town)
    standing = town.application.query(town.chief, decisions.listing, town.round_id)
    (old,) = [each for each in standing if each.candidate_id == town.ben]
    do(town, decisions.take_back, old.id, "Ein Beleg fehlte.", seen=old.version, actor=town.chief)
    decide(town, town.ben, Outcome.SELECTED)
    move(town, Phase.NOTIFICATION)


def test_result_is_void_once_the_decision_changed_and_says_so(town):
    draft_results(town)
    approve(town, "5a", "5b")
    decide_ben_anew(town)

    found = {
        (line.key, line.recipient): [each.code for each in line.problems] for line in lines(town)
    }

    assert found == {
        ("5a", "Ada Yıldız"): [],
        ("5b", "Ben Groß"): ["letter.decision_changed"],
        ("5c", "Cem Demir"): [],
        ("5d", "Lea Amt"): ["letter.decision_changed"],
        ("5d", "Leo Rat"): [],
    }
    assert [stub.blocked for stub in box(town, "5b").stubs] == [True]
    (line,) = lines(town, "5b")
    with pytest.raises(Outdated, match="decision_changed"):
        do(town, posting.begin, line.id)
    with pytest.raises(Outdated, match="decision_changed"):
        do(town, posting.hand_over, seen([line]))


def test_result_that_was_discarded_for_the_decision_is_drafted_anew(town):
    draft_results(town)
    decide_ben_anew(town)

    do(town, drafting.discard, seen(lines(town, "5b")))
    do(town, drafting.draft, "5a")

    assert [(line.recipient, line.problems) for line in lines(town, "5a")] == [
        ("Ben Groß", []),
        ("Ada Yıldız", []),
    ]
