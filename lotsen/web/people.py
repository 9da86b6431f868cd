"""The demo town's people, as the sign-in page groups them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.domain.people import PersonEntry, Role
from lotsen.i18n import _, words

ORDER = (
    Role.COORDINATOR,
    Role.LEADERSHIP,
    Role.RATER,
    Role.ADVISORY,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.LEADER,
)
FOLDED = frozenset({Role.LEADER})
"""Too many to be shown at once."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One person that can be chosen."""

    id: int
    name: str
    place: str
    more_roles: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The people of one role, with a sentence on what they do here."""

    title: str
    task: str
    people: tuple[Choice, ...]
    folded: bool


def groups(people: Sequence[PersonEntry]) -> list[Group]:
    """Every person once, under the first of their roles."""
    tasks = _tasks()
    by_role: dict[Role, list[Choice]] = {role: [] for role in ORDER}
    for person in sorted(people, key=_as_in_a_dictionary):
        roles = [role for role in ORDER if role in person.roles]
        by_role[roles[0]].append(_choice(person, roles[1:]))
    return [
        Group(title=words.role(role), task=tasks[role], people=tuple(found), folded=role in FOLDED)
        for role, found in by_role.items()
        if found
    ]


def _as_in_a_dictionary(person: PersonEntry) -> str:
    """Ä beside A and Ç beside C, as a German dictionary has them."""
    return unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode().lower()


def _choice(person: PersonEntry, more: Sequence[Role]) -> Choice:
    return Choice(
        id=person.id,
        name=person.name,
        place=" · ".join(part for part in (person.function, person.department) if part),
        more_roles=_("auch: {roles}", roles=", ".join(map(words.role, more))) if more else "",
    )


def _tasks() -> dict[Role, str]:
    return {
        Role.COORDINATOR: _("führt durch die Runde, liest Dateien ein und gibt die Liste aus"),
        Role.LEADERSHIP: _("sieht alle Bewertungen und entscheidet"),
        Role.RATER: _("bewertet und sieht andere Bewertungen nach der eigenen Abgabe"),
        Role.ADVISORY: _("sieht Bewertungen und Entscheidungen und berät dazu"),
        Role.AUDITOR: _("prüft im Protokoll, was wann geschehen ist"),
        Role.ADMINISTRATOR: _("betreut die Anwendung, nicht die Auswahl"),
        Role.LEADER: _("sieht die Kandidaturen der eigenen Abteilungen"),
    }
