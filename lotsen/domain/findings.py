"""What is wrong with a row of a file, or worth a second look; each with its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding keeps the file out."""

    ERROR = "error"
    WARNING = "warning"


class FindingCode(StrEnum):
    """Everything that can be found in a file that can be read."""

    COLUMN_MISSING = "column.missing"
    COLUMN_AMBIGUOUS = "column.ambiguous"
    COLUMN_NOT_READ = "column.not_read"
    CELL_FORMULA = "cell.formula"
    CELL_ERROR = "cell.error"
    CELL_MERGED = "cell.merged"
    ROW_MERGED = "row.merged"
    ROW_TOTAL = "row.total"
    ROW_TOO_LONG = "row.too_long"
    SHEET_HIDDEN_ROWS = "sheet.hidden_rows"
    SHEET_NOT_READ = "sheet.not_read"

    VALUE_MISSING = "value.missing"
    TEXT_CONTROL_SIGNS = "text.control_signs"
    TEXT_BROKEN = "text.broken"
    TEXT_TOO_LONG = "text.too_long"
    NUMBER_SHORTENED = "number.shortened"
    EMAIL_INVALID = "email.invalid"
    DATE_INVALID = "date.invalid"
    DATE_IMPLAUSIBLE = "date.implausible"
    WORKLOAD_INVALID = "workload.invalid"
    WORKLOAD_AMBIGUOUS = "workload.ambiguous"
    WORKLOAD_TOO_LARGE = "workload.too_large"
    WORKLOAD_READ_AS_HOURS = "workload.read_as_hours"
    SALUTATION_UNKNOWN = "salutation.unknown"
    STATE_UNKNOWN = "state.unknown"
    KIND_UNKNOWN = "kind.unknown"
    ROLE_UNKNOWN = "role.unknown"
    NAME_UNCLEAR = "name.unclear"

    PERSON_REPEATED = "person.repeated"
    PERSON_CONTRADICTORY = "person.contradictory"
    PERSON_ALIKE = "person.alike"
    PERSONNEL_NUMBER_SHORT = "personnel_number.short"
    PERSONNEL_NUMBER_TWICE = "personnel_number.twice"

    DEPARTMENT_REPEATED = "department.repeated"
    DEPARTMENT_CONTRADICTORY = "department.contradictory"
    DEPARTMENT_WRONG_LEVEL = "department.wrong_level"
    PARENT_MISSING = "parent.missing"
    PARENT_AMBIGUOUS = "parent.ambiguous"

    RATING_OFF_SCALE = "rating.off_scale"
    RATING_NOT_WHOLE = "rating.not_whole"
    RATING_UNREADABLE = "rating.unreadable"
    RATING_DASH = "rating.dash"
    RATING_EMPTY = "rating.empty"
    RATING_REPEATED = "rating.repeated"
    RATING_TWICE = "rating.twice"
    EVIDENCE_MISSING = "evidence.missing"
    EVIDENCE_NOWHERE = "evidence.nowhere"
    EVIDENCE_ALONE = "evidence.alone"
    CRITERION_UNKNOWN = "criterion.unknown"
    SHEET_DATES_DIFFER = "sheet.dates_differ"

    # What only the records can tell; the use case of the import finds these.
    DEPARTMENT_UNKNOWN = "department.unknown"
    DEPARTMENT_AMBIGUOUS = "department.ambiguous"
    PARENT_UNKNOWN = "parent.unknown"
    CANDIDATE_UNKNOWN = "candidate.unknown"
    CANDIDATE_WITHDRAWN = "candidate.withdrawn"
    CANDIDATE_EXCLUDED = "candidate.excluded"
    CANDIDATE_NOT_AGREED = "candidate.not_agreed"
    CANDIDATE_WITHOUT_REASON = "candidate.without_reason"
    RATER_UNKNOWN = "rater.unknown"
    RATER_WITHOUT_ROLE = "rater.without_role"
    RATER_BIASED = "rater.biased"
    RATER_THEMSELVES = "rater.themselves"
    LEADER_UNKNOWN = "leader.unknown"
    PERSONNEL_NUMBER_TAKEN = "personnel_number.taken"


WARNINGS = frozenset(
    {
        FindingCode.COLUMN_NOT_READ,
        FindingCode.CELL_MERGED,
        FindingCode.ROW_MERGED,
        FindingCode.ROW_TOTAL,
        FindingCode.SHEET_HIDDEN_ROWS,
        FindingCode.SHEET_NOT_READ,
        FindingCode.WORKLOAD_READ_AS_HOURS,
        FindingCode.PERSON_REPEATED,
        FindingCode.PERSON_ALIKE,
        FindingCode.PERSONNEL_NUMBER_SHORT,
        FindingCode.DEPARTMENT_REPEATED,
        FindingCode.RATING_EMPTY,
        FindingCode.RATING_REPEATED,
        FindingCode.EVIDENCE_MISSING,
        FindingCode.EVIDENCE_NOWHERE,
        FindingCode.LEADER_UNKNOWN,
        FindingCode.CANDIDATE_WITHOUT_REASON,
    }
)
"""What a person should know of, but what keeps no file out."""


def severity_of(code: FindingCode) -> Severity:
    """Whether a finding of this kind keeps the file out."""
    return Severity.WARNING if code in WARNINGS else Severity.ERROR


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding; `row` counts from 1 with the header, as a spreadsheet shows it.

    Attributes:
        row: None where the finding is about the whole file.
        column: the heading in the person's own file; None where it is about a whole row.
        value: what stands there, shortened.
    """

    row: int | None
    column: str | None
    value: str
    code: FindingCode
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether it keeps the file out."""
        return severity_of(self.code)
