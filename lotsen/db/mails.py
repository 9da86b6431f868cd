"""Mails that came in, as they were read, and those of their attachments that were taken over."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Record, stored_values
from lotsen.domain.mails import Aside, MailFault, MailState


class MailRow(Record):
    """One message; the database itself keeps the same one from coming twice.

    `made`: what settling it has changed, so that it can be taken back.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("round_id", "digest"),
        UniqueConstraint("round_id", "twin"),
        CheckConstraint(
            "(state IN ('created', 'assigned')) = (candidate_id IS NOT NULL)",
            name="settled_by_a_candidate",
        ),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)", name="settled_by_somebody"
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    digest: Mapped[str]
    twin: Mapped[str | None]
    place: Mapped[str]
    sender: Mapped[str]
    name: Mapped[str]
    subject: Mapped[str]
    received_at: Mapped[datetime | None]
    is_stamped: Mapped[bool]
    text: Mapped[str]
    signature: Mapped[str]
    whole: Mapped[str]
    is_damaged: Mapped[bool]
    aside: Mapped[Aside | None]
    state: Mapped[MailState]
    is_fetched: Mapped[bool] = mapped_column(default=False, server_default=false())
    attachments: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    candidate_id: Mapped[int | None] = mapped_column(
        ForeignKey("candidate.id", ondelete="RESTRICT"), index=True, default=None
    )
    settled_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), default=None
    )
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    made: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)


class UnreadMailRow(Record):
    """A message in the mailbox that cannot be read; `key` is what it is known again by."""

    __tablename__ = "unread_mail"
    __table_args__ = (UniqueConstraint("round_id", "key"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    source: Mapped[str]
    key: Mapped[str]
    place: Mapped[str]
    fault: Mapped[MailFault] = mapped_column(
        Enum(
            MailFault,
            native_enum=False,
            create_constraint=False,  # it grows with what the reader refuses
            length=40,
            values_callable=stored_values,
        )
    )
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    found_at: Mapped[datetime]


class AttachmentRow(Record):
    """A file that came with a mail and that somebody took over; it goes with its mail.

    `position`: where it stands among the attachments of the mail, from 0.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("mail_id", "position"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    taken_at: Mapped[datetime]
