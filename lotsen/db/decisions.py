"""Decisions: who decided what about whom, why, and whether it was taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.decisions import Outcome

_STANDS = text("taken_back_at IS NULL")


class DecisionRow(Record):
    """A decision; one that was taken back stays, with the reason for it."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "ix_decision_one_stands",
            "candidate_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        CheckConstraint(
            "(outcome = 'reserve') = (reserve_order IS NOT NULL)", name="only_reserve_has_order"
        ),
        CheckConstraint("length(trim(departure)) > 0", name="departure_given"),
        CheckConstraint("reserve_order > 0", name="order_positive"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)"
            " AND (taken_back_at IS NULL) = (taken_back_reason IS NULL)",
            name="taken_back_whole",
        ),
    )

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), index=True
    )
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime]
    reserve_order: Mapped[int | None] = mapped_column(default=None)
    departure: Mapped[str | None] = mapped_column(default=None)
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_back_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    taken_back_reason: Mapped[str | None] = mapped_column(default=None)
