"""Candidates of a round, and the marks of the shortlist."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.candidates import CandidateState


class CandidateRow(Record):
    """A person who stands in a round, or was proposed for it."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("workload > 0 AND workload <= 1", name="workload_is_a_share"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    department_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="RESTRICT"), index=True
    )
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True, default=None
    )
    state: Mapped[CandidateState] = mapped_column(default=CandidateState.INTERESTED)
    workload: Mapped[float | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    motivation: Mapped[str] = mapped_column(default="")
    projects: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ShortlistMarkRow(Record):
    """Somebody marked a candidate for the shortlist."""

    __tablename__ = "shortlist_mark"

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), unique=True
    )
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    remark: Mapped[str] = mapped_column(default="")
