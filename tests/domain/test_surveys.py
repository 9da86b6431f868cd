from datetime import date

import pytest

from lotsen.domain.errors import BadInput, NotFound, WrongPhase
from lotsen.domain.surveys import (
    NominationState,
    ReviewAnswer,
    check_can_answer,
    check_can_go,
    check_day,
    check_department,
    check_new_person,
    check_own,
    check_reasons,
    check_review,
    state_of,
    tell_by,
)

SEEN = "Erklärt die E-Akte in Ruhe."


@pytest.mark.parametrize(
    ("named", "last"),
    [
        (date(2027, 5, 17), date(2027, 6, 17)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 12, 31), date(2028, 1, 31)),
        (date(2027, 11, 30), date(2027, 12, 30)),
    ],
)
def test_person_is_told_within_a_month_of_the_calendar(named, last):
    assert tell_by(named) == last


def test_whoever_comments_writes_a_comment():
    with pytest.raises(BadInput, match=r"survey\.comment_missing"):
        check_review(ReviewAnswer.COMMENTS, "  ")

    assert check_review(ReviewAnswer.SUITS, " ") == ""
    assert check_review(ReviewAnswer.COMMENTS, " Gut. ") == "Gut."


@pytest.mark.parametrize("text", ["a\x00b", "x" * 4_001, "a\u202eb"])
def test_comment_that_no_database_keeps_is_refused(text):
    with pytest.raises(BadInput):
        check_review(ReviewAnswer.COMMENTS, text)


def test_reasons_are_by_criterion_and_there_is_one():
    assert check_reasons({"agil": f" {SEEN} ", "vorbild": ""}, ["agil"]) == {"agil": SEEN}
    with pytest.raises(BadInput, match=r"nomination\.needs_reason"):
        check_reasons({"agil": " "}, ["agil"])
    with pytest.raises(BadInput, match=r"reason\.too_short"):
        check_reasons({"agil": "gut"}, ["agil"])
    with pytest.raises(NotFound, match=r"criterion\.unknown"):
        check_reasons({"alter": SEEN}, ["agil"])


@pytest.mark.parametrize(
    ("email", "last"),
    [("", "Groß"), ("kein-at", "Groß"), ("a@b", "Groß"), ("a@b.example", " "), ("a b@c.de", "x")],
)
def test_new_person_needs_an_address_and_a_name(email, last):
    with pytest.raises(BadInput, match=r"nomination\.needs_person"):
        check_new_person(email, "Ben", last)


def test_new_person_is_kept_without_blanks_and_with_a_small_address():
    found = check_new_person(" Ben.Gross@Stadt.Example ", " Ben ", " Groß ")

    assert found == ("ben.gross@stadt.example", "Ben", "Groß")
    with pytest.raises(BadInput):
        check_new_person("a@b.example", "Ben\nBcc: x", "Groß")


def test_only_people_of_the_own_departments_are_named():
    check_own(3, {3, 4})
    for department in (None, 5):
        with pytest.raises(BadInput, match=r"nomination\.not_own_people"):
            check_own(department, {3, 4})


def test_department_of_somebody_new_is_chosen_by_hand():
    assert check_department(3) == 3
    with pytest.raises(BadInput, match=r"nomination\.needs_department"):
        check_department(None)


def test_day_lies_between_what_it_follows_and_today():
    first, today = date(2027, 5, 17), date(2027, 5, 20)
    check_day(first, earliest=first, today=today)
    check_day(today, earliest=first, today=today)
    for day in (date(2027, 5, 16), date(2027, 5, 21)):
        with pytest.raises(BadInput, match=r"nomination\.bad_day"):
            check_day(day, earliest=first, today=today)


def test_nobody_answers_before_being_told():
    with pytest.raises(WrongPhase, match=r"nomination\.not_informed"):
        check_can_answer(NominationState.PROPOSED, name="Ada Yıldız")

    check_can_answer(NominationState.INFORMED, name="Ada Yıldız")


def test_nomination_of_which_the_person_knows_stays():
    check_can_go(None)
    with pytest.raises(WrongPhase, match=r"nomination\.told_already"):
        check_can_go(date(2027, 5, 17))


def test_answer_counts_for_a_nomination_once_the_person_was_told_of_it():
    day = date(2027, 5, 17)

    assert state_of(NominationState.AGREES, None) == NominationState.PROPOSED
    assert state_of(NominationState.AGREES, day) == NominationState.AGREES
