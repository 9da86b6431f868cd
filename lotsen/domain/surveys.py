"""What leaders are asked: whether the concept suits them, and whom they name."""

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from lotsen.domain.errors import BadInput, NotFound, WrongPhase
from lotsen.domain.ids import DepartmentId
from lotsen.domain.texts import LONGEST_REASON, check_reason, check_signs, is_address

TOLD_WITHIN_MONTHS = 1
"""Art. 14(3)(a) GDPR: whoever was named by somebody else is told within a month."""

LONGEST_NAME = 200
MONTHS = 12


class ReviewAnswer(StrEnum):
    """What a leader says about the concept; the values are stored."""

    SUITS = "suits"
    COMMENTS = "comments"


class NominationState(StrEnum):
    """How far it is with somebody who was named; the values are stored."""

    PROPOSED = "proposed"
    INFORMED = "informed"
    AGREES = "agrees"
    DECLINES = "declines"


class Told(StrEnum):
    """How somebody learnt of being named; the values are stored."""

    BY_LETTER = "by_letter"
    IN_PERSON = "in_person"


ANSWERED = frozenset({NominationState.AGREES, NominationState.DECLINES})


def check_review(answer: ReviewAnswer, comment: str) -> str:
    """Give a comment back without the blanks around it; whoever has one has to write it."""
    text = comment.strip()
    if answer == ReviewAnswer.COMMENTS and not text:
        raise BadInput("survey.comment_missing")
    return check_long(text)


def check_long(text: str) -> str:
    """Give a text back without the blanks around it; refuse one that is too long."""
    text = text.strip().replace("\r\n", "\n")
    if len(text) > LONGEST_REASON:
        raise BadInput("reason.too_long", longest=LONGEST_REASON)
    check_signs(text)
    return text


def check_reasons(reasons: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """Give the reasons by criterion back, each in words of its own; there is at least one."""
    found = {key: check_reason(text) for key, text in reasons.items() if text.strip()}
    if not found:
        raise BadInput("nomination.needs_reason")
    if set(found) - set(known):
        raise NotFound("criterion.unknown")
    return found


def check_new_person(email: str, first_name: str, last_name: str) -> tuple[str, str, str]:
    """Give address and names of somebody new back as they are kept."""
    address, first, last = email.strip().lower(), first_name.strip(), last_name.strip()
    if not is_address(address) or not last:
        raise BadInput("nomination.needs_person")
    if max(map(len, (address, first, last))) > LONGEST_NAME:
        raise BadInput("reason.too_long", longest=LONGEST_NAME)
    for text in (address, first, last):
        check_signs(text)
        if re.search(r"[\r\n\t]", text):
            raise BadInput("text.control_signs")
    return address, first, last


def check_department(department: DepartmentId | None) -> DepartmentId:
    """Refuse somebody new whose department nobody has chosen."""
    if department is None:
        raise BadInput("nomination.needs_department")
    return department


def check_own(department: DepartmentId | None, led: Collection[DepartmentId]) -> None:
    """Refuse to name people of departments that one does not lead."""
    if department is None or department not in led:
        raise BadInput("nomination.not_own_people")


def tell_by(named_on: date) -> date:
    """The last day on which somebody who was named on this day has to be told."""
    year, month = divmod(named_on.year * MONTHS + named_on.month - 1 + TOLD_WITHIN_MONTHS, MONTHS)
    return date(year, month + 1, min(named_on.day, monthrange(year, month + 1)[1]))


def check_day(day: date, *, earliest: date, today: date) -> None:
    """Refuse a day that lies before what it follows, or in the future."""
    if not earliest <= day <= today:
        raise BadInput("nomination.bad_day", earliest=earliest, today=today)


def check_can_answer(state: NominationState, *, name: str) -> None:
    """Refuse an answer of somebody who has not been told."""
    if state == NominationState.PROPOSED:
        raise WrongPhase("nomination.not_informed", name=name)


def check_can_go(informed_on: date | None) -> None:
    """Refuse to take a nomination back of which the person knows already."""
    if informed_on is not None:
        raise WrongPhase("nomination.told_already")


def state_of(answer: NominationState, informed_on: date | None) -> NominationState:
    """How far it is with one nomination: the answer counts once the person was told of it."""
    return NominationState.PROPOSED if informed_on is None else answer
