"""People whom a nomination brought into the records, and who leave them with it."""

from sqlalchemy import Column, exists, select

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.base import Base
from lotsen.db.people import PersonRow

UNTOUCHED = 1
"""The version of a row that nobody has changed since it was made."""


def let_go(uow: UnitOfWork, person: PersonRow) -> None:
    """Delete somebody of whom nothing else in the records knows, and whom nobody has changed."""
    if person.version == UNTOUCHED and not _is_referred_to(uow, person):
        uow.session.delete(person)
        uow.session.flush()


def _is_referred_to(reader: Reader, person: PersonRow) -> bool:
    """Whether any row of any table is about this person, or has the person's name under it."""
    there = (exists().where(column == person.id) for column in _references())
    return any(reader.session.scalar(select(each)) for each in there)


def _references() -> list[Column[object]]:
    """Every column that holds a person; a new table is among them by itself."""
    people = PersonRow.__table__
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is people
    ]
