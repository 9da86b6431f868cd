"""The town: its departments, who leads them, and what the leaders call themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _names import Name, read_name
from _tables import read

HEADER = (
    "Nummer",
    "Bezeichnung",
    "Art",
    "Übergeordnete Einheit",
    "Leitung",
    "E-Mail Leitung",
)


@dataclass(frozen=True, kw_only=True)
class Department:
    """A place in the tree.

    Attributes:
        key: what the hand-made lists call it.
        unit: the number of the unit that it belongs to; "" for a Dezernat.
    """

    key: str
    number: str
    name: str
    kind: str
    parent: str
    division: str
    unit: str
    leader: Name | None


@dataclass(frozen=True, kw_only=True)
class Town:
    """All departments by number, from the top down."""

    departments: Mapping[str, Department]

    @property
    def units(self) -> list[str]:
        """The numbers of the units."""
        return [place.number for place in self.departments.values() if place.number == place.unit]

    def at(self, key: str) -> Department:
        """The department that the hand-made lists call „Dezernat II“, „33“ or „33/Standesamt“."""
        return next(place for place in self.departments.values() if place.key == key)

    def leader_of(self, place: Department, *, but: str = "") -> Name | None:
        """Who leads the department, or else the next one above; nobody leads themselves."""
        while place.leader is None or place.leader.email == but:
            if not place.parent:
                return None
            place = self.departments[place.parent]
        return place.leader


def build(organisation: Path, leaders: Path) -> Town:
    """Build the tree from the organisation and the list of leaders."""
    written = read(organisation)
    names = {str(key): read_name(entry) for key, entry in read(leaders).items()}
    departments: dict[str, Department] = {}
    for division in written["dezernate"]:
        for place in _division(division, names):
            departments[place.number] = place
    return Town(departments=departments)


def rows(town: Town) -> Iterable[Mapping[str, str]]:
    """One row per department."""
    for place in town.departments.values():
        leader = place.leader
        line = (
            place.number,
            place.name,
            place.kind,
            place.parent,
            leader.full if leader else "",
            leader.email if leader else "",
        )
        yield dict(zip(HEADER, line, strict=True))


def _division(entry: Mapping[str, Any], names: Mapping[str, Name]) -> Iterable[Department]:
    short, _, rest = entry["name"].partition(" - ")
    division = f"{short} – {rest}"
    number = short.removeprefix("Dezernat ")
    yield Department(
        key=short,
        number=number,
        name=division,
        kind="Dezernat",
        parent="",
        division=division,
        unit="",
        leader=names.get(short),
    )
    for unit in entry["einheiten"]:
        yield from _unit(unit, number, division, names)


def _unit(
    entry: Mapping[str, Any], parent: str, division: str, names: Mapping[str, Name]
) -> Iterable[Department]:
    number = entry["nr"]
    lines = [(number, number, entry["name"], entry["art"], parent)]
    for place, name in enumerate(entry["abteilungen"], start=1):
        lines.append((f"{number}/{name}", f"{number}.{place}", name, "Abteilung", number))
    for key, own_number, name, kind, above in lines:
        yield Department(
            key=key,
            number=own_number,
            name=name,
            kind=kind,
            parent=above,
            division=division,
            unit=number,
            leader=names.get(key),
        )
