"""Letters of a round: their templates, the values of placeholders, and the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.letters import Audience, LetterState
from lotsen.domain.phases import Phase

_COUNTS = text("state <> 'discarded'")


class LetterTemplateRow(Record):
    """One kind of letter, as a round words it."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("round_id", "key"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    key: Mapped[str]
    name: Mapped[str]
    phase: Mapped[Phase]
    audience: Mapped[Audience]
    subject: Mapped[str]
    body: Mapped[str]


class LetterValueRow(Record):
    """What a placeholder stands for in all letters of a round."""

    __tablename__ = "letter_value"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    name: Mapped[str]
    text: Mapped[str]


class LetterRow(Record):
    """One letter to one person; the database itself keeps a second one of its kind out.

    `occasion` tells letters of one kind apart that one person gets for several appointments,
    nominations or days of reminding, `tells` (a check sum of `about`) those of different results;
    `appointment` is the appointment as the letter tells it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "ix_letter_one_of_a_kind",
            "template_id",
            "person_id",
            "occasion",
            "tells",
            unique=True,
            sqlite_where=_COUNTS,
            postgresql_where=_COUNTS,
        ),
        CheckConstraint(
            "(state IN ('sent', 'noted_sent')) = (sent_at IS NOT NULL)", name="sent_has_a_moment"
        ),
        CheckConstraint(
            "(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_by_somebody"
        ),
        CheckConstraint(
            "state IN ('draft', 'discarded') OR approved_at IS NOT NULL",
            name="nothing_leaves_unapproved",
        ),
    )

    template_id: Mapped[int] = mapped_column(ForeignKey("letter_template.id", ondelete="RESTRICT"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    recipient: Mapped[str]
    email: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    problems: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT, index=True)
    edited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    begun_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    occasion: Mapped[str] = mapped_column(default="")
    tells: Mapped[str] = mapped_column(default="")
    appointment: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), default=None
    )
