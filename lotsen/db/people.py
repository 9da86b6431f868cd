"""Departments, people, their roles, and their sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotsen.db.base import Base, Record
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.people import Role


class DepartmentRow(Record):
    """One department in the tree of the town."""

    __tablename__ = "department"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        Index(
            "ix_department_number",
            "number",
            unique=True,
            sqlite_where=text("number <> ''"),
            postgresql_where=text("number <> ''"),
        ),
    )

    name: Mapped[str]
    kind: Mapped[DepartmentKind]
    number: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id", ondelete="RESTRICT"), index=True, default=None
    )


class PersonRow(Record):
    """Somebody who takes part: candidate, rater, leader, coordinator and so on."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("last_name <> ''", name="last_name_given"),
        Index(
            "ix_person_personnel_number",
            "personnel_number",
            unique=True,
            sqlite_where=text("personnel_number <> ''"),
            postgresql_where=text("personnel_number <> ''"),
        ),
    )

    email: Mapped[str] = mapped_column(unique=True)
    last_name: Mapped[str]
    first_name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    personnel_number: Mapped[str] = mapped_column(default="")
    function: Mapped[str] = mapped_column(default="")
    site: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id", ondelete="RESTRICT"), index=True, default=None
    )
    active: Mapped[bool] = mapped_column(default=True)

    roles: Mapped[list["PersonRoleRow"]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )


class PersonRoleRow(Base):
    """One of the things that a person is to the selection."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    role: Mapped[Role] = mapped_column(primary_key=True)


class LeadsRow(Base):
    """A person leads a department; some lead two, some departments have two."""

    __tablename__ = "leads"

    department_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SignInRow(Base):
    """Somebody is signed in; of the token only its hash is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
