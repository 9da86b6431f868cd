"""The installation, its rounds with their phases, and the criteria of a round."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotsen.db.base import Base, Record
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind


class InstallationRow(Base):
    """The one town that this database belongs to."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    town: Mapped[str]
    kind: Mapped[InstallationKind]
    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    clock_offset_days: Mapped[int] = mapped_column(default=0)


class RoundRow(Record):
    """One selection, from the review of the concept to the last letter.

    `frozen_on` is the day on which the first sheet was handed in: the profile is fixed since then.
    `reference` is the file reference that the record of the selection carries.
    """

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("places > 0", name="places_positive"),)

    title: Mapped[str] = mapped_column(unique=True)
    places: Mapped[int]
    phase: Mapped[Phase] = mapped_column(default=Phase.CONCEPT_REVIEW)
    frozen_on: Mapped[date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="", server_default="")

    dates: Mapped[list["PhaseDatesRow"]] = relationship(
        default_factory=list, order_by="PhaseDatesRow.starts_on", passive_deletes="all"
    )
    criteria: Mapped[list["CriterionRow"]] = relationship(
        default_factory=list, order_by="CriterionRow.number", passive_deletes="all"
    )


class RevisionRow(Base):
    """How often the data of a round changed; raised in the transaction of the change."""

    __tablename__ = "revision"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("round.id", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(default=0)


class PhaseDatesRow(Base):
    """When a phase of a round is planned."""

    __tablename__ = "phase_dates"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    round_id: Mapped[int] = mapped_column(
        ForeignKey("round.id", ondelete="RESTRICT"), primary_key=True, init=False
    )
    phase: Mapped[Phase] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class CriterionRow(Record):
    """One of the questions that every sheet answers.

    One that is not `in_use` any more keeps its ratings, and they count nowhere.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), init=False)
    key: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    full_title: Mapped[str]
    title_en: Mapped[str]
    definition: Mapped[str]
    anchors: Mapped[dict[str, Any]] = mapped_column(JSON)
    questions: Mapped[list[Any]] = mapped_column(JSON)
    hint: Mapped[str]
    weight: Mapped[float] = mapped_column(default=1.0)
    in_use: Mapped[bool] = mapped_column(default=True, server_default=true())
