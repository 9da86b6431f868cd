"""What lines of the audit log are about: kinds of things, and all that concerns one candidate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, String, false, or_, select, type_coerce

from lotsen.application.unit_of_work import Reader
from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.meetings import AgendaItemRow, BallotRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.audit import AuditAction
from lotsen.usecases.audit_subjects import LONGEST_KEY


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """A kind of thing: the subjects that are of it, and the actions that are whatever they name."""

    subjects: frozenset[str] = field(default=frozenset())
    actions: frozenset[AuditAction] = field(default=frozenset())


_KINDS: Final[Mapping[str, _Kind]] = {
    "meeting": _Kind(
        subjects=frozenset({"meeting", "item", "ballot"}),
        actions=frozenset({AuditAction.RATING_CHANGED}),
    ),
    "letter": _Kind(
        subjects=frozenset({"letter"}),
        actions=frozenset(
            {
                AuditAction.LETTERS_TAKEN,
                AuditAction.LETTER_WORDED,
                AuditAction.LETTER_VALUES_SET,
                AuditAction.LETTERS_DRAFTED,
                AuditAction.LETTERS_DISCARDED,
                AuditAction.LETTERS_APPROVED,
                AuditAction.LETTERS_HANDED_OVER,
                AuditAction.LETTERS_NOTED_SENT,
                AuditAction.LETTERS_TAKEN_BACK,
            }
        ),
    ),
    "mail": _Kind(
        actions=frozenset(
            {
                AuditAction.MAILS_TAKEN,
                AuditAction.CANDIDATE_ADDED,
                AuditAction.MAIL_ASSIGNED,
                AuditAction.MAIL_DISMISSED,
                AuditAction.MAIL_REOPENED,
                AuditAction.UNREAD_MAILS_NOTED,
                AuditAction.ATTACHMENTS_TAKEN,
                AuditAction.ATTACHMENT_OPENED,
                AuditAction.ATTACHMENT_REMOVED,
            }
        ),
    ),
}
"""The kinds that are more than the subjects of their own name."""

_OF_ITEMS: Final = (AuditAction.ITEM_CALLED, AuditAction.PLACE_SHOWN, AuditAction.AGENDA_CHANGED)
"""The lines of a meeting that name one item of it among their facts."""


def condition(reader: Reader, about: str) -> ColumnElement[bool]:
    """Which lines are of a kind of thing (`meeting:`), or about one thing (`candidate:17`)."""
    kind, _colon, key = about.partition(":")
    if not key:
        return _of_kind(kind)
    if kind != "candidate" or not key.isdecimal() or len(key) > LONGEST_KEY:
        return AuditRow.subject == about
    return _of_candidate(reader, int(key))


def candidates(reader: Reader) -> Collection[int]:
    """The candidates that the log is about, by themselves, by sheets, or in a meeting."""
    whose = {
        "sheet": dict(_pairs(reader, SheetRow)),
        "item": dict(_pairs(reader, AgendaItemRow)),
        "ballot": _ballots(reader),
    }
    told = or_(*(AuditRow.subject.startswith(f"{kind}:") for kind in ("candidate", *whose)))
    found = set()
    for subject in reader.session.scalars(select(AuditRow.subject).where(told).distinct()):
        kind, _colon, text = subject.partition(":")
        if text.isdecimal() and len(text) <= LONGEST_KEY:
            found.add(int(text) if kind == "candidate" else whose[kind].get(int(text)))
    return {key for key in found if key is not None}


def _of_kind(kind: str) -> ColumnElement[bool]:
    known = _KINDS.get(kind, _Kind(subjects=frozenset({kind})))
    subjects = (
        AuditRow.subject.startswith(f"{each}:", autoescape=True) for each in sorted(known.subjects)
    )
    actions = type_coerce(AuditRow.action, String).in_(sorted(known.actions))
    return or_(false(), *subjects, actions)


def _of_candidate(reader: Reader, key: int) -> ColumnElement[bool]:
    """A candidacy, its sheets, its part of meetings, and the letters to the person."""
    items = _keys(reader, AgendaItemRow, key)
    ballots = reader.session.scalars(select(BallotRow.id).where(BallotRow.item_id.in_(items))).all()
    person = select(CandidateRow.person_id).where(CandidateRow.id == key).scalar_subquery()
    letters = reader.session.scalars(
        select(LetterRow.id).where(LetterRow.person_id == person)
    ).all()
    about: Mapping[str, Collection[int]] = {
        "candidate": [key],
        "sheet": _keys(reader, SheetRow, key),
        "item": items,
        "ballot": ballots,
        "letter": letters,
    }
    subjects = [f"{kind}:{each}" for kind, keys in about.items() for each in keys]
    return or_(AuditRow.subject.in_(subjects), AuditRow.id.in_(_naming(reader, key, items)))


def _naming(reader: Reader, candidate: int, items: Collection[int]) -> Collection[int]:
    """The lines about a meeting that name this candidate, or an item that is about them.

    The facts are read here, as both databases keep them: no cast meets a text in the wrong line.
    """
    meetings = reader.session.scalars(
        select(AgendaItemRow.meeting_id).where(AgendaItemRow.candidate_id == candidate)
    )
    rows = reader.session.execute(
        select(AuditRow.id, AuditRow.facts).where(
            AuditRow.subject.in_([f"meeting:{each}" for each in meetings]),
            AuditRow.action.in_(_OF_ITEMS),
        )
    )
    return [line for line, facts in rows if {facts.get("item"), facts.get("moved")} & {*items}]


def _keys(reader: Reader, table: type[SheetRow | AgendaItemRow], key: int) -> Collection[int]:
    return reader.session.scalars(select(table.id).where(table.candidate_id == key)).all()


def _pairs(
    reader: Reader, table: type[SheetRow | AgendaItemRow]
) -> Collection[tuple[int, int | None]]:
    rows = reader.session.execute(select(table.id, table.candidate_id))
    return [(key, whose) for key, whose in rows]


def _ballots(reader: Reader) -> Mapping[int, int | None]:
    rows = reader.session.execute(
        select(BallotRow.id, AgendaItemRow.candidate_id).join(
            AgendaItemRow, AgendaItemRow.id == BallotRow.item_id
        )
    )
    return dict(rows.all())
