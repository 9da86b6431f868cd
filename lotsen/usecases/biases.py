"""Who is biased about whom: by sheet, by word in a meeting of the round, or as the person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow, RecusalRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import RoundId
from lotsen.domain.ratings import SheetState
from lotsen.usecases.person_names import name_if_any, name_of

STANDS: Final = RecusalRow.taken_back_at.is_(None)
"""Only a word that was not taken back keeps somebody out."""


_SAID: Final = (
    select(CandidateRow.id, RecusalRow.person_id)
    .join(AgendaItemRow, AgendaItemRow.candidate_id == CandidateRow.id)
    .join(RecusalRow, RecusalRow.item_id == AgendaItemRow.id)
    .where(STANDS)
)
"""Candidates, each with whoever is biased about them by word in a meeting."""

_Value: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
_SOME: Final[BindParameter[Any]] = bindparam("candidates", expanding=True)
_ABOUT: Final = union_all(
    select(SheetRow.candidate_id, SheetRow.rater_id).where(
        SheetRow.candidate_id.in_(_SOME), SheetRow.state == SheetState.BIASED
    ),
    select(CandidateRow.id, CandidateRow.person_id).where(CandidateRow.id.in_(_SOME)),
    _SAID.where(CandidateRow.id.in_(_SOME)),
)
"""Some candidates, each with whoever is biased about them; put together once."""


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """A bias had been noted by mistake: who took it back, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Recusal:
    """It was said in a meeting that somebody is biased about a candidate."""

    person: str
    reason: str
    meeting: str
    said_at: datetime
    said_by: str
    taken_back: TakenBack | None


def biased_about(reader: Reader, candidates: Iterable[int]) -> dict[int, frozenset[int]]:
    """The people who are biased about each of these candidates, whatever told of it."""
    people: dict[int, set[int]] = {key: set() for key in candidates}
    if people:
        for candidate, person in reader.session.execute(_ABOUT, {"candidates": list(people)}):
            people[candidate].add(person)
    return {candidate: frozenset(biased) for candidate, biased in people.items()}


def is_biased(candidate: _Value, person: _Value) -> ColumnElement[bool]:
    """The same as `biased_about`, for one person and one candidate inside another statement."""
    said_at = aliased(AgendaItemRow)
    return or_(
        exists().where(
            SheetRow.candidate_id == candidate,
            SheetRow.rater_id == person,
            SheetRow.state == SheetState.BIASED,
        ),
        exists().where(CandidateRow.id == candidate, CandidateRow.person_id == person),
        exists().where(
            RecusalRow.item_id == said_at.id,
            RecusalRow.person_id == person,
            said_at.candidate_id == candidate,
            STANDS,
        ),
    )


def check_not_biased(reader: Reader, candidate_id: int, *, name: str) -> None:
    """Refuse to let somebody decide about a person about whom they are biased."""
    if reader.actor.id in biased_about(reader, [candidate_id])[candidate_id]:
        raise NotAllowed("decision.biased", name=name)


def said_so(reader: Reader, candidate_id: int, person: int) -> bool:
    """Whether it was said in a meeting that somebody is biased about a person."""
    found = _SAID.where(CandidateRow.id == candidate_id, RecusalRow.person_id == person)
    return reader.session.execute(found.limit(1)).first() is not None


def said_pairs(reader: Reader, round_id: RoundId) -> set[tuple[int, int]]:
    """Candidates of a round, each with whoever is biased about them by word in a meeting."""
    found = reader.session.execute(_SAID.where(CandidateRow.round_id == round_id))
    return {(candidate, person) for candidate, person in found}


def check_not_said(reader: Reader, candidate_id: int, person: int) -> None:
    """Refuse to open a sheet to whoever said in a meeting that they are biased."""
    if said_so(reader, candidate_id, person):
        raise NotAllowed("sheet.biased_in_meeting")


def lock_sheet(uow: UnitOfWork, candidate_id: int, row: RecusalRow) -> Mapping[str, SheetState]:
    """Lock the sheet of whoever is biased, as a declaration before rating does; its marks stay.

    Returns:
        Its state before and after, for the audit log; nothing where no sheet has changed.
    """
    sheet = _sheet(uow, candidate_id, row.person_id)
    if sheet is None or sheet.state == SheetState.BIASED:
        return {}
    row.was_state, sheet.state = sheet.state, SheetState.BIASED
    row.was_handed_in_on, sheet.handed_in_on = sheet.handed_in_on, None
    row.was_declared_on, sheet.declared_on = sheet.declared_on, uow.today
    sheet.bias_reason = row.reason
    sheet.revision, sheet.changed_at = uow.revision, uow.now
    return {"old": row.was_state, "new": sheet.state}


def unlock_sheet(uow: UnitOfWork, candidate_id: int, row: RecusalRow) -> Mapping[str, SheetState]:
    """Give a sheet the state back that this word took from it; one that was locked before stays.

    Returns:
        Its state before and after, for the audit log; nothing where no sheet has changed.
    """
    sheet = _sheet(uow, candidate_id, row.person_id)
    if sheet is None or row.was_state is None:
        return {}
    old, sheet.state = sheet.state, row.was_state
    sheet.handed_in_on, sheet.declared_on = row.was_handed_in_on, row.was_declared_on
    sheet.bias_reason = ""
    sheet.revision, sheet.changed_at = uow.revision, uow.now
    return {"old": old, "new": sheet.state}


def _sheet(reader: Reader, candidate_id: int, person: int) -> SheetRow | None:
    return reader.session.scalars(
        select(SheetRow).where(SheetRow.candidate_id == candidate_id, SheetRow.rater_id == person)
    ).one_or_none()


def recusals_of(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[Recusal]]:
    """What was said of biases in the meetings of a round, by candidate; for the record."""
    said_by, back_by = aliased(PersonRow), aliased(PersonRow)
    rows = reader.session.execute(
        select(CandidateRow.id, RecusalRow, MeetingRow.title, PersonRow, said_by, back_by)
        .join(AgendaItemRow, AgendaItemRow.candidate_id == CandidateRow.id)
        .join(RecusalRow, RecusalRow.item_id == AgendaItemRow.id)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .join(PersonRow, PersonRow.id == RecusalRow.person_id)
        .outerjoin(said_by, said_by.id == RecusalRow.said_by_id)
        .outerjoin(back_by, back_by.id == RecusalRow.taken_back_by_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(RecusalRow.said_at, RecusalRow.item_id, PersonRow.id, RecusalRow.id)
    )
    found: dict[int, list[Recusal]] = defaultdict(list)
    for candidate, row, title, who, first, last in rows:
        found[candidate].append(
            Recusal(
                person=name_of(who),
                reason=row.reason,
                meeting=title,
                said_at=row.said_at,
                said_by=name_if_any(first),
                taken_back=None
                if row.taken_back_at is None
                else TakenBack(
                    by=name_if_any(last), at=row.taken_back_at, reason=row.taken_back_reason
                ),
            )
        )
    return found
