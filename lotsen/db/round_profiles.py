"""The versions of a round's profile: what holds, what held, and what was only proposed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record
from lotsen.domain.round_profiles import ProfileState

_WAITS = text("state = 'proposed'")


class ProfileVersionRow(Record):
    """One version of the profile, whole, with what is new in it and who answers for it.

    `number` counts those that came to hold. Before the first sheet nobody has to approve, and
    then `decided_by_id` is empty; the system itself is no person, and leaves `proposed_by_id` so.
    """

    __tablename__ = "profile_version"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        Index(
            "ix_profile_version_one_waits",
            "round_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        CheckConstraint("(state = 'valid') = (number IS NOT NULL)", name="valid_has_number"),
        CheckConstraint(
            "state <> 'valid' OR decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name="second_person",
        ),
        CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL)"
            " AND (state <> 'proposed' OR decided_by_id IS NULL)"
            " AND (state IN ('valid', 'proposed') OR decided_by_id IS NOT NULL)",
            name="decided_whole",
        ),
        CheckConstraint("state = 'valid' OR length(trim(reason)) > 0", name="reason_given"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), index=True)
    state: Mapped[ProfileState]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    changes: Mapped[list[Any]] = mapped_column(JSON)
    reason: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    number: Mapped[int | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    decided_reason: Mapped[str] = mapped_column(default="")
