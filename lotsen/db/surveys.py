"""What leaders are asked: their answers about the concept, and whom they name."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.surveys import NominationState, ReviewAnswer, Told


class ConceptTextRow(Record):
    """What the coordinator says about the concept beside the profile; one text per round."""

    __tablename__ = "concept_text"
    __table_args__ = (UniqueConstraint("round_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    words: Mapped[str]


class ReviewRow(Record):
    """What one leader answers about the concept; an older answer stands in the audit log."""

    __tablename__ = "concept_review"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("answer <> 'comments' OR length(trim(comment)) > 0", name="comment_given"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    answer: Mapped[ReviewAnswer]
    comment: Mapped[str]
    answered_at: Mapped[datetime]


class NomineeRow(Record):
    """Somebody whom leaders named in a round, once, whoever named them.

    `candidate_id` is the candidacy that came of the agreement; before it there is none.
    `new_person`: the records know the person only through the nomination, and forget with it.
    """

    __tablename__ = "nominee"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint(
            "(state IN ('agrees', 'declines')) = (answered_on IS NOT NULL)", name="answered_whole"
        ),
        CheckConstraint("candidate_id IS NULL OR answered_on IS NOT NULL", name="agreed_first"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id", ondelete="RESTRICT"))
    state: Mapped[NominationState] = mapped_column(default=NominationState.PROPOSED)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    new_person: Mapped[bool] = mapped_column(default=False, server_default=false())
    candidate_id: Mapped[int | None] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), default=None
    )


class NominationRow(Record):
    """One leader names somebody: why, by criterion, and whether the person knows.

    The person is told of each nomination: whoever is named once more is told once more.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        UniqueConstraint("nominee_id", "leader_id"),
        CheckConstraint("(informed_on IS NULL) = (told IS NULL)", name="informed_whole"),
        CheckConstraint("informed_on >= named_on", name="informed_afterwards"),
    )

    nominee_id: Mapped[int] = mapped_column(ForeignKey("nominee.id", ondelete="RESTRICT"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    reasons: Mapped[dict[str, Any]] = mapped_column(JSON)
    knows: Mapped[bool]
    named_on: Mapped[date]
    informed_on: Mapped[date | None] = mapped_column(default=None)
    told: Mapped[Told | None] = mapped_column(default=None)
