"""Compare a list of people with the records, and take it over; find leaders on the way."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.domain.departments import BELOW, Department
from lotsen.domain.findings import FindingCode
from lotsen.domain.ids import DepartmentId, PersonId
from lotsen.domain.people import Role, check_gives_nothing_to_oneself, check_roles, sorted_name
from lotsen.imports.synonyms import fold
from lotsen.usecases.departments import tree_of
from lotsen.usecases.import_plan import Tally
from lotsen.usecases.roles import a_coordinator_stays, roles_of, set_roles

PERSONAL = ("salutation", "title", "first_name", "last_name", "phone", "function")


@dataclass(eq=False)
class PersonStep:
    """One person of the file: the row there is, and what would become of it."""

    line: dict[str, Any]
    row: PersonRow | None
    department: DepartmentId | None
    different: dict[str, object]


def people_by_email(reader: Reader) -> dict[str, PersonRow]:
    """Everybody in the records, by e-mail address."""
    rows = reader.session.scalars(select(PersonRow).options(selectinload(PersonRow.roles)))
    return {row.email: row for row in rows}


def compare_people(reader: Reader, tally: Tally) -> list[PersonStep]:
    """Say for each line whether it is new, changed or known; nothing is written."""
    known = people_by_email(reader)
    tree = tree_of(reader)
    places = Places(tree)
    steps = []
    for line in tally.lines():
        department = places.find([line["department"]], line["row"], "department", tally)
        row = known.get(line["email"])
        new = {name: line[name] for name in PERSONAL}
        there = tree[department].name if department else ""
        new |= {"department": there, "roles": _roles(line["roles"])}
        if row is None:
            tally.new += 1
            different = new
        else:
            old = {name: getattr(row, name) for name in PERSONAL}
            place = DepartmentId(row.department_id or 0)
            old["department"] = tree[place].name if place in tree else ""
            old["roles"] = _roles(role.role for role in row.roles)
            different = tally.compare(line["row"], who(line), old, new)
        steps.append(PersonStep(line, row, department, different))
    return steps


def take_people(uow: UnitOfWork, steps: list[PersonStep]) -> None:
    """Write what `compare_people` found."""
    with a_coordinator_stays(uow):
        for step in steps:
            row = step.row
            if row is None:
                row = PersonRow(email=step.line["email"], last_name=step.line["last_name"])
                uow.session.add(row)
            write_person(row, step.different)
            _take_roles(uow, row, step)
            if step.department is not None:
                row.department_id = step.department


def _take_roles(uow: UnitOfWork, row: PersonRow, step: PersonStep) -> None:
    """Give a person the roles of the file, by the rules that hold for every change of them."""
    wanted = frozenset(
        Role(role) for role in str(step.different.get("roles", "")).split(", ") if role
    )
    if not wanted:
        return
    check_roles(wanted)
    key = None if step.row is None else PersonId(step.row.id)
    check_gives_nothing_to_oneself(uow.actor, key, old=roles_of(row), new=wanted)
    set_roles(uow, row, wanted)


def write_person(row: PersonRow, different: dict[str, object]) -> None:
    """Give a person the fields that became something else."""
    for name, value in different.items():
        if name not in {"department", "roles"} and value not in ("", None):
            setattr(row, name, value)


def who(line: dict[str, Any]) -> str:
    """What a person is called in the list of changes."""
    return sorted_name(
        title=line["title"], first_name=line["first_name"], last_name=line["last_name"]
    )


def named(names: str, another: str) -> str:
    """Several names as one text, in their order."""
    return ", ".join(sorted(filter(None, (*names.split(", "), another))))


def _roles(roles: Any) -> str:
    return ", ".join(sorted(str(Role(role)) for role in roles))


class Places:
    """Finds departments by what a file calls them."""

    def __init__(self, tree: dict[DepartmentId, Department]) -> None:
        self._tree = tree
        self._by_path: dict[tuple[str, ...], list[Department]] = {}
        self._by_name: dict[str, list[Department]] = {}
        for department in tree.values():
            number, name = department.number, department.name
            for each in {fold(number), fold(name), fold(f"{number} {name}")} - {""}:
                self._by_name.setdefault(each, []).append(department)

    def find(self, path: list[str], row: int, column: str, tally: Tally) -> DepartmentId | None:
        """The department at the end of a path of names; blanks in the path are left out.

        A path without a name is no department; an unknown or ambiguous one is a finding.
        """
        names = tuple(name for name in path if name)
        if not names:
            return None
        if names not in self._by_path:  # a long list names few paths
            self._by_path[names] = self._hits(names)
        hits = self._by_path[names]
        if len(hits) == 1:
            return hits[0].id
        code = FindingCode.DEPARTMENT_AMBIGUOUS if hits else FindingCode.DEPARTMENT_UNKNOWN
        tally.find(code, row, column, names[-1], path=BELOW.join(names))
        return None

    def _hits(self, names: tuple[str, ...]) -> list[Department]:
        hits = self._by_name.get(fold(names[-1]), [])
        for above in reversed(names[:-1]):
            narrowed = [hit for hit in hits if self._is_under(hit, fold(above))]
            hits = narrowed or ([] if len(hits) != 1 else hits)
        return hits

    def _is_under(self, department: Department, above: str) -> bool:
        parent = department.parent_id
        while parent is not None:
            names = {fold(self._tree[parent].number), fold(self._tree[parent].name)}
            if above in names:
                return True
            parent = self._tree[parent].parent_id
        return False


class Leaders:
    """People whom a file names as leaders; those not yet known are made when it is taken."""

    def __init__(self, known: dict[str, PersonRow], tally: Tally) -> None:
        self._known = known
        self._tally = tally
        self._fresh: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for email, row in known.items():
            for text in (f"{row.first_name} {row.last_name}", f"{row.last_name} {row.first_name}"):
                self._by_name.setdefault(fold(text), []).append(email)

    @classmethod
    def load(cls, reader: Reader, tally: Tally) -> "Leaders":
        """Know everybody who is in the records."""
        return cls(people_by_email(reader), tally)

    def expect(self, line: dict[str, Any], name: str, email: str) -> str:
        """The e-mail address of the leader that a line names, or ""; a doubt is a finding."""
        if line[email]:
            if line[email] not in self._known and line[email] not in self._fresh:
                self._fresh[line[email]] = line[name] or line[email]
            return str(line[email])
        if not line[name]:
            return ""
        hits = set(self._by_name.get(fold(line[name].replace(",", " ")), []))
        if len(hits) == 1:
            return hits.pop()
        self._tally.find(FindingCode.LEADER_UNKNOWN, line["row"], name, line[name])
        return ""

    def know(self, row: PersonRow) -> None:
        """Take note of somebody who was written in the meantime: they may lead others."""
        self._known[row.email] = row

    def written(self, uow: UnitOfWork, email: str) -> PersonRow | None:
        """The leader with this address, made now if not yet there."""
        if not email:
            return None
        row = self._known.get(email)
        is_new = row is None
        if row is None:
            row = _person_named(email, self._fresh[email])
            self._known[email] = row
            uow.session.add(row)
        if Role.LEADER not in {role.role for role in row.roles}:
            row.roles.append(PersonRoleRow(role=Role.LEADER))
        if is_new:
            uow.session.flush()  # it needs its key; a flush for every line would take seconds
        return row


def _person_named(email: str, name: str) -> PersonRow:
    """A new person from a name as lists write it: "Kaya, Aylin" or "Dr. Aylin Kaya"."""
    titles = [part for part in name.split() if part.endswith(".")]
    plain = " ".join(part for part in name.split() if not part.endswith("."))
    if "," in plain:
        last_name, _comma, first_name = plain.partition(",")
    else:
        first_name, _blank, last_name = plain.rpartition(" ")
    return PersonRow(
        email=email,
        title=" ".join(titles),
        first_name=first_name.strip(),
        last_name=last_name.strip() or email,
    )
