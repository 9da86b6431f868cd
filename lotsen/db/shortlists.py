"""The rules of a round's shortlist, and why people depart from the proposal."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record


class ShortlistRulesRow(Record):
    """What the town asks of the set; a round without such a row has no rules."""

    __tablename__ = "shortlist_rules"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), unique=True)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ShortlistDepartureRow(Record):
    """Why the committee's choice about a candidate is another than the proposal's."""

    __tablename__ = "shortlist_departure"
    __table_args__ = (CheckConstraint("length(trim(reason)) > 0", name="reason_given"),)

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), unique=True
    )
    proposed: Mapped[bool]
    reason: Mapped[str]
    explained_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
