"""Closing the decisions: leaders' answers, hearings, signatures, and the record that stays."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.closings import Answer, Body, Hearing, HearingStage

_STANDS = text("reopened_at IS NULL")
_WRITTEN_DOWN = text("leader_id IS NULL")


class LeaderAnswerRow(Record):
    """What a leader said to one of their people taking on the task, and who wrote it down.

    `leader_id` is the leader who answered in person; None where the coordinator wrote it down.
    """

    __tablename__ = "leader_answer"
    __table_args__ = (
        UniqueConstraint("candidate_id", "leader_id"),
        Index(
            "ix_leader_answer_written_down",
            "candidate_id",
            "given_by",
            unique=True,
            sqlite_where=_WRITTEN_DOWN,
            postgresql_where=_WRITTEN_DOWN,
        ),
        CheckConstraint("answer <> 'objects' OR length(trim(reason)) > 0", name="objection_why"),
    )

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="RESTRICT"))
    answer: Mapped[Answer]
    reason: Mapped[str]
    given_by: Mapped[str]
    given_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )


class HearingRow(Record):
    """How a body without a vote took part in a round, once or several times; all of it stays."""

    __tablename__ = "hearing"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), index=True)
    body: Mapped[Body]
    result: Mapped[Hearing]
    held_on: Mapped[date]
    statement: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    recorded_at: Mapped[datetime]
    stage: Mapped[HearingStage] = mapped_column(default=HearingStage.SELECTION)


class SignatureRow(Record):
    """A person signed the whole list as it was; it counts while `list_hash` is that of the list."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("round_id", "person_id", "list_hash"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    list_hash: Mapped[str]
    signed_at: Mapped[datetime]


class ClosingRow(Record):
    """The decisions as they were closed; reopening leaves `content` untouched."""

    __tablename__ = "closing"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        Index(
            "ix_closing_one_stands",
            "round_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint(
            "(reopen_by_id IS NULL) = (reopen_reason IS NULL)"
            " AND (reopen_by_id IS NULL) = (reopen_at IS NULL)",
            name="proposal_whole",
        ),
        CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL)"
            " AND (reopened_at IS NULL OR reopen_by_id IS NOT NULL)",
            name="reopened_whole",
        ),
        CheckConstraint("reopened_by_id <> reopen_by_id", name="second_person"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    list_hash: Mapped[str]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    closed_at: Mapped[datetime]
    reopen_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    reopen_reason: Mapped[str | None] = mapped_column(default=None)
    reopen_at: Mapped[datetime | None] = mapped_column(default=None)
    reopened_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    reopened_at: Mapped[datetime | None] = mapped_column(default=None)


class AddendumRow(Record):
    """What somebody wrote to closed decisions afterwards."""

    __tablename__ = "addendum"
    __table_args__ = (CheckConstraint("length(trim(text)) > 0", name="text_given"),)

    closing_id: Mapped[int] = mapped_column(ForeignKey("closing.id", ondelete="RESTRICT"))
    text: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    written_at: Mapped[datetime]
