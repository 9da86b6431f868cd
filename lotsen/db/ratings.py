"""Sheets and ratings: what one rater says of one candidate, criterion by criterion."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Base, Record
from lotsen.domain.ratings import SheetState


class SheetRow(Record):
    """All ratings of one rater for one candidate; its version guards them all.

    `revision` is the revision of the round at which the sheet last changed, `declared_on` the
    day on which the rater said whether there is a bias, and `saved_in` the tab of a browser in
    which the rater last wrote: it may be ahead of what it shows.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("candidate_id", "rater_id"),
        CheckConstraint(
            "(state = 'handed_in') = (handed_in_on IS NOT NULL)", name="handed_in_has_a_date"
        ),
        CheckConstraint("(state = 'biased') = (bias_reason <> '')", name="bias_has_a_reason"),
    )

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="RESTRICT"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    state: Mapped[SheetState] = mapped_column(default=SheetState.DRAFT)
    handed_in_on: Mapped[date | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(index=True, default=0)
    declared_on: Mapped[date | None] = mapped_column(default=None)
    bias_reason: Mapped[str] = mapped_column(default="", server_default="")
    saved_in: Mapped[str] = mapped_column(default="", server_default="")


class RatingRow(Base):
    """The smallest thing that Lotsen knows: a number, or „n. b.“ (NULL), and what was seen."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 5", name="value_on_scale"),
        {"sqlite_with_rowid": False},
    )

    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("sheet.id", ondelete="RESTRICT"), primary_key=True
    )
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criterion.id", ondelete="RESTRICT"), primary_key=True
    )
    value: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(default="")
