"""The chain of the audit log: every line carries the hash of the one before it.

Of a line, a salted hash of its content (who, and the facts) is chained, not the content itself:
so a line can be shown, or one day be emptied, without its content, and the chain still holds.
The encoding is written down in `docs/reference/audit-chain.md`; a change of it is a new `METHOD`.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Self

from lotsen.domain.audit import AuditEntry, AuditLine
from lotsen.domain.errors import BadInput
from lotsen.domain.people import Actor

METHOD = "lotsen-audit-1"
SALT_BYTES = 16
_ANCHOR = re.compile(r"\s*(\d{1,18}):([0-9a-fA-F]{64})\s*")


class ChainFault(StrEnum):
    """What is wrong where the chain breaks."""

    LINE_CHANGED = "line_changed"
    LINE_MISSING = "line_missing"
    LINE_INSERTED = "line_inserted"
    LINE_OUT_OF_PLACE = "line_out_of_place"
    TAIL_MISSING = "tail_missing"
    HEAD_DIFFERS = "head_differs"
    ANCHOR_DIFFERS = "anchor_differs"


@dataclass(frozen=True, kw_only=True)
class ChainAnchor:
    """A line's number with its hash: whoever knows it can tell whether the log up to it stands."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Self:
        """An anchor as somebody noted it: `17:3f…`.

        Raises:
            BadInput: it is none.
        """
        found = _ANCHOR.fullmatch(text)
        if found is None:
            raise BadInput("anchor.unreadable")
        return cls(number=int(found[1]), hash=found[2].lower())


START = ChainAnchor(number=0, hash="0" * 64)
"""What the first line follows."""


@dataclass(frozen=True, kw_only=True)
class ChainBreak:
    """The first line with which the chain does not hold."""

    number: int
    fault: ChainFault


@dataclass(frozen=True, kw_only=True)
class ChainState:
    """What a look through the whole chain found; `end` is the last line that holds."""

    end: ChainAnchor
    broken: ChainBreak | None
    checked_at: datetime


def canonical(value: object) -> bytes:
    """JSON in the one form that is hashed: sorted keys, no blanks, ASCII alone."""
    return json.dumps(
        value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("ascii")


def content_hash(*, salt: str, actor: str, facts: Mapping[str, object]) -> str:
    """The hash of what a line says; without the salt nobody can guess it back."""
    return sha256(canonical([salt, actor, facts])).hexdigest()


def line_hash(entry: AuditEntry) -> str:
    """The hash of a whole line, as it follows from what stands in it."""
    assert entry.at is not None
    fields = [
        METHOD,
        entry.previous_hash,
        entry.number,
        written_moment(entry.at),
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.content_hash,
    ]
    return sha256(canonical(fields)).hexdigest()


def written_moment(at: datetime) -> str:
    """A moment as it is hashed: UTC, with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chained(
    lines: Sequence[AuditLine], *, after: ChainAnchor, actor: Actor, at: datetime
) -> Iterator[AuditEntry]:
    """The lines with their numbers, each chained to the one before."""
    for line in lines:
        # as they will be read back: lists for tuples, texts for members of closed sets
        facts = json.loads(canonical(dict(line.facts)))
        salt = secrets.token_hex(SALT_BYTES)
        draft = AuditEntry(
            number=after.number + 1,
            at=at,
            actor_id=actor.id,
            actor=actor.name,
            action=line.action.value,
            subject=line.subject,
            facts=facts,
            salt=salt,
            content_hash=content_hash(salt=salt, actor=actor.name, facts=facts),
            previous_hash=after.hash,
            hash="",
        )
        entry = draft.with_hash(line_hash(draft))
        yield entry
        after = ChainAnchor(number=entry.number, hash=entry.hash)


def look_through(
    entries: Iterable[AuditEntry], *, head: ChainAnchor | None, anchor: ChainAnchor | None
) -> tuple[ChainAnchor, ChainBreak | None]:
    """Look through all lines in their order; gives the last that holds, and the first break.

    `head` is where the records themselves say that the chain ends; `anchor` is what somebody
    noted outside of them.
    """
    end = START
    for entry in entries:
        fault = _fault(entry, end) or _unlike(entry, anchor)
        if fault is not None:
            number = end.number + 1 if fault == ChainFault.LINE_MISSING else entry.number
            return end, ChainBreak(number=number, fault=fault)
        end = ChainAnchor(number=entry.number, hash=entry.hash)
    furthest = max(known.number for known in (head, anchor, end) if known is not None)
    if furthest > end.number:
        return end, ChainBreak(number=end.number + 1, fault=ChainFault.TAIL_MISSING)
    if head is not None and START.number < head.number < end.number:
        return head, ChainBreak(number=head.number + 1, fault=ChainFault.LINE_INSERTED)
    if head != end:
        return end, ChainBreak(number=end.number, fault=ChainFault.HEAD_DIFFERS)
    return end, None


def _fault(entry: AuditEntry, before: ChainAnchor) -> ChainFault | None:
    """What is wrong with a line, seen from the one before it."""
    if entry.number <= before.number:
        return ChainFault.LINE_INSERTED
    if entry.number > before.number + 1:
        return ChainFault.LINE_MISSING
    if entry.previous_hash != before.hash:
        return ChainFault.LINE_OUT_OF_PLACE
    return None if _is_whole(entry) else ChainFault.LINE_CHANGED


def _is_whole(entry: AuditEntry) -> bool:
    """Whether a line says what was written when it was added."""
    if entry.at is None or entry.facts is None:  # somebody left there what nobody can read
        return False
    try:
        content = content_hash(salt=entry.salt, actor=entry.actor, facts=entry.facts)
        return content == entry.content_hash and line_hash(entry) == entry.hash
    except (TypeError, ValueError):  # SQLite lets anything stand in any column
        return False


def _unlike(entry: AuditEntry, anchor: ChainAnchor | None) -> ChainFault | None:
    if anchor is None or anchor.number != entry.number or anchor.hash == entry.hash:
        return None
    return ChainFault.ANCHOR_DIFFERS
