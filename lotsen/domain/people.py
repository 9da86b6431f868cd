"""Who acts and who is acted upon: people, their roles, and the actor of an action."""

from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.ids import PersonId


class Role(StrEnum):
    """What a person is to the selection; one person can be several."""

    COORDINATOR = "coordinator"
    RATER = "rater"
    LEADER = "leader"
    LEADERSHIP = "leadership"
    ADVISORY = "advisory"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The one in whose name a thing is done; the audit log quotes `name`.

    The system itself (the gate, the shell of the machine) has no `id`.
    """

    id: PersonId | None
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """One line of the list of people."""

    id: PersonId
    name: str
    function: str
    department: str
    roles: frozenset[Role]


def full_name(*, title: str, first_name: str, last_name: str) -> str:
    """The name as it is spoken: title, first name, last name."""
    return " ".join(part for part in (title, first_name, last_name) if part)


def sorted_name(*, title: str, first_name: str, last_name: str) -> str:
    """The name as it is looked up: last name first."""
    given = " ".join(part for part in (title, first_name) if part)
    return f"{last_name}, {given}" if given else last_name
