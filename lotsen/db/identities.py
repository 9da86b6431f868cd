"""By whom people are known at the town's provider."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lotsen.db.base import Base


class IdentityRow(Base):
    """A person is this subject at this provider, and at each provider no other one."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("person_id", "issuer"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    linked_at: Mapped[datetime]
