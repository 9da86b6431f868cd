"""How a person's name is written, spoken and in lists."""

from lotsen.db.people import PersonRow
from lotsen.domain.people import full_name, sorted_name


def name_of(person: PersonRow) -> str:
    """The name as it is spoken."""
    return full_name(title=person.title, first_name=person.first_name, last_name=person.last_name)


def name_if_any(person: PersonRow | None) -> str:
    """The name as it is spoken; empty where there is nobody, or where it was not kept."""
    return "" if person is None else name_of(person)


def listed_name_of(person: PersonRow) -> str:
    """The name as lists sort it."""
    return sorted_name(title=person.title, first_name=person.first_name, last_name=person.last_name)
