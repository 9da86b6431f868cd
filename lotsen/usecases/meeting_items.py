"""Items of an agenda, as far as one person may know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, AgendaNoteRow
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.domain.ids import CandidateId, ItemId
from lotsen.domain.meetings import ItemKind
from lotsen.domain.people import full_name
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.usecases.ballot_views import BallotView, ballot_views


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item of the agenda; where `hidden`, the actor is biased and nothing else is told.

    `away` are the keys of those who leave the room for it; `note` the chair's minutes, for who
    leads; `ballot` the newest vote.
    """

    id: ItemId
    number: int
    kind: ItemKind
    minutes: int
    seconds: int
    hidden: bool
    name: str = ""
    department: str = ""
    candidate_id: CandidateId | None = None
    away: frozenset[int] = frozenset()
    note: str = ""
    note_version: int = 0
    ballot: BallotView | None = None


def item_lines(
    reader: Reader, rows: Sequence[AgendaItemRow], biased: Mapping[int, frozenset[int]]
) -> dict[int, ItemLine]:
    """Items by their keys; `biased` says who leaves the room for which."""
    about, notes = _candidates(reader, rows), _notes(reader, rows)
    told = [row.id for row in rows if reader.actor.id not in biased.get(row.id, frozenset())]
    votes = ballot_views(reader, told)
    found = {}
    for row in rows:
        away = biased.get(row.id, frozenset())
        line = _outline(row, hidden=reader.actor.id in away)
        if not line.hidden:
            name, department = about.get(row.candidate_id or 0, (row.title, ""))
            note, version = notes.get(row.id, ("", 0))
            line = replace(
                line,
                name=name,
                department=department,
                candidate_id=None if row.candidate_id is None else CandidateId(row.candidate_id),
                away=away,
                note=note,
                note_version=version,
                ballot=votes.get(row.id),
            )
        found[row.id] = line
    return found


def _outline(row: AgendaItemRow, *, hidden: bool) -> ItemLine:
    """What everybody may know of an item."""
    return ItemLine(
        id=ItemId(row.id),
        number=row.position,
        kind=row.kind,
        minutes=row.minutes,
        seconds=row.seconds,
        hidden=hidden,
    )


def leads(reader: Reader) -> bool:
    """Whether the actor may lead a meeting."""
    return bool(reader.actor.roles & GRANTED_TO[Permission.LEAD_MEETING])


def _candidates(reader: Reader, rows: Sequence[AgendaItemRow]) -> dict[int, tuple[str, str]]:
    """Name and department of the candidates of some items."""
    found = reader.session.execute(
        select(
            CandidateRow.id,
            PersonRow.title,
            PersonRow.first_name,
            PersonRow.last_name,
            DepartmentRow.name,
        )
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .join(DepartmentRow, DepartmentRow.id == CandidateRow.department_id)
        .where(CandidateRow.id.in_([row.candidate_id for row in rows if row.candidate_id]))
    )
    return {
        key: (full_name(title=title, first_name=first, last_name=last), department)
        for key, title, first, last, department in found
    }


def _notes(reader: Reader, rows: Sequence[AgendaItemRow]) -> dict[int, tuple[str, int]]:
    """The chair's minutes; nobody else reads them here."""
    if not leads(reader):
        return {}
    found = reader.session.scalars(
        select(AgendaNoteRow).where(AgendaNoteRow.item_id.in_([row.id for row in rows]))
    )
    return {row.item_id: (row.words, row.version) for row in found}
