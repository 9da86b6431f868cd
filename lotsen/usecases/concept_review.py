"""Leaders look through the concept and answer; the coordinator sees who has, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import DepartmentRow, LeadsRow, PersonRow
from lotsen.db.surveys import ConceptTextRow, ReviewRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import Outdated
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.round_profiles import RoundProfile
from lotsen.domain.surveys import ReviewAnswer, check_long, check_review
from lotsen.domain.texts import folded
from lotsen.usecases.letter_templates import values_of
from lotsen.usecases.person_names import listed_name_of, name_of
from lotsen.usecases.roles import who_may
from lotsen.usecases.rounds import criteria_of, fetch_round

LINK = "link_konzept"
"""The placeholder of the letters under which the address of the concept is kept."""


@dataclass(frozen=True, kw_only=True)
class Concept:
    """What a leader looks through, and what this person has answered.

    `words` and `link` are empty where the coordinator has set none; `words_version` and `version`
    are 0 where there is no text, or no answer, yet.
    """

    words: str
    words_version: int
    link: str
    profile: RoundProfile
    answer: ReviewAnswer | None
    comment: str
    answered_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class Review:
    """What one leader has answered, or that nothing has come; `led` names the departments."""

    id: PersonId
    name: str
    sorted_name: str
    first_name: str
    last_name: str
    email: str
    led: tuple[str, ...]
    answer: ReviewAnswer | None
    comment: str
    answered_at: datetime | None


@requires(Permission.SEE_SURVEY)
def concept(reader: Reader, round_id: RoundId) -> Concept:
    """The concept as the round has it, and the actor's own answer."""
    text, review = _text(reader, round_id), _review(reader, round_id, reader.actor.id or 0)
    return Concept(
        words="" if text is None else text.words,
        words_version=0 if text is None else text.version,
        link=values_of(reader, round_id).get(LINK, ""),
        profile=RoundProfile(
            places=fetch_round(reader, round_id).places, criteria=criteria_of(reader, round_id)
        ),
        answer=None if review is None else review.answer,
        comment="" if review is None else review.comment,
        answered_at=None if review is None else review.answered_at,
        version=0 if review is None else review.version,
    )


@requires(Permission.REVIEW_CONCEPT)
def answer(
    uow: UnitOfWork, round_id: RoundId, answer: ReviewAnswer, comment: str, *, seen: int
) -> None:
    """Agree or comment; an answer that was given before stays in the audit log."""
    uow.require_phase(fetch_round(uow, round_id))
    text, row = check_review(answer, comment), _review(uow, round_id, uow.person())
    if row is not None and (row.answer, row.comment) == (answer, text):
        raise Outdated("record.repeated")
    if seen != (0 if row is None else row.version):
        raise Outdated("record.outdated")
    old, before = (None, "") if row is None else (row.answer, row.comment)
    if row is None:
        row = ReviewRow(
            round_id=round_id,
            person_id=uow.person(),
            answer=answer,
            comment=text,
            answered_at=uow.now,
        )
        uow.session.add(row)
    row.answer, row.comment, row.answered_at = answer, text, uow.now
    uow.record(
        AuditAction.CONCEPT_REVIEWED,
        f"round:{round_id}",
        old=old,
        new=answer,
        comment_before=before,
        comment=text,
    )


@requires(Permission.WORD_CONCEPT)
def word(uow: UnitOfWork, round_id: RoundId, words: str, *, seen: int) -> None:
    """Say what leaders have to know of the concept; an empty text takes it away."""
    uow.require_phase(fetch_round(uow, round_id))
    text, row = check_long(words), _text(uow, round_id)
    old = "" if row is None else row.words
    if old == text:
        raise Outdated("record.repeated")
    if seen != (0 if row is None else row.version):
        raise Outdated("record.outdated")
    if row is None:
        uow.session.add(ConceptTextRow(round_id=round_id, words=text))
    else:
        row.words = text
    uow.record(AuditAction.CONCEPT_WORDED, f"round:{round_id}", old=old, new=text)


@requires(Permission.SEE_ANSWERS)
def reviews(reader: Reader, round_id: RoundId) -> Sequence[Review]:
    """Everybody who is asked about the concept, by name, with the answer where there is one."""
    given = {
        row.person_id: row
        for row in reader.session.scalars(select(ReviewRow).where(ReviewRow.round_id == round_id))
    }
    asked = {row.id: row for row in who_may(reader, Permission.REVIEW_CONCEPT)}
    missing = set(given) - set(asked)  # whoever has answered and leads no more stays in the list
    asked |= {key: reader.session.get_one(PersonRow, key) for key in missing}
    led = _led(reader)
    lines = [_line(row, given.get(key), led.get(key, ())) for key, row in asked.items()]
    return sorted(lines, key=lambda each: folded(each.sorted_name))


@requires(Permission.SEE_ANSWERS)
def record_export(uow: UnitOfWork, round_id: RoundId, *, people: int) -> None:
    """Write down that the answers left the house."""
    fetch_round(uow, round_id)
    uow.record(AuditAction.REVIEWS_EXPORTED, f"round:{round_id}", people=people)


def has_answered(reader: Reader, round_id: RoundId) -> bool:
    """Whether the actor has answered, for the use cases of this floor."""
    return _review(reader, round_id, reader.actor.id or 0) is not None


def count_missing(reader: Reader, round_id: RoundId) -> int:
    """How many of those who are asked have not answered; whether anybody is, the caller knows."""
    given = select(ReviewRow.person_id).where(ReviewRow.round_id == round_id)
    asked = {each.id for each in who_may(reader, Permission.REVIEW_CONCEPT)}
    return len(asked - set(reader.session.scalars(given)))


def _text(reader: Reader, round_id: RoundId) -> ConceptTextRow | None:
    return reader.session.scalars(
        select(ConceptTextRow).where(ConceptTextRow.round_id == round_id)
    ).one_or_none()


def _review(reader: Reader, round_id: RoundId, person: int) -> ReviewRow | None:
    return reader.session.scalars(
        select(ReviewRow).where(ReviewRow.round_id == round_id, ReviewRow.person_id == person)
    ).one_or_none()


def _led(reader: Reader) -> dict[int, tuple[str, ...]]:
    """What each person leads, by name."""
    rows = reader.session.execute(
        select(LeadsRow.person_id, DepartmentRow.name)
        .join(DepartmentRow, DepartmentRow.id == LeadsRow.department_id)
        .order_by(DepartmentRow.name)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, department in rows:
        found[person] = (*found.get(person, ()), department)
    return found


def _line(person: PersonRow, given: ReviewRow | None, led: tuple[str, ...]) -> Review:
    return Review(
        id=PersonId(person.id),
        name=name_of(person),
        sorted_name=listed_name_of(person),
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        led=led,
        answer=None if given is None else given.answer,
        comment="" if given is None else given.comment,
        answered_at=None if given is None else given.answered_at,
    )
