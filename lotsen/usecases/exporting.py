"""All ratings of a round leave the house, block by block, as they came in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.sight import actors_sight

SHEETS_PER_BLOCK = 1_000
"""The ratings of so many sheets are in memory at once, however many there are."""

SheetHead = tuple[str, str, date | None]
"""E-mail of the candidate, e-mail of the rater, day of handing in (None for a draft)."""

RatingCells = tuple[int, int, int | None, str]
"""Key of the sheet, key of the criterion, value (None for „n. b.“), evidence."""


@dataclass(frozen=True, kw_only=True)
class RatingBlock:
    """Some sheets with all their ratings, in the order of the sheets and criteria."""

    heads: Mapping[int, SheetHead]
    """Of all sheets of the round, not of this block's alone."""
    criteria: Mapping[int, str]
    ratings: Sequence[RatingCells]


@requires(Permission.EXPORT)
def ratings(
    reader: Reader,
    round_id: RoundId,
    take: Callable[[RatingBlock], None],
    *,
    with_drafts: bool = False,
) -> int:
    """Hand all ratings of the round to `take`, and tell how many they were.

    A draft belongs to its rater alone: only the shell of the machine, which holds the whole
    database anyway, gets it, for a file that brings everything back.
    """
    if with_drafts and reader.actor.id is not None:
        raise NotAllowed("permission.missing", permission=reader.permission)
    actors_sight(reader, round_id)
    criteria = _criteria(reader, round_id)
    heads = _heads(reader, round_id, with_drafts=with_drafts)
    keys, count = list(heads), 0
    for start in range(0, len(keys), SHEETS_PER_BLOCK):
        block = keys[start : start + SHEETS_PER_BLOCK]
        cells = [
            each
            for each in _cells(reader, block[0], block[-1])
            if each[0] in heads and each[1] in criteria
        ]
        take(RatingBlock(heads=heads, criteria=criteria, ratings=cells))
        count += len(cells)
    return count


@requires(Permission.EXPORT)
def record_ratings(uow: UnitOfWork, round_id: RoundId, *, count: int, with_drafts: bool) -> None:
    """Write down that the ratings left the house, and how many."""
    fetch_round(uow, round_id)
    subject = f"round:{round_id}"
    uow.record(AuditAction.RATINGS_EXPORTED, subject, ratings=count, with_drafts=with_drafts)


def _criteria(reader: Reader, round_id: RoundId) -> dict[int, str]:
    """The short titles of the criteria; their keys where two have the same title."""
    rows = reader.session.execute(
        select(CriterionRow.id, CriterionRow.title, CriterionRow.key).where(
            CriterionRow.round_id == round_id, CriterionRow.in_use
        )
    )
    lines = list(rows)
    unique = len({title for _id, title, _key in lines}) == len(lines)
    return {number: title if unique else key for number, title, key in lines}


def _heads(reader: Reader, round_id: RoundId, *, with_drafts: bool) -> dict[int, SheetHead]:
    """The heads of all sheets; e-mails are read once per person, not once per sheet."""
    statement = (
        select(SheetRow.id, SheetRow.candidate_id, SheetRow.rater_id, SheetRow.handed_in_on)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(SheetRow.id)
    )
    if not with_drafts:
        statement = statement.where(SheetRow.state == SheetState.HANDED_IN)
    emails = dict(reader.session.execute(select(PersonRow.id, PersonRow.email)).all())
    people = select(CandidateRow.id, CandidateRow.person_id).where(
        CandidateRow.round_id == round_id
    )
    candidates = {key: emails[person] for key, person in reader.session.execute(people)}
    return {
        key: (candidates[candidate], emails[rater], day)
        for key, candidate, rater, day in reader.session.execute(statement)
    }


def _cells(reader: Reader, first: int, last: int) -> Sequence[RatingCells]:
    """The ratings of a run of sheets, as the driver gives them."""
    cells = RatingRow.__table__.c
    statement: Select[Any] = (
        select(cells.sheet_id, cells.criterion_id, cells.value, cells.evidence)
        .where(cells.sheet_id.between(first, last))
        .order_by(cells.sheet_id, cells.criterion_id)
    )
    # The driver's own tuples: with a Row for each, half a million ratings take twice as long.
    cursor = reader.session.connection().execute(statement).cursor
    assert cursor is not None
    return cursor.fetchall()
