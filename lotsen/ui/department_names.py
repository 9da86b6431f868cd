"""Departments as they stand in a list to choose from."""

from collections import Counter
from collections.abc import Sequence

from lotsen.charts.titles import full_title
from lotsen.domain.departments import Department, outline
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _

_INDENT = "\u2003"


def department_names(departments: Sequence[Department]) -> dict[DepartmentId, str]:
    """All departments in the order of the tree; no two read the same.

    Streamlit finds a choice again by what it reads.
    """
    tree = {department.id: department for department in departments}
    order = outline(tree)
    often = Counter(full_title(each.number, each.name) for each in order)
    names = {}
    for each in order:
        title = full_title(each.number, each.name)
        if often[title] > 1 and each.parent_id is not None:
            above = tree[each.parent_id]
            title = _("{name} in {above}", name=title, above=full_title(above.number, above.name))
        names[each.id] = _INDENT * (each.level - 1) + title
    return names
