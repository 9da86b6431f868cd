"""Who acts and who is acted upon: people, their roles, and the actor of an action."""

from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.errors import BadInput, NotAllowed
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


WITH_A_VOTE = frozenset({Role.RATER, Role.LEADERSHIP})
"""Whoever advises has none of these: a member is heard, or has a vote."""


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


def check_roles(roles: frozenset[Role]) -> None:
    """Refuse roles that a person cannot have: none at all, or advice together with a vote."""
    if not roles:
        raise BadInput("person.needs_a_role")
    if Role.ADVISORY in roles and roles & WITH_A_VOTE:
        raise BadInput("person.advises_without_a_vote")


def check_gives_nothing_to_oneself(
    actor: Actor, person: PersonId | None, *, old: frozenset[Role], new: frozenset[Role]
) -> None:
    """Refuse a person who takes another role; somebody else gives it. Giving one up is free."""
    if actor.id is not None and actor.id == person and new - old:
        raise NotAllowed("person.gives_itself_a_role")


def full_name(*, title: str, first_name: str, last_name: str) -> str:
    """The name as it is spoken: title, first name, last name."""
    return " ".join(part for part in (title, first_name, last_name) if part)


def family_first(name: str) -> tuple[str, str]:
    """What a name is looked up by where only the spoken one was kept: its last word, then all."""
    return name.rpartition(" ")[2], name


def sorted_name(*, title: str, first_name: str, last_name: str) -> str:
    """The name as it is looked up: last name first."""
    given = " ".join(part for part in (title, first_name) if part)
    return f"{last_name}, {given}" if given else last_name
