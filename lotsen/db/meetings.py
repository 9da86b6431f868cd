"""Meetings: agenda, who is there, who leaves the room, the chair's notes, and votes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Base, Record
from lotsen.domain.meetings import BallotState, Choice, ItemKind, MeetingState, Recommendation
from lotsen.domain.ratings import SheetState

_TAKING = text("state = 'taking'")
_STANDS = text("taken_back_at IS NULL")


class MeetingRow(Record):
    """One meeting of the committee.

    `item_id` is the item that is called, since `called_at`; it points to no table, because the
    items point here. `changes_open` is whether raters may change a mark of theirs after the talk
    about that item. `step` rises with everything that the devices in the room have to show.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("(item_id IS NULL) = (called_at IS NULL)", name="called_whole"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"), index=True)
    title: Mapped[str]
    planned_for: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    item_id: Mapped[int | None] = mapped_column(default=None)
    called_at: Mapped[datetime | None] = mapped_column(default=None)
    shows_place: Mapped[bool] = mapped_column(default=False)
    changes_open: Mapped[bool] = mapped_column(default=False, server_default=false())
    step: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(default="")


class AgendaItemRow(Record):
    """A candidate, or a break; `seconds` is the time that was used before the current call."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "candidate_id"),
        CheckConstraint(
            "(kind = 'candidate') = (candidate_id IS NOT NULL)", name="candidate_has_a_key"
        ),
        CheckConstraint("(kind = 'pause') = (title <> '')", name="pause_has_a_title"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("seconds >= 0", name="seconds_not_negative"),
    )

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int]
    kind: Mapped[ItemKind]
    minutes: Mapped[int]
    candidate_id: Mapped[int | None] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), index=True, default=None
    )
    title: Mapped[str] = mapped_column(default="")
    seconds: Mapped[int] = mapped_column(default=0)


class AgendaNoteRow(Record):
    """The chair's minutes of one item; `saved_in` is the tab that wrote last."""

    __tablename__ = "agenda_note"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="RESTRICT"), unique=True
    )
    words: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    saved_in: Mapped[str] = mapped_column(default="")


class PresenceRow(Base):
    """Somebody is at a meeting, or was until `left_at`."""

    __tablename__ = "presence"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(default=None)


class RecusalRow(Base):
    """Somebody leaves the room for an item, beside those who declared it on their sheet.

    It counts for the candidate, in the whole round, until it is taken back; see
    usecases/biases.py. `said_by_id` is who said so; None where that was not kept. `was_state`
    is what the word made of the person's sheet, with its days: None where it changed no sheet.
    """

    __tablename__ = "recusal"
    __table_args__ = (
        Index(
            "ix_recusal_one_stands",
            "item_id",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)"
            " AND (taken_back_at IS NULL) = (taken_back_reason = '')",
            name="taken_back_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    reason: Mapped[str]
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    was_state: Mapped[SheetState | None] = mapped_column(default=None)
    was_handed_in_on: Mapped[date | None] = mapped_column(default=None)
    was_declared_on: Mapped[date | None] = mapped_column(default=None)
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_back_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    taken_back_reason: Mapped[str] = mapped_column(default="", server_default="")


class RatingChangeRow(Base):
    """A mark that its rater changed after the talk; it is added once, and stays.

    A value of NULL is „n. b.“.
    """

    __tablename__ = "rating_change"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("old_value BETWEEN 1 AND 5", name="old_value_on_scale"),
        CheckConstraint("new_value BETWEEN 1 AND 5", name="new_value_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="RESTRICT"), index=True
    )
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id", ondelete="RESTRICT"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    old_value: Mapped[int | None]
    old_evidence: Mapped[str]
    new_value: Mapped[int | None]
    new_evidence: Mapped[str]
    reason: Mapped[str]
    changed_at: Mapped[datetime]


class BallotRow(Record):
    """One vote on an item, with what the quorum was when it was counted."""

    __tablename__ = "ballot"
    __table_args__ = (
        Index(
            "ix_ballot_one_taking",
            "item_id",
            unique=True,
            sqlite_where=_TAKING,
            postgresql_where=_TAKING,
        ),
        CheckConstraint(
            "(state = 'counted') = (counted_at IS NOT NULL)"
            " AND (state = 'counted') = (result IS NOT NULL)",
            name="counted_whole",
        ),
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="RESTRICT"), index=True
    )
    secret: Mapped[bool]
    opened_at: Mapped[datetime]
    state: Mapped[BallotState] = mapped_column(default=BallotState.TAKING)
    counted_at: Mapped[datetime | None] = mapped_column(default=None)
    members: Mapped[int] = mapped_column(default=0)
    biased: Mapped[int] = mapped_column(default=0)
    here: Mapped[int] = mapped_column(default=0)
    result: Mapped[Recommendation | None] = mapped_column(default=None)


class VoteRow(Base):
    """Somebody has voted; what they said stands here only where the vote is open."""

    __tablename__ = "vote"

    ballot_id: Mapped[int] = mapped_column(
        ForeignKey("ballot.id", ondelete="RESTRICT"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    choice: Mapped[Choice | None] = mapped_column(default=None)


class TallyRow(Base):
    """How often something was said; of a secret vote this sum is all that is kept."""

    __tablename__ = "tally"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    ballot_id: Mapped[int] = mapped_column(
        ForeignKey("ballot.id", ondelete="RESTRICT"), primary_key=True
    )
    choice: Mapped[Choice] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
