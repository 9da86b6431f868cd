"""Local accounts: passwords of people, invitations to set one, and wrong attempts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Base


class AccountRow(Base):
    """A person can sign in with a password; of the password only its hash is kept."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    password_hash: Mapped[str]
    set_at: Mapped[datetime]


class InvitationRow(Base):
    """A link by which a person sets a password, once; of its token only the hash is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    ends_at: Mapped[datetime]


class AttemptRow(Base):
    """Wrong attempts at one account, or from one address, until one is right.

    `subject` is the hash of what was tried: an address that nobody has says nothing here.
    """

    __tablename__ = "attempt"
    __table_args__ = (CheckConstraint("failures > 0", name="failures_positive"),)

    subject: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
