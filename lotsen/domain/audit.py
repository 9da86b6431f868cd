"""What the audit log remembers: an action, its subject and the facts of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class AuditAction(StrEnum):
    """Every kind of line in the audit log; the values are stored."""

    ROUND_OPENED = "round_opened"
    DEMO_LOADED = "demo_loaded"
    PHASE_MOVED = "phase_moved"
    DATES_PLANNED = "dates_planned"
    PROFILE_CHANGED = "profile_changed"
    PROFILE_PROPOSED = "profile_proposed"
    PROFILE_APPROVED = "profile_approved"
    PROFILE_REFUSED = "profile_refused"
    PROFILE_WITHDRAWN = "profile_withdrawn"
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
    ROLES_CHANGED = "roles_changed"
    ACCOUNT_CHANGED = "account_changed"
    FILE_IMPORTED = "file_imported"
    SHEETS_ASSIGNED = "sheets_assigned"
    SHEET_WITHDRAWN = "sheet_withdrawn"
    BIAS_DECLARED = "bias_declared"
    SHEET_SAVED = "sheet_saved"
    SHEET_HANDED_IN = "sheet_handed_in"
    SHEET_REOPENED = "sheet_reopened"
    SHORTLIST_MARKED = "shortlist_marked"
    SHORTLIST_UNMARKED = "shortlist_unmarked"
    SHORTLIST_TAKEN_OVER = "shortlist_taken_over"
    SHORTLIST_RULES_SET = "shortlist_rules_set"
    DEPARTURE_EXPLAINED = "departure_explained"
    SHORTLIST_EXPORTED = "shortlist_exported"
    RATINGS_EXPORTED = "ratings_exported"
    DECISION_TAKEN = "decision_taken"
    DECISION_TAKEN_BACK = "decision_taken_back"
    RECORD_EXPORTED = "record_exported"
    LEADER_ANSWERED = "leader_answered"
    BODY_HEARD = "body_heard"
    DECISIONS_SIGNED = "decisions_signed"
    DECISIONS_CLOSED = "decisions_closed"
    REOPENING_PROPOSED = "reopening_proposed"
    DECISIONS_REOPENED = "decisions_reopened"
    ADDENDUM_WRITTEN = "addendum_written"
    LETTERS_TAKEN = "letters_taken"
    LETTER_WORDED = "letter_worded"
    LETTER_VALUES_SET = "letter_values_set"
    LETTERS_DRAFTED = "letters_drafted"
    LETTER_EDITED = "letter_edited"
    LETTERS_DISCARDED = "letters_discarded"
    LETTERS_APPROVED = "letters_approved"
    LETTERS_HANDED_OVER = "letters_handed_over"
    LETTERS_NOTED_SENT = "letters_noted_sent"
    LETTERS_TAKEN_BACK = "letters_taken_back"
    LETTER_BEGUN = "letter_begun"
    LETTER_SENT = "letter_sent"
    LETTER_DEFERRED = "letter_deferred"
    LETTER_BOUNCED = "letter_bounced"
    LETTER_LOST = "letter_lost"
    LETTER_SETTLED = "letter_settled"
    MAILS_TAKEN = "mails_taken"
    CANDIDATE_ADDED = "candidate_added"
    CANDIDACY_EXPLAINED = "candidacy_explained"
    MAIL_ASSIGNED = "mail_assigned"
    MAIL_DISMISSED = "mail_dismissed"
    MAIL_REOPENED = "mail_reopened"
    UNREAD_MAILS_NOTED = "unread_mails_noted"
    ATTACHMENTS_TAKEN = "attachments_taken"
    ATTACHMENT_OPENED = "attachment_opened"
    ATTACHMENT_REMOVED = "attachment_removed"
    PROFILE_OPENED = "profile_opened"
    AUDIT_EXPORTED = "audit_exported"
    MEETING_PLANNED = "meeting_planned"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    AGENDA_CHANGED = "agenda_changed"
    MEETING_OPENED = "meeting_opened"
    MEETING_CLOSED = "meeting_closed"
    ITEM_CALLED = "item_called"
    NOTE_WRITTEN = "note_written"
    PRESENCE_NOTED = "presence_noted"
    RECUSAL_NOTED = "recusal_noted"
    RECUSAL_TAKEN_BACK = "recusal_taken_back"
    PLACE_SHOWN = "place_shown"
    CHANGES_OPENED = "changes_opened"
    RATING_CHANGED = "rating_changed"
    REFERENCE_SET = "reference_set"
    BALLOT_OPENED = "ballot_opened"
    VOTE_CAST = "vote_cast"
    BALLOT_COUNTED = "ballot_counted"
    CONCEPT_WORDED = "concept_worded"
    CONCEPT_REVIEWED = "concept_reviewed"
    REVIEWS_EXPORTED = "reviews_exported"
    PERSON_NAMED = "person_named"
    NOMINATION_CHANGED = "nomination_changed"
    NOMINATION_TAKEN_BACK = "nomination_taken_back"
    NOMINEE_INFORMED = "nominee_informed"
    NOMINEE_ANSWERED = "nominee_answered"


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One action, before it has a number and a time."""

    action: AuditAction
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One line of the log as it stands in the records.

    `at` and `facts` are None where somebody left there what nobody can read; the action is a
    text, for it too could have been tampered with.
    """

    number: int
    at: datetime | None
    actor_id: int | None
    actor: str
    action: str
    subject: str
    facts: Mapping[str, object] | None
    salt: str
    content_hash: str
    previous_hash: str
    hash: str

    def with_hash(self, found: str) -> Self:
        """The same line with its hash."""
        return replace(self, hash=found)


OPEN_FACTS: Mapping[str, frozenset[str]] = {
    AuditAction.ROUND_OPENED: frozenset({"title", "places"}),
    AuditAction.DEMO_LOADED: frozenset({"town"}),
    AuditAction.PHASE_MOVED: frozenset({"old", "new"}),
    AuditAction.SIGNED_IN: frozenset(),
    AuditAction.SIGNED_OUT: frozenset(),
    AuditAction.SIGN_IN_FAILED: frozenset({"reason"}),
    AuditAction.PERSON_ADDED: frozenset({"name", "roles"}),
    AuditAction.PERSON_INVITED: frozenset({"name"}),
    AuditAction.ACCOUNT_SET: frozenset({"name"}),
    AuditAction.ACCOUNT_CHANGED: frozenset({"name"}),
    AuditAction.IDENTITY_LINKED: frozenset({"name"}),
    AuditAction.IDENTITY_FORGOTTEN: frozenset({"name"}),
    AuditAction.ROLES_CHANGED: frozenset({"name", "old", "new", "reason"}),
    AuditAction.PERSON_BLOCKED: frozenset({"name"}),
    AuditAction.PERSON_UNBLOCKED: frozenset({"name"}),
    AuditAction.FILE_IMPORTED: frozenset(
        {"kind", "file", "sha256", "rows", "new", "changed", "unchanged"}
    ),
    AuditAction.SHEETS_ASSIGNED: frozenset({"sheets"}),
    AuditAction.SHEET_WITHDRAWN: frozenset({"sheet"}),
    AuditAction.BIAS_DECLARED: frozenset({"name", "biased", "reason"}),
    AuditAction.SHEET_SAVED: frozenset({"criterion"}),
    AuditAction.SHEET_HANDED_IN: frozenset({"name"}),
    AuditAction.SHEET_REOPENED: frozenset({"sheet", "old", "reason"}),
    AuditAction.SHORTLIST_MARKED: frozenset({"name", "old", "new"}),
    AuditAction.SHORTLIST_UNMARKED: frozenset({"old"}),
    AuditAction.SHORTLIST_EXPORTED: frozenset({"form", "people", "only_marked"}),
    AuditAction.RATINGS_EXPORTED: frozenset({"ratings", "with_drafts"}),
    AuditAction.DECISION_TAKEN: frozenset(
        {"name", "outcome", "reserve_order", "reason", "departure"}
    ),
    AuditAction.DECISION_TAKEN_BACK: frozenset({"name", "outcome", "reason"}),
    AuditAction.RECORD_EXPORTED: frozenset({"reference", "sha256", "people", "draft"}),
    AuditAction.LEADER_ANSWERED: frozenset({"name", "agreement", "given_by", "reason"}),
    AuditAction.BODY_HEARD: frozenset({"heard", "stage", "hearing", "held_on", "statement"}),
    AuditAction.DECISIONS_SIGNED: frozenset({"decisions", "list_hash"}),
    AuditAction.DECISIONS_CLOSED: frozenset({"closing", "list_hash"}),
    AuditAction.REOPENING_PROPOSED: frozenset({"closing", "reason"}),
    AuditAction.DECISIONS_REOPENED: frozenset({"closing", "old", "new", "reason"}),
    AuditAction.ADDENDUM_WRITTEN: frozenset({"closing", "text"}),
    AuditAction.DATES_PLANNED: frozenset({"old", "new", "reason"}),
    **dict.fromkeys(
        (
            AuditAction.PROFILE_CHANGED,
            AuditAction.PROFILE_PROPOSED,
            AuditAction.PROFILE_APPROVED,
            AuditAction.PROFILE_REFUSED,
            AuditAction.PROFILE_WITHDRAWN,
        ),
        frozenset({"number", "changes", "reason"}),
    ),
    AuditAction.LETTERS_TAKEN: frozenset({"keys"}),
    AuditAction.LETTER_WORDED: frozenset({"key", "title", "body"}),
    AuditAction.LETTER_VALUES_SET: frozenset({"values"}),
    AuditAction.LETTERS_DRAFTED: frozenset({"key", "letter", "recipients"}),
    AuditAction.LETTER_EDITED: frozenset({"recipient"}),  # the text may speak of a person
    AuditAction.LETTERS_DISCARDED: frozenset({"letters"}),
    AuditAction.LETTERS_APPROVED: frozenset({"letters"}),
    AuditAction.LETTERS_HANDED_OVER: frozenset({"letters"}),
    AuditAction.LETTERS_NOTED_SENT: frozenset({"letters", "sent_on"}),
    AuditAction.LETTERS_TAKEN_BACK: frozenset({"letters", "reason"}),
    AuditAction.LETTER_BEGUN: frozenset({"recipient"}),
    AuditAction.LETTER_SENT: frozenset({"recipient", "answer"}),
    AuditAction.LETTER_DEFERRED: frozenset({"recipient", "answer"}),
    AuditAction.LETTER_BOUNCED: frozenset({"recipient", "answer"}),
    AuditAction.LETTER_LOST: frozenset({"recipient", "answer"}),
    AuditAction.LETTER_SETTLED: frozenset({"recipient", "arrived", "settled_by"}),
    AuditAction.MAILS_TAKEN: frozenset({"source", "new", "aside"}),
    AuditAction.CANDIDATE_ADDED: frozenset({"name", "mail", "letter"}),
    AuditAction.CANDIDACY_EXPLAINED: frozenset({"name"}),  # why somebody goes is their own affair
    AuditAction.MAIL_ASSIGNED: frozenset({"name", "mail"}),
    AuditAction.MAIL_DISMISSED: frozenset({"mail"}),  # whoever wrote may want nothing of us
    AuditAction.MAIL_REOPENED: frozenset({"name", "mail", "attachments"}),
    AuditAction.UNREAD_MAILS_NOTED: frozenset({"source", "new", "gone"}),
    AuditAction.ATTACHMENTS_TAKEN: frozenset({"name", "mail"}),  # a name of a file can tell much
    AuditAction.ATTACHMENT_OPENED: frozenset({"name", "mail"}),
    AuditAction.ATTACHMENT_REMOVED: frozenset({"name", "mail"}),
    AuditAction.SHORTLIST_TAKEN_OVER: frozenset({"name", "method", "method_version", "revision"}),
    AuditAction.SHORTLIST_RULES_SET: frozenset({"old", "new"}),
    AuditAction.DEPARTURE_EXPLAINED: frozenset({"name", "proposed", "old", "new"}),
    AuditAction.MEETING_PLANNED: frozenset({"title"}),
    AuditAction.MEETING_MOVED: frozenset({"title", "old", "new"}),
    AuditAction.MEETING_CANCELLED: frozenset({"title", "reason"}),
    AuditAction.AGENDA_CHANGED: frozenset(
        {"added", "minutes", "order", "moved", "steps", "item", "old", "new", "removed"}
    ),
    AuditAction.MEETING_OPENED: frozenset({"title"}),
    AuditAction.MEETING_CLOSED: frozenset({"title"}),
    AuditAction.ITEM_CALLED: frozenset({"item", "candidate", "title"}),
    AuditAction.NOTE_WRITTEN: frozenset(),  # the minutes speak of a person
    AuditAction.PRESENCE_NOTED: frozenset({"person", "here"}),
    AuditAction.RECUSAL_NOTED: frozenset({"person", "reason", "old", "new"}),
    AuditAction.RECUSAL_TAKEN_BACK: frozenset({"person", "said", "reason", "old", "new"}),
    AuditAction.PLACE_SHOWN: frozenset({"item", "shown"}),
    AuditAction.CHANGES_OPENED: frozenset({"item", "candidate", "opened"}),
    AuditAction.RATING_CHANGED: frozenset({"criterion"}),  # values and reason speak of a rating
    AuditAction.REFERENCE_SET: frozenset({"old", "new"}),
    AuditAction.BALLOT_OPENED: frozenset({"item", "secret"}),
    AuditAction.VOTE_CAST: frozenset(),  # who said what stays in the room
    AuditAction.BALLOT_COUNTED: frozenset(  # where all say the same, counts tell who said what
        {"item", "candidate", "members", "biased", "here", "result"}
    ),
    AuditAction.CONCEPT_WORDED: frozenset({"old", "new"}),
    AuditAction.CONCEPT_REVIEWED: frozenset(),  # what leaders say is for who coordinates
    AuditAction.REVIEWS_EXPORTED: frozenset({"people"}),
    AuditAction.PERSON_NAMED: frozenset({"name"}),  # the rest stays with who coordinates
    AuditAction.NOMINATION_CHANGED: frozenset({"name"}),
    AuditAction.NOMINATION_TAKEN_BACK: frozenset({"name"}),
    AuditAction.NOMINEE_INFORMED: frozenset({"name"}),
    AuditAction.NOMINEE_ANSWERED: frozenset({"name"}),
    AuditAction.PROFILE_OPENED: frozenset({"name"}),
    AuditAction.AUDIT_EXPORTED: frozenset({"form", "lines"}),
}
"""The facts that whoever sees the log may see; who reads the others, `audit_readers` says."""
