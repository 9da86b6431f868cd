"""The list of departments: a tree, written as a table."""

from collections import defaultdict

import numpy as np
import pandas as pd

from lotsen.domain.departments import LEVEL_OF, Level
from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Flags
from lotsen.imports.checks import Checks, Parsed
from lotsen.imports.duplicates import DEPARTMENT_TWICE, first_places, note_duplicates
from lotsen.imports.frames import text_column, usable
from lotsen.imports.synonyms import fold
from lotsen.imports.values import email, kind, line

_NOT_HERE, _SEVERAL = -1, -2


def parse_departments(checks: Checks) -> Parsed:
    """Read departments; `parent_row` is the row of the parent, 0 where it is not in the file."""
    for field in ("name", "kind"):
        checks.require(field)
    frame = pd.DataFrame(
        {
            "number": text_column(checks.read("number", line)),
            "name": text_column(checks.read("name", line)),
            "kind": text_column(checks.read("kind", kind)),
            "parent": text_column(checks.read("parent", line)),
            "leader_name": text_column(checks.read("leader_name", line)),
            "leader_email": text_column(checks.read("leader_email", email)),
        }
    )
    repeated = _note_twice(checks, frame)
    frame["parent_row"] = _parent_rows(checks, frame, ~(checks.spoiled | repeated))
    return checks.parsed(FileKind.DEPARTMENTS, usable(checks, frame, without=repeated))


def _note_twice(checks: Checks, frame: pd.DataFrame) -> Flags:
    """Note departments with the same number, or with the same name under the same parent."""
    numbers = frame["number"].to_numpy(dtype=object)
    names = (frame["name"].map(fold) + "\n" + frame["parent"].map(fold)).to_numpy(dtype=object)
    repeated = np.zeros(len(frame), dtype=np.bool_)
    for field, keys, given in (
        ("number", numbers, numbers != ""),
        ("name", names, ~checks.spoiled),
    ):
        first = first_places(keys, given & ~(checks.spoiled | repeated))
        repeated |= note_duplicates(checks, first, frame, field, DEPARTMENT_TWICE)
    return repeated


def _parent_rows(checks: Checks, frame: pd.DataFrame, valid: Flags) -> np.ndarray:
    """Find parents in the file, by number and by name, and check that each stands higher."""
    levels = [LEVEL_OF[name] if name else Level.DEZERNAT for name in frame["kind"]]
    parents = _parents(frame, levels, valid)
    has_parent = (frame["parent"] != "").to_numpy()
    level = np.array(levels)
    found = parents >= 0
    too_low = found & (level[parents] >= level)
    on_top = has_parent & (level == Level.DEZERNAT)
    missing = ~has_parent & (level >= Level.ABTEILUNG)
    checks.note(FindingCode.DEPARTMENT_WRONG_LEVEL, (too_low | on_top) & valid, "parent")
    checks.note(FindingCode.PARENT_AMBIGUOUS, (parents == _SEVERAL) & valid, "parent")
    checks.note(FindingCode.PARENT_MISSING, missing & valid, "parent")
    return np.where(found, checks.raw.row_numbers[parents], 0)


def _parents(frame: pd.DataFrame, levels: list[Level], valid: Flags) -> np.ndarray:
    """The place of each row's parent; a name that several have means the one that is higher."""
    numbers, names = frame["number"].tolist(), frame["name"].tolist()
    by_number: dict[str, int] = {}
    by_name: dict[str, list[int]] = defaultdict(list)
    for place in np.flatnonzero(valid).tolist():
        by_number.setdefault(numbers[place], place)
        by_name[fold(names[place])].append(place)
    result = np.full(len(frame), _NOT_HERE, dtype=np.int64)
    for place, parent in enumerate(frame["parent"]):
        if parent and parent in by_number:
            result[place] = by_number[parent]
        elif parent and (named := by_name.get(fold(parent))):
            higher = [other for other in named if levels[other] < levels[place]] or named
            result[place] = higher[0] if len(higher) == 1 else _SEVERAL
    return result
