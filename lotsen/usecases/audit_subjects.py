"""What the lines of the audit log are about, by name as far as the records have one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.meetings import AgendaItemRow, BallotRow, MeetingRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.people import full_name

LONGEST_KEY = 9
MOST_ASKED = 500
"""So many keys are asked for by name; of more, all names are loaded."""


Names = dict[int, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a line is about: its kind, its key, and the names that go with it."""

    kind: str
    key: str
    names: tuple[str, ...] = field(default=())


def subjects_of(reader: Reader, texts: Collection[str]) -> Mapping[str, Subject]:
    """For the subjects as they are stored, what they are called."""
    asked = defaultdict(set)
    for text in set(texts):
        kind, _colon, key = text.partition(":")
        if kind in _NAMED and key.isdecimal() and len(key) <= LONGEST_KEY:
            asked[kind].add(int(key))
    known = {kind: _NAMED[kind](reader, keys) for kind, keys in asked.items()}
    found = {}
    for text in set(texts):
        kind, _colon, key = text.partition(":")
        names = known.get(kind, {}).get(int(key), ()) if key.isdecimal() else ()
        found[text] = Subject(kind=kind, key=key, names=names)
    return found


def candidate_names(reader: Reader, keys: Collection[int]) -> dict[int, str]:
    """What these candidates are called; no two read the same, for a choice is found by it."""
    names = {key: name for key, (name,) in _candidates(reader, keys).items() if key in keys}
    often = Counter(names.values())
    return {key: name if often[name] == 1 else f"{name} (Nr. {key})" for key, name in names.items()}


def _rounds(reader: Reader, keys: Collection[int]) -> Names:
    rows = reader.session.execute(
        select(RoundRow.id, RoundRow.title).where(_among(RoundRow.id, keys))
    )
    return {key: (title,) for key, title in rows}


def _people(reader: Reader, keys: Collection[int]) -> Names:
    parts = (PersonRow.title, PersonRow.first_name, PersonRow.last_name)
    rows = reader.session.execute(select(PersonRow.id, *parts).where(_among(PersonRow.id, keys)))
    return {key: (_name(*name),) for key, *name in rows}


def _candidates(reader: Reader, keys: Collection[int]) -> Names:
    parts = (PersonRow.title, PersonRow.first_name, PersonRow.last_name)
    rows = reader.session.execute(
        select(CandidateRow.id, *parts)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(_among(CandidateRow.id, keys))
    )
    return {key: (_name(*name),) for key, *name in rows}


def _sheets(reader: Reader, keys: Collection[int]) -> Names:
    rater = aliased(PersonRow)
    rows = reader.session.execute(
        select(
            SheetRow.id,
            *(PersonRow.title, PersonRow.first_name, PersonRow.last_name),
            *(rater.title, rater.first_name, rater.last_name),
        )
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(rater, rater.id == SheetRow.rater_id)
        .where(_among(SheetRow.id, keys))
    )
    return {key: (_name(*parts[:3]), _name(*parts[3:])) for key, *parts in rows}


def _letters(reader: Reader, keys: Collection[int]) -> Names:
    rows = reader.session.execute(
        select(LetterRow.id, LetterRow.recipient).where(_among(LetterRow.id, keys))
    )
    return {key: (recipient,) for key, recipient in rows}


def _meetings(reader: Reader, keys: Collection[int]) -> Names:
    rows = reader.session.execute(
        select(MeetingRow.id, MeetingRow.title).where(_among(MeetingRow.id, keys))
    )
    return {key: (title,) for key, title in rows}


def _items(reader: Reader, keys: Collection[int]) -> Names:
    rows = reader.session.execute(
        _on_the_agenda(AgendaItemRow.id).where(_among(AgendaItemRow.id, keys))
    )
    return {key: _of_item(*parts) for key, *parts in rows}


def _ballots(reader: Reader, keys: Collection[int]) -> Names:
    rows = reader.session.execute(
        _on_the_agenda(BallotRow.id)
        .join(BallotRow, BallotRow.item_id == AgendaItemRow.id)
        .where(_among(BallotRow.id, keys))
    )
    return {key: _of_item(*parts) for key, *parts in rows}


def _on_the_agenda(key: Any) -> Select[Any]:
    """What stands on an agenda, with whom it is about and the meeting."""
    return (
        select(
            key,
            *(MeetingRow.title, AgendaItemRow.title),
            *(PersonRow.title, PersonRow.first_name, PersonRow.last_name),
        )
        .select_from(AgendaItemRow)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .outerjoin(CandidateRow, CandidateRow.id == AgendaItemRow.candidate_id)
        .outerjoin(PersonRow, PersonRow.id == CandidateRow.person_id)
    )


def _of_item(meeting: str, pause: str, *name: str) -> tuple[str, str]:
    return pause or _name(*name), meeting


_NAMED: Final[Mapping[str, Callable[[Reader, Collection[int]], Names]]] = {
    "round": _rounds,
    "person": _people,
    "candidate": _candidates,
    "sheet": _sheets,
    "letter": _letters,
    "meeting": _meetings,
    "item": _items,
    "ballot": _ballots,
}


def _among(column: Any, keys: Collection[int]) -> ColumnElement[bool]:
    return column.in_(keys) if len(keys) <= MOST_ASKED else column.is_not(None)  # type: ignore[no-any-return]  # a column that is passed on


def _name(title: str, first_name: str, last_name: str) -> str:
    return full_name(title=title, first_name=first_name, last_name=last_name)
