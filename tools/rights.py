"""Who may do what, as tables of the documents: written from the permissions and the menu."""

import re

from lotsen.domain.people import Role
from lotsen.domain.permissions import GRANTED_TO, OPEN_IN, Permission, depends_on_phase
from lotsen.domain.phases import Phase
from lotsen.i18n import words
from lotsen.ui.menu import NEEDS, titles
from tools.tables import ROOT, Lines, as_table


def roles_table() -> Lines:
    """What each role may do."""
    rows = [
        [german, *("ja" if role in GRANTED_TO[permission] else "–" for role in Role)]
        for permission, german in _permissions().items()
        if GRANTED_TO[permission]
    ]
    return as_table(["", *map(words.role, Role)], rows)


def phases_table() -> Lines:
    """When it may be done, where that depends on the phase."""
    rows = [
        [german, ", ".join(words.phase(phase) for phase in Phase if phase in OPEN_IN[permission])]
        for permission, german in _permissions().items()
        if GRANTED_TO[permission] and depends_on_phase(permission)
    ]
    return as_table(["", "möglich in den Phasen"], rows)


def matrix_table() -> Lines:
    """Role by permission by phase, and what the program alone does."""
    rows = [
        [f"{german} (`{permission}`)", *(_when(permission, role) for role in Role)]
        for permission, german in _permissions().items()
    ]
    return as_table(["", *map(words.role, Role)], rows)


def pages_table() -> Lines:
    """Which page each role may open, and by which permission."""
    rows = [
        [
            f"{title} (`{name}`)",
            f"`{NEEDS[name]}`",
            *("ja" if role in GRANTED_TO[NEEDS[name]] else "–" for role in Role),
        ]
        for name, title in titles().items()
    ]
    return as_table(["Seite", "braucht", *map(words.role, Role)], rows)


def _when(permission: Permission, role: Role) -> str:
    if role not in GRANTED_TO[permission]:
        return "–"
    if not depends_on_phase(permission):
        return "immer"
    return ", ".join(
        str(number) for number, phase in enumerate(Phase, 1) if phase in OPEN_IN[permission]
    )


def _permissions() -> dict[Permission, str]:
    """What permissions are called in the glossary."""
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    _before, _heading, table = glossary.partition("\n## Permissions\n")
    found = re.findall(r"^\| (.+?) \| `(\w+)` \|$", table, flags=re.MULTILINE)
    german = {stored: name for name, stored in found}
    return {permission: german[permission] for permission in Permission}
