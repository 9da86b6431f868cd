"""What a change of a brought file is called: its field, and its values as a person writes them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.files import FileKind
from lotsen.domain.people import Role
from lotsen.i18n import formats, words
from lotsen.i18n.fields import field_name

_SAID: Mapping[str, Callable[[Any], str]] = {
    "workload": formats.share,
    "state": lambda state: words.candidate_state(CandidateState(state)),
    "kind": lambda kind: words.department_kind(DepartmentKind(kind)),
    "roles": lambda roles: ", ".join(words.role(Role(role)) for role in roles.split(", ")),
}


def field(kind: FileKind, name: str) -> str:
    """The name of a field that changes."""
    return field_name(kind, "leader_email" if name == "leader" else name)


def said(name: str, value: object) -> str:
    """A value of a field as a person writes it."""
    if value is None or value == "":
        return formats.NOTHING
    if isinstance(value, date):
        return formats.day(value)
    return _SAID.get(name, str)(value)
