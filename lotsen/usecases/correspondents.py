"""Whoever is written to by a draft, and whoever writes; for the use cases of this floor."""

from dataclasses import dataclass
from typing import TypedDict

from lotsen.application.unit_of_work import Reader
from lotsen.db.people import PersonRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.people import sorted_name
from lotsen.usecases.recipients import name_of


@dataclass(frozen=True, kw_only=True)
class Correspondent:
    """A person with everything that a letter's address and opening need."""

    name: str
    sorted_name: str
    salutation: str
    title: str
    first_name: str
    last_name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes a letter."""

    name: str
    function: str
    email: str


class Address(TypedDict):
    """The fields of a correspondent."""

    name: str
    sorted_name: str
    salutation: str
    title: str
    first_name: str
    last_name: str
    email: str


def address_of(person: PersonRow) -> Address:
    """The fields of a correspondent, from the records."""
    return Address(
        name=name_of(person),
        sorted_name=sorted_name(
            title=person.title, first_name=person.first_name, last_name=person.last_name
        ),
        salutation=person.salutation,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
    )


def sender_of(reader: Reader) -> Sender:
    """The actor as whoever writes.

    Raises:
        NotAllowed: no person acts.
    """
    person = reader.session.get(PersonRow, reader.actor.id or 0)
    if person is None:
        raise NotAllowed("permission.needs_a_person")
    return Sender(name=name_of(person), function=person.function, email=person.email)
