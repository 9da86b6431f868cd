"""Who is behind with rating, and how they are written to; no value of any sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import OPEN, SheetState
from lotsen.domain.texts import folded
from lotsen.usecases.correspondents import Correspondent, Sender, address_of, sender_of
from lotsen.usecases.roles import who_may
from lotsen.usecases.sight import NOT_GIVEN_UP


@dataclass(frozen=True, kw_only=True)
class Behind(Correspondent):
    """Somebody with open sheets; `sheets` are all that this person has to hand in."""

    id: PersonId
    open_sheets: int
    sheets: int


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """Who writes, and to whom a reminder could go, in the order of names."""

    sender: Sender
    behind: Sequence[Behind]


@requires(Permission.SEE_PROGRESS)
def behind(reader: Reader, round_id: RoundId) -> Reminding:
    """Whoever has open sheets and may still hand them in; the sheets themselves are not read."""
    sender = sender_of(reader)
    open_, all_ = _sheets(reader, round_id)
    found = [
        _behind(person, open_[person.id], all_[person.id])
        for person in who_may(reader, Permission.RATE)
        if person.id in open_
    ]
    return Reminding(
        sender=sender,
        behind=sorted(found, key=lambda each: folded(each.sorted_name)),
    )


def _sheets(reader: Reader, round_id: RoundId) -> tuple[dict[int, int], dict[int, int]]:
    """Open sheets and all sheets by rater; of biased raters, or about who has gone, none."""
    rows = reader.session.execute(
        select(SheetRow.rater_id, SheetRow.state, func.count())
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id, SheetRow.state != SheetState.BIASED, NOT_GIVEN_UP)
        .group_by(SheetRow.rater_id, SheetRow.state)
    )
    open_: dict[int, int] = {}
    all_: dict[int, int] = {}
    for rater, state, count in rows:
        all_[rater] = all_.get(rater, 0) + count
        if state in OPEN:
            open_[rater] = open_.get(rater, 0) + count
    return open_, all_


def _behind(person: PersonRow, open_sheets: int, sheets: int) -> Behind:
    return Behind(
        id=PersonId(person.id),
        **address_of(person),
        open_sheets=open_sheets,
        sheets=sheets,
    )
