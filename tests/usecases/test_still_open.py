"""Letters that ask: to whom they go, how often, and when they have become idle."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.letters import LetterRow
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.surveys import NominationState, ReviewAnswer, Told
from lotsen.usecases import (
    concept_review,
    drafting,
    letter_templates,
    nominations,
    outbox,
    posting,
)
from tests.makers import COORDINATOR, LEADER, RATER
from tests.usecases.letter_town import LETTERS
from tests.usecases.survey_town import (
    OTHER_WHY,
    WHY,
    ask,
    do,
    furnish,
    go_to,
    inform,
    name,
    named,
    newcomer,
    own,
)

GIVEN = {
    "frist": "1. Juli 2027",
    "link_umfrage": "https://lotsen.example/survey",
    "link_bewerten": "https://lotsen.example/rate",
}


def at(town, phase):
    furnish(town, phase=phase)
    do(town, town.kim, letter_templates.take_standard, LETTERS)
    do(town, town.kim, letter_templates.set_values, LETTERS.examples, seen={})
    return town


@pytest.fixture
def asked(town):
    return at(town, Phase.CONCEPT_REVIEW)


@pytest.fixture
def naming(town):
    return at(town, Phase.APPROACH)


def draft(town, key, actor=None):
    return do(town, actor or town.kim, drafting.draft, key, given=GIVEN)


def box(town, actor=None):
    return ask(town, actor or town.kim, outbox.listing)


def letters(town):
    with Session(town.engine, expire_on_commit=False) as session:
        return session.scalars(select(LetterRow).order_by(LetterRow.id)).all()


def approve(town, actor=None):
    lines = [line for line in box(town).lines if line.state == LetterState.DRAFT]
    do(town, actor or town.kim, outbox.approve, {each.id: each.version for each in lines})


def send(town, letter):
    do(town, town.kim, posting.begin, letter.id)
    do(town, town.kim, posting.arrived, letter.id, "250 OK")


def a_day_later(town):
    clock = town.application.clock
    town.application = Application(engine=town.engine, clock=lambda: clock() + timedelta(days=1))


def problems(town):
    return [[each.code for each in line.problems] for line in box(town).lines]


def test_reminder_goes_to_whoever_has_not_answered(asked):
    do(asked, asked.lea, concept_review.answer, ReviewAnswer.SUITS, "", seen=0)

    assert draft(asked, "1a") == 3

    found = letters(asked)
    assert [each.recipient for each in found] == ["Ina Öz", "Leo Rat", "Jana Weiß"]
    assert "bis 1. Juli 2027 durch" in found[0].body
    assert "https://lotsen.example/survey" in found[0].body
    assert problems(asked) == [[]] * 3


def test_reminder_comes_once_a_day_and_not_while_another_waits(asked):
    draft(asked, "1a")
    with pytest.raises(BadInput, match="nobody_new"):
        draft(asked, "1a")
    a_day_later(asked)
    with pytest.raises(BadInput, match="nobody_new"):
        draft(asked, "1a")

    approve(asked)
    send(asked, letters(asked)[0])

    assert draft(asked, "1a") == 1
    with pytest.raises(BadInput, match="nobody_new"):
        draft(asked, "1a")


def test_reminder_of_what_is_done_meanwhile_does_not_leave(asked):
    draft(asked, "1a")
    approve(asked)
    letter = letters(asked)[0]
    do(asked, asked.lea, concept_review.answer, ReviewAnswer.SUITS, "", seen=0)

    assert problems(asked)[0] == ["letter.not_concerned"]
    with pytest.raises(Outdated, match="not_concerned"):
        do(asked, asked.kim, posting.begin, letter.id)


def test_sheets_that_are_open_are_counted_in_the_letter(naming):
    rita = naming.make_person("Rita Roth", RATER)
    for person, state in (("Cem Aksoy", SheetState.DRAFT), ("Eva Lang", SheetState.HANDED_IN)):
        naming.make_sheet(naming.make_candidate(person), rita, state=state, motivation=4)
    with pytest.raises(WrongPhase, match="wrong_phase"):
        draft(naming, "4c")
    go_to(naming, Phase.INTEREST)

    assert draft(naming, "4c") == 1

    (letter,) = letters(naming)
    assert "1 von 2 Bewertungsbögen" in letter.body
    assert "https://lotsen.example/rate" in letter.body


def test_letter_to_a_nominee_says_who_named_the_person_and_not_why(naming):
    name(naming, naming.lea, naming.ada, {"agil": "Geheime Begründung"})
    name(naming, naming.ina, naming.ada, OTHER_WHY)

    draft(naming, "2a")

    (letter,) = letters(naming)
    assert "Lea Amt (am 16. Juni 2027) und Ina Öz (am 16. Juni 2027)" in letter.body
    assert "Geheime Begründung" not in letter.body
    assert letter.problems == []


def test_sent_letter_notes_that_the_person_was_told(naming):
    name(naming, naming.lea, naming.ada)
    draft(naming, "2a")
    approve(naming)

    send(naming, letters(naming)[0])

    (nominee,) = named(naming)
    assert (nominee.state, nominee.tell_by) == (NominationState.INFORMED, None)
    assert [each.told for each in nominee.named_by] == [Told.BY_LETTER]
    with pytest.raises(BadInput, match="nobody_new"):
        draft(naming, "2a")


def test_whoever_is_named_once_more_is_written_to_once_more(naming):
    name(naming, naming.lea, naming.ada)
    draft(naming, "2a")
    approve(naming)
    send(naming, letters(naming)[0])

    name(naming, naming.ina, naming.ada)

    assert draft(naming, "2a") == 1
    body = letters(naming)[1].body
    assert "Ina Öz" in body
    assert "Lea Amt" not in body


def test_letter_that_names_too_few_does_not_leave(naming):
    name(naming, naming.lea, naming.ada)
    draft(naming, "2a")
    approve(naming)
    name(naming, naming.ina, naming.ada)

    assert problems(naming) == [["letter.nominations_changed"]]
    with pytest.raises(Outdated, match="nominations_changed"):
        do(naming, naming.kim, posting.begin, letters(naming)[0].id)
    assert draft(naming, "2a") == 1


def test_letter_to_whoever_was_told_in_person_does_not_leave(naming):
    name(naming, naming.lea, naming.ada)
    draft(naming, "2a")

    inform(naming, Told.IN_PERSON)

    assert problems(naming) == [["letter.not_concerned"]]


def test_draft_goes_with_the_nomination_that_is_taken_back(naming):
    do(naming, naming.lea, nominations.nominate, newcomer(naming), WHY, knows=False)
    draft(naming, "2a")

    (mine,) = own(naming, naming.lea)
    do(naming, naming.lea, nominations.take_back, mine.id, seen=mine.version)

    assert letters(naming) == []
    assert named(naming) == []


def test_leadership_reads_no_letter_that_tells_who_named_somebody(naming):
    name(naming, naming.lea, naming.ada)
    draft(naming, "2a")
    (letter,) = letters(naming)

    found = box(naming, naming.chief)

    assert (list(found.lines), dict(found.counts)) == ([], {})
    with pytest.raises(NotFound):
        ask(naming, naming.chief, outbox.letter, letter.id)
    with pytest.raises(BadInput, match="none_chosen"):
        do(naming, naming.chief, outbox.approve, {letter.id: letter.version})


def test_many_reminders_are_mass_mail(asked):
    for number in range(5):
        asked.make_actor(f"Uwe Nummer{number}", LEADER)
    draft(asked, "1a")

    with pytest.raises(NotAllowed, match="needs_second_person"):
        approve(asked)
    approve(asked, asked.make_actor("Mia Ko", COORDINATOR))
    assert {each.state for each in letters(asked)} == {LetterState.APPROVED}
