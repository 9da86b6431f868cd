"""Letters are approved by somebody who did not write them, and leave only while they are true."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from lotsen.application.application import Application
from lotsen.db.rounds import InstallationRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import decisions, drafting, letter_templates, outbox, posting
from lotsen.usecases.letter_search import LetterFilter
from tests.makers import NOON
from tests.usecases.closing_steps import decide, reopen_decisions
from tests.usecases.letter_town import (
    LETTERS,
    approve,
    box,
    decide_all,
    do,
    draft_results,
    furnish,
    lines,
    move,
    seen,
    send_from_file,
    whole,
)


@pytest.fixture
def town(town):
    return furnish(town)


def states(town, *keys):
    return [line.state for line in lines(town, *keys)]


def due(town):
    return town.application.query(town.kim, posting.due, town.round_id)


def test_few_letters_are_approved_by_the_one_who_wrote_them(town):
    do(town, drafting.draft, "4a")

    approve(town, actor=town.kim)

    assert states(town) == [LetterState.APPROVED] * 3


def test_result_is_approved_neither_by_its_author_nor_by_its_editor(town):
    draft_results(town)
    line = lines(town, "5a")[0]
    do(town, drafting.edit, line.id, subject="S", body="Text", seen=line.version, actor=town.mia)

    for actor in (town.kim, town.mia):
        with pytest.raises(NotAllowed, match="second_person"):
            approve(town, "5a", actor=actor)
    approve(town, "5a", actor=town.chief)


def test_results_are_approved_once_everybody_has_a_letter(town):
    draft_results(town, keys=("5a", "5b"))
    with pytest.raises(WrongPhase, match="results_together"):
        approve(town, "5a")

    do(town, drafting.draft, "5c")
    approve(town, "5a", "5b", "5c")

    assert states(town) == [LetterState.APPROVED] * 3


def test_blocked_letter_is_not_approved(town):
    do(town, letter_templates.set_values, {"termin_ort": ""}, seen=LETTERS.examples)
    do(town, drafting.draft, "4a")

    with pytest.raises(BadInput, match="is_blocked"):
        approve(town)
    assert states(town) == [LetterState.DRAFT] * 3


def test_letter_of_a_phase_that_is_over_is_blocked(town):
    do(town, drafting.draft, "4a")
    approve(town)
    decide_all(town)
    move(town, Phase.NOTIFICATION)

    assert {each.code for line in lines(town) for each in line.problems} == {"letter.wrong_phase"}
    assert due(town) == []


def test_editing_takes_the_approval_away(town):
    do(town, drafting.draft, "4a")
    approve(town)
    line = lines(town)[0]

    do(town, drafting.edit, line.id, subject="Neu", body="Neu", seen=line.version)

    assert (lines(town)[0].state, len(due(town))) == (LetterState.DRAFT, 2)


def test_decision_that_is_taken_back_voids_its_letters(town):
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    reopen_decisions(town)
    standing = town.application.query(town.chief, decisions.listing, town.round_id)
    ada = next(each for each in standing if each.candidate_id == town.ada)
    reason = "Neue Unterlagen lagen vor."
    do(town, decisions.take_back, ada.id, reason, seen=ada.version, actor=town.chief)
    decide(town, town.ada, Outcome.NOT_SELECTED)
    move(town, Phase.NOTIFICATION)

    (line,) = lines(town, "5a")
    with pytest.raises(Outdated, match="decision_changed"):
        do(town, posting.begin, line.id)
    assert states(town, "5a") == [LetterState.APPROVED]


def test_leaders_wait_until_their_people_are_told(town):
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    lea, leo = lines(town, "5d")

    with pytest.raises(WrongPhase, match="candidates_first"):
        do(town, posting.begin, leo.id)
    (cem,) = lines(town, "5c")
    do(town, posting.begin, cem.id)
    do(town, posting.arrived, cem.id, "250 OK")

    do(town, posting.begin, leo.id)
    with pytest.raises(WrongPhase, match="candidates_first"):
        do(town, posting.begin, lea.id)


def test_letter_is_begun_once(town):
    do(town, drafting.draft, "4a")
    approve(town)
    first = due(town)[0]
    do(town, posting.begin, first)

    with pytest.raises(Outdated):
        do(town, posting.begin, first)
    assert len(due(town)) == 2


def test_letter_that_was_begun_long_ago_is_unknown_and_a_human_settles_it(town):
    do(town, drafting.draft, "4a")
    approve(town)
    arrived, again, _third = due(town)
    for each in (arrived, again):
        do(town, posting.begin, each)
    assert states(town)[:2] == [LetterState.SENDING] * 2
    town.application = Application(engine=town.engine, clock=lambda: NOON + timedelta(minutes=31))
    first, second, _third = lines(town)
    assert [first.state, second.state] == [LetterState.UNKNOWN] * 2
    assert len(due(town)) == 1

    do(town, posting.settle, first.id, has_arrived=True, seen=first.version)
    do(town, posting.settle, second.id, has_arrived=False, seen=second.version)

    assert states(town)[:2] == [LetterState.SENT, LetterState.APPROVED]
    assert len(due(town)) == 2


def test_letter_on_its_way_is_not_settled(town):
    do(town, drafting.draft, "4a")
    approve(town)
    do(town, posting.begin, due(town)[0])
    line = lines(town)[0]

    with pytest.raises(Outdated):
        do(town, posting.settle, line.id, has_arrived=False, seen=line.version)


def test_deferred_letter_waits_longer_each_time_and_is_given_up_at_last(town):
    do(town, drafting.draft, "4a")
    approve(town)
    key = due(town)[0]
    waited = timedelta()
    for minutes in (5, 10, 20, 40, 80, 0):
        do(town, posting.begin, key)
        do(town, posting.deferred, key, "451 später")
        assert key not in due(town)
        waited += timedelta(minutes=minutes)
        town.application = Application(engine=town.engine, clock=lambda at=NOON + waited: at)

    assert lines(town)[0].state == LetterState.BOUNCED
    assert lines(town)[0].answer == "451 später"


def test_bounced_letter_goes_once_more_after_somebody_looked_at_it(town):
    do(town, drafting.draft, "4a")
    approve(town)
    key = due(town)[0]
    do(town, posting.begin, key)
    do(town, posting.bounced, key, "550 unbekannt")
    line = lines(town)[0]

    letter = whole(town, line)
    do(town, drafting.edit, key, subject="Neu", body=letter.body, seen=line.version)

    assert states(town)[0] == LetterState.DRAFT


def test_file_is_handed_over_once_approved_and_the_letter_is_sent_no_more(town):
    do(town, drafting.draft, "4a")
    with pytest.raises(Outdated, match="not_approved"):
        do(town, posting.hand_over, seen(lines(town)))
    approve(town)

    letters = do(town, posting.hand_over, seen(lines(town)))

    assert [letter.line.state for letter in letters] == [LetterState.HANDED_OVER] * 3
    assert due(town) == []
    assert len(do(town, posting.hand_over, seen(lines(town)))) == 3  # the file once more


def test_file_for_a_leader_waits_until_the_people_were_told(town):
    decide_all(town)
    move(town, Phase.NOTIFICATION)
    for key in ("5d", "5c", "5b", "5a"):  # leaders' letters are the older ones
        do(town, drafting.draft, key)
    approve(town, "5a", "5b", "5c", "5d")
    with pytest.raises(WrongPhase, match="candidates_first"):
        do(town, posting.hand_over, seen(lines(town)))
    assert [stub.recipient for stub in box(town).stubs if stub.waits] == ["Lea Amt", "Leo Rat"]
    assert [whole(town, line).waits_for for line in lines(town, "5d")] == [2, 1]

    send_from_file(town, lines(town, "5a", "5b", "5c"))

    assert [stub.recipient for stub in box(town).stubs if stub.waits] == []
    letters = do(town, posting.hand_over, seen(lines(town, "5d")))
    assert [letter.line.recipient for letter in letters] == ["Lea Amt", "Leo Rat"]


def test_list_is_narrowed_by_words_kind_and_state(town):
    do(town, drafting.draft, "4a")
    do(town, drafting.draft, "4b")

    def found(**narrowed):
        asked = LetterFilter(**narrowed)
        return [
            line.recipient
            for line in town.application.query(town.kim, outbox.listing, town.round_id, asked).lines
        ]

    assert found(text="yildiz") == ["Ada Yıldız"]
    assert found(keys=frozenset({"4b"})) == ["Dr. Jana Weiß"]
    assert found(states=frozenset({LetterState.SENT})) == []


def test_list_is_ordered_as_german_lists_are(town):
    for name in ("Kerem Özdemir", "Olga Zander", "Isa Oehme"):
        town.make_candidate(name)
    do(town, drafting.draft, "4a")

    names = [line.recipient.split()[1] for line in lines(town)]
    assert names == ["Demir", "Groß", "Oehme", "Özdemir", "Yıldız", "Zander"]


def test_letters_of_the_present_phase_stand_first(town):
    do(town, drafting.draft, "4a")
    draft_results(town)

    keys = [line.key for line in lines(town)]
    assert keys == ["5a", "5b", "5c", "5d", "5d", "4a", "4a", "4a"]


def test_page_about_a_candidate_shows_the_letters(town):
    do(town, drafting.draft, "4a")

    found = town.application.query(town.kim, outbox.to_candidate, town.round_id, town.cem)

    assert [(line.key, line.recipient) for line in found] == [("4a", "Cem Demir")]


def test_leader_sees_no_letters(town):
    with pytest.raises(NotAllowed):
        box(town, actor=town.lea)


def test_demo_town_sends_nothing(engine, town):
    with engine.begin() as connection:
        connection.execute(update(InstallationRow).values(kind=InstallationKind.DEMO))

    with pytest.raises(BadInput, match="demo_sends_nothing"):
        due(town)
