"""What taking a file would do: counted, compared with the records, and shown before it is done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pandas.api.types import is_datetime64_any_dtype

from lotsen.domain.files import FileKind
from lotsen.domain.findings import Finding, FindingCode, Severity
from lotsen.imports.checks import Parsed

MOST_SHOWN = 500
"""Changes beyond this number are counted, not listed."""

Progress = Callable[[float], None]
"""Is told how much of the work is done, from 0 to 1."""


def no_progress(_share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of one row that would become something else."""

    row: int
    who: str
    field: str
    old: object
    new: object


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What taking a file would do, or did."""

    kind: FileKind
    rows: int
    new: int
    changed: int
    unchanged: int
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    findings_total: Mapping[FindingCode, int]
    revision: int

    @property
    def refused(self) -> bool:
        """Whether a finding keeps the file out."""
        return any(finding.severity == Severity.ERROR for finding in self.findings)

    @property
    def does_nothing(self) -> bool:
        """Whether the records hold all of it already."""
        return not self.new and not self.changed


@dataclass(kw_only=True)
class Tally:
    """Counts while a file is compared with the records."""

    parsed: Parsed
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def lines(self) -> list[dict[str, Any]]:
        """The rows of the file as plain Python values; a blank number or date is None."""
        frame = self.parsed.frame
        plain = frame.astype(object).where(frame.notna(), None)
        for name in frame.columns:
            if is_datetime64_any_dtype(frame[name]):
                plain[name] = [None if day is None else day.date() for day in plain[name]]
        names = list(frame.columns)
        columns = [plain[name].tolist() for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def compare(
        self, row: int, who: str, old: Mapping[str, object], new: Mapping[str, object]
    ) -> dict[str, object]:
        """Count one row as changed or unchanged; gives the fields that become something else.

        An empty cell means "nothing said": it takes nothing away.
        """
        changes = differences(old, new)
        self.note(row, who, changes)
        return {name: value for name, (_old, value) in changes.items()}

    def note(self, row: int, who: str, different: Mapping[str, tuple[object, object]]) -> None:
        """Count one row, and list what would change in it."""
        if not different:
            self.unchanged += 1
            return
        self.changed += 1
        self.show(row, who, different)

    def show(self, row: int, who: str, different: Mapping[str, tuple[object, object]]) -> None:
        """List what would change in a row that is counted already."""
        for name, (old, new) in different.items():
            if len(self.changes) < MOST_SHOWN:
                self.changes.append(Change(row=row, who=who, field=name, old=old, new=new))

    def find(self, code: FindingCode, row: int, column: str, value: str, **facts: object) -> None:
        """Add a finding that only the records can tell."""
        self.findings.append(
            Finding(
                row=row,
                column=self.parsed.headings.get(column),
                value=value,
                code=code,
                facts=facts,
            )
        )

    def plan(self, revision: int) -> ImportPlan:
        """Close the count."""
        findings = (*self.parsed.findings, *self.findings)
        return ImportPlan(
            kind=self.parsed.kind,
            rows=self.parsed.rows,
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            changes=tuple(self.changes),
            findings=findings,
            findings_total=_totals(self.parsed, self.findings),
            revision=revision,
        )


def differences(
    old: Mapping[str, object], new: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    """What of the old becomes something else, as old and new; an empty cell says nothing."""
    return {
        name: (old[name], value)
        for name, value in new.items()
        if value not in ("", None) and value != old[name]
    }


def _totals(parsed: Parsed, own: Iterable[Finding]) -> dict[FindingCode, int]:
    totals = dict(parsed.totals)
    for finding in own:
        totals[finding.code] = totals.get(finding.code, 0) + 1
    return totals
