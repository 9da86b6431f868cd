"""From a table of texts to checked rows."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lotsen.domain.files import FileKind
from lotsen.imports.candidates import parse_candidates
from lotsen.imports.checks import Checks, Parsed
from lotsen.imports.columns import CriterionNames, check_columns, match_columns, missing_fields
from lotsen.imports.departments import parse_departments
from lotsen.imports.people import parse_people
from lotsen.imports.ratings import parse_ratings
from lotsen.imports.tables import RawTable


def parse(
    kind: FileKind,
    raw: RawTable,
    mapping: Mapping[str, int],
    criteria: Sequence[CriterionNames] = (),
) -> Parsed:
    """Read and check every row; nothing is compared with the records yet."""
    checks = Checks(raw, mapping)
    found = match_columns(kind, raw.headers, criteria)
    checks.note_columns(check_columns(kind, raw.headers, found, mapping))
    if missing_fields(kind, mapping):
        return checks.parsed(kind, pd.DataFrame())
    match kind:
        case FileKind.DEPARTMENTS:
            return parse_departments(checks)
        case FileKind.PEOPLE:
            return parse_people(checks)
        case FileKind.CANDIDATES:
            return parse_candidates(checks)
        case FileKind.RATINGS:
            return parse_ratings(checks, criteria)
