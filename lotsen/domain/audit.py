"""What the audit log remembers: an action, its subject and the facts of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AuditAction(StrEnum):
    """Every kind of line in the audit log; the values are stored."""

    ROUND_OPENED = "round_opened"
    DEMO_LOADED = "demo_loaded"
    PHASE_MOVED = "phase_moved"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    PERSON_ADDED = "person_added"
    PERSON_INVITED = "person_invited"
    ACCOUNT_SET = "account_set"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_FORGOTTEN = "identity_forgotten"
    PERSON_BLOCKED = "person_blocked"
    PERSON_UNBLOCKED = "person_unblocked"
    FILE_IMPORTED = "file_imported"
    SHEETS_ASSIGNED = "sheets_assigned"
    SHEET_WITHDRAWN = "sheet_withdrawn"
    BIAS_DECLARED = "bias_declared"
    SHEET_SAVED = "sheet_saved"
    SHEET_HANDED_IN = "sheet_handed_in"
    SHEET_REOPENED = "sheet_reopened"
    SHORTLIST_MARKED = "shortlist_marked"
    SHORTLIST_UNMARKED = "shortlist_unmarked"
    SHORTLIST_EXPORTED = "shortlist_exported"
    RATINGS_EXPORTED = "ratings_exported"
    DECISION_TAKEN = "decision_taken"
    DECISION_TAKEN_BACK = "decision_taken_back"


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One action, before it has a number and a time."""

    action: AuditAction
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One line of the log as it is read."""

    number: int
    at: datetime
    actor: str
    action: AuditAction
    subject: str
    facts: Mapping[str, object]
