"""Who reads which fact of the audit log: whoever reads the same on the page where it belongs."""

from collections.abc import Mapping
from dataclasses import replace

from lotsen.domain.audit import OPEN_FACTS, AuditAction, AuditEntry
from lotsen.domain.permissions import Permission

READ_WITH: Mapping[str, Mapping[str, Permission]] = {
    AuditAction.RATING_CHANGED: dict.fromkeys(("old", "new", "reason"), Permission.SEE_SCORES),
    AuditAction.NOTE_WRITTEN: dict.fromkeys(("old", "new"), Permission.LEAD_MEETING),
    AuditAction.VOTE_CAST: {"choice": Permission.SEE_MEETING},
    AuditAction.BALLOT_COUNTED: {"counts": Permission.SEE_MEETING},
    AuditAction.MAIL_DISMISSED: {"sender": Permission.SEE_INBOX},
    AuditAction.MAIL_REOPENED: {"sender": Permission.SEE_INBOX},
    AuditAction.ATTACHMENTS_TAKEN: {"files": Permission.SEE_INBOX},
    AuditAction.CANDIDACY_EXPLAINED: dict.fromkeys(("old", "new"), Permission.SEE_SHORTLIST),
    AuditAction.LETTER_EDITED: {"body": Permission.WRITE_LETTERS},
    AuditAction.PROFILE_APPROVED: {"proposed_because": Permission.SEE_PROFILE},
    AuditAction.CONCEPT_REVIEWED: dict.fromkeys(
        ("old", "new", "comment_before", "comment"), Permission.SEE_ANSWERS
    ),
    AuditAction.PERSON_NAMED: dict.fromkeys(("knows", "reasons"), Permission.SEE_ANSWERS),
    AuditAction.NOMINATION_CHANGED: dict.fromkeys(
        ("knows", "reasons_before", "reasons"), Permission.SEE_ANSWERS
    ),
    AuditAction.NOMINATION_TAKEN_BACK: {"reasons": Permission.SEE_ANSWERS},
    AuditAction.NOMINEE_INFORMED: dict.fromkeys(("told", "informed_on"), Permission.SEE_ANSWERS),
    AuditAction.NOMINEE_ANSWERED: dict.fromkeys(("nominee", "answered_on"), Permission.SEE_ANSWERS),
}
"""The facts that not everybody who sees the log may see, with what lets a person see them.

`SEE_SCORES` stands for the ratings of everybody: whoever sees those of some departments, or has
sheets to hand in, does not read it here. What stands neither here nor among `OPEN_FACTS` is read
as if it were of a rating.
"""

IN_THE_ROOM = frozenset({Permission.SEE_MEETING, Permission.LEAD_MEETING})
"""What these let a person see is kept from whoever has to leave the room for it."""


def as_read_by(entry: AuditEntry, may: frozenset[Permission]) -> AuditEntry:
    """A line as somebody reads it who may all this.

    Where something is left out, the salt goes too, so that nobody finds it by trying.
    """
    open_facts = OPEN_FACTS.get(entry.action, frozenset())
    read_with = READ_WITH.get(entry.action, {})
    facts = entry.facts or {}
    shown = {
        name: value
        for name, value in facts.items()
        if name in open_facts or read_with.get(name, Permission.SEE_SCORES) in may
    }
    return entry if shown == facts else replace(entry, facts=shown, salt="")
