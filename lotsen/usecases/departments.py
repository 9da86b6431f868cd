"""The tree of departments, read."""

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.people import DepartmentRow
from lotsen.domain.departments import Department
from lotsen.domain.ids import DepartmentId


def tree_of(reader: Reader) -> dict[DepartmentId, Department]:
    """All departments by their keys, those with a number in its order first."""
    rows = reader.session.execute(
        select(
            DepartmentRow.id,
            DepartmentRow.number,
            DepartmentRow.name,
            DepartmentRow.kind,
            DepartmentRow.parent_id,
        ).order_by(DepartmentRow.number == "", DepartmentRow.number, DepartmentRow.name)
    )
    return {
        DepartmentId(key): Department(
            id=DepartmentId(key),
            number=number,
            name=name,
            kind=kind,
            parent_id=None if parent is None else DepartmentId(parent),
        )
        for key, number, name, kind, parent in rows
    }
