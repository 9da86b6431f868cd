"""Compare a list of departments with the tree, and take it over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import DepartmentRow, LeadsRow, PersonRow
from lotsen.domain.departments import LEVEL_OF, DepartmentKind, Level
from lotsen.domain.findings import FindingCode
from lotsen.imports.synonyms import fold
from lotsen.usecases.import_people import Leaders, named
from lotsen.usecases.import_plan import Tally


@dataclass(eq=False)
class Node:
    """A department of the file or of the records, or of both."""

    row: DepartmentRow | None
    line: dict[str, Any] | None = None
    parent: "Node | None" = None
    different: dict[str, object] = field(default_factory=dict)
    leader: str = ""
    """The address of whom the line names as leader."""


@dataclass(eq=False)
class Tree:
    """All nodes, found by number or by name."""

    nodes: list[Node]

    def find(self, text: str, above: str = "") -> list[Node]:
        """The nodes with this number or name; `above` narrows them to one parent."""
        wanted = fold(text)
        hits = [node for node in self.nodes if wanted in _names(node)]
        if above and len(hits) > 1:
            hits = [hit for hit in hits if hit.parent and fold(above) in _names(hit.parent)]
        return hits


def compare_departments(reader: Reader, tally: Tally) -> tuple[list[Node], Leaders]:
    """Say for each line whether it is new, changed or known; nothing is written."""
    tree = _stored(reader)
    nodes = [_node_for(tree, line) for line in tally.lines()]
    leaders = Leaders.load(reader, tally)
    leads = _leads(reader)
    for node in nodes:
        _place(tree, node, tally)
    for node in tree.nodes:
        _check_level(node, tally)
    for node in nodes:
        _compare(node, tally, leaders, leads)
    return nodes, leaders


def take_departments(uow: UnitOfWork, nodes: Sequence[Node], leaders: Leaders) -> None:
    """Write what `compare_departments` found."""
    for node in nodes:
        _write(uow, node)
    uow.session.flush()
    for node in nodes:
        assert node.line is not None
        assert node.row is not None
        leader = leaders.written(uow, node.leader)
        if leader is not None and "leader" in node.different:
            uow.session.execute(delete(LeadsRow).where(LeadsRow.department_id == node.row.id))
            uow.session.add(LeadsRow(department_id=node.row.id, person_id=leader.id))


def _stored(reader: Reader) -> Tree:
    rows = reader.session.scalars(select(DepartmentRow)).all()
    nodes = {row.id: Node(row=row) for row in rows}
    for row in rows:
        nodes[row.id].parent = nodes[row.parent_id] if row.parent_id else None
    return Tree([*nodes.values()])


def _node_for(tree: Tree, line: dict[str, Any]) -> Node:
    """The node that a line is about: the one with its number, else with its name and parent."""
    key = line["number"] or line["name"]
    hits = tree.find(key, above=line["parent"])
    if not line["number"]:
        hits = [hit for hit in hits if not line["parent"] or hit.parent]
    known = next((hit for hit in hits if hit.line is None), None)
    if known is None:
        known = Node(row=None)
        tree.nodes.append(known)
    known.line = line
    return known


def _place(tree: Tree, node: Node, tally: Tally) -> None:
    assert node.line is not None
    wanted = node.line["parent"]
    if not wanted:
        return
    hits = [hit for hit in tree.find(wanted) if hit is not node]
    if not hits:
        tally.find(FindingCode.PARENT_UNKNOWN, node.line["row"], "parent", wanted)
    elif len(hits) > 1:
        tally.find(FindingCode.PARENT_AMBIGUOUS, node.line["row"], "parent", wanted)
    else:
        node.parent = hits[0]


def _check_level(node: Node, tally: Tally) -> None:
    """Every department stands below its parent; so the tree can have no circle."""
    if node.parent is None or _level(node.parent) < _level(node):
        return
    line = node.line or node.parent.line
    if line is not None:
        tally.find(FindingCode.DEPARTMENT_WRONG_LEVEL, line["row"], "parent", line["parent"])


def _level(node: Node) -> Level:
    if node.line is not None:
        return LEVEL_OF[DepartmentKind(node.line["kind"])]
    assert node.row is not None
    return LEVEL_OF[node.row.kind]


def _compare(node: Node, tally: Tally, leaders: Leaders, leads: dict[int, str]) -> None:
    line, row = node.line, node.row
    assert line is not None
    node.leader = leaders.expect(line, "leader_name", "leader_email")
    new = {name: line[name] for name in ("number", "name", "kind")}
    if row is None:
        tally.new += 1
        node.different = {**new, "leader": node.leader}
        return
    parent = node.parent.row if node.parent else None
    old = {
        "number": row.number,
        "name": row.name,
        "kind": row.kind,
        "parent": parent.name if parent and parent.id == row.parent_id else "",
        "leader": leads.get(row.id, ""),
    }
    new |= {"parent": _title(node.parent), "leader": node.leader}
    node.different = tally.compare(line["row"], line["name"], old, new)


def _write(uow: UnitOfWork, node: Node) -> DepartmentRow:
    """Write a node after the one above it."""
    if node.row is None or node.different:
        parent = _write(uow, node.parent) if node.parent else None
        values: dict[str, Any] = {
            key: node.different[key] for key in ("number", "name", "kind") if key in node.different
        }
        if node.row is None:
            node.row = DepartmentRow(**values)
            uow.session.add(node.row)
        for name, value in values.items():
            setattr(node.row, name, value)
        if parent is not None:
            if parent.id is None:
                uow.session.flush()
            node.row.parent_id = parent.id
    return node.row


def _leads(reader: Reader) -> dict[int, str]:
    rows = reader.session.execute(
        select(LeadsRow.department_id, PersonRow.email).join(
            PersonRow, PersonRow.id == LeadsRow.person_id
        )
    )
    leads: dict[int, str] = {}
    for department, email in rows:
        leads[department] = named(leads.get(department, ""), email)
    return leads


def _names(node: Node) -> set[str]:
    """Everything a department is called: in the records, and in the file."""
    names = set()
    if node.row is not None:
        names |= {fold(node.row.number), fold(node.row.name)}
    if node.line is not None:
        names |= {fold(node.line["number"]), fold(node.line["name"])}
    return names - {""}


def _title(node: Node | None) -> str:
    if node is None:
        return ""
    if node.row is not None:
        return node.row.name
    assert node.line is not None
    return str(node.line["name"])
