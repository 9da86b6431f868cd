"""The tree of the town's departments: Dezernat, Fachbereich, Abteilung, Sachgebiet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from lotsen.domain.ids import DepartmentId

BELOW: Final = " › "
"""Stands in a path between a department and one below it."""


class DepartmentKind(StrEnum):
    """What a department is called; the values are stored."""

    DEZERNAT = "dezernat"
    FACHBEREICH = "fachbereich"
    AMT = "amt"
    EIGENBETRIEB = "eigenbetrieb"
    STABSSTELLE = "stabsstelle"
    ABTEILUNG = "abteilung"
    SACHGEBIET = "sachgebiet"


class Level(IntEnum):
    """How far down the tree a department stands."""

    DEZERNAT = 1
    FACHBEREICH = 2
    ABTEILUNG = 3
    SACHGEBIET = 4


LEVEL_OF: dict[DepartmentKind, Level] = {
    DepartmentKind.DEZERNAT: Level.DEZERNAT,
    DepartmentKind.FACHBEREICH: Level.FACHBEREICH,
    DepartmentKind.AMT: Level.FACHBEREICH,
    DepartmentKind.EIGENBETRIEB: Level.FACHBEREICH,
    DepartmentKind.STABSSTELLE: Level.FACHBEREICH,
    DepartmentKind.ABTEILUNG: Level.ABTEILUNG,
    DepartmentKind.SACHGEBIET: Level.SACHGEBIET,
}


@dataclass(frozen=True, kw_only=True)
class Department:
    """One department in its place in the tree."""

    id: DepartmentId
    number: str
    name: str
    kind: DepartmentKind
    parent_id: DepartmentId | None

    @property
    def level(self) -> Level:
        """How far down the tree it stands."""
        return LEVEL_OF[self.kind]


def ancestors(
    tree: Mapping[DepartmentId, Department], department: DepartmentId
) -> Iterable[Department]:
    """The department itself and all above it, from the bottom up."""
    current: DepartmentId | None = department
    while current is not None:
        yield tree[current]
        current = tree[current].parent_id


def path_to(tree: Mapping[DepartmentId, Department], department: DepartmentId) -> str:
    """The names from the Dezernat down to the department."""
    return BELOW.join([each.name for each in ancestors(tree, department)][::-1])


def outline(tree: Mapping[DepartmentId, Department]) -> list[Department]:
    """All departments as a chart of the town shows them: each one, then what is below it."""
    place = {key: position for position, key in enumerate(tree)}

    def path(department: Department) -> list[int]:
        return [place[above.id] for above in ancestors(tree, department.id)][::-1]

    return sorted(tree.values(), key=path)


def with_all_below(
    tree: Iterable[Department], roots: Iterable[DepartmentId]
) -> frozenset[DepartmentId]:
    """The roots and every department under them."""
    children: dict[DepartmentId | None, list[DepartmentId]] = defaultdict(list)
    for department in tree:
        children[department.parent_id].append(department.id)
    found: set[DepartmentId] = set()
    waiting = list(roots)
    while waiting:
        department_id = waiting.pop()
        if department_id not in found:
            found.add(department_id)
            waiting.extend(children[department_id])
    return frozenset(found)
