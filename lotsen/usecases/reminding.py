"""Who is behind with rating, and how they are written to; no value of any sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.people import full_name, sorted_name
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import OPEN, SheetState
from lotsen.domain.texts import folded
from lotsen.usecases.roles import who_may


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Somebody with open sheets; `sheets` are all that this person has to hand in."""

    id: PersonId
    name: str
    sorted_name: str
    salutation: str
    title: str
    first_name: str
    last_name: str
    email: str
    open_sheets: int
    sheets: int


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes the reminder."""

    name: str
    function: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """Who writes, and to whom a reminder could go, in the order of names."""

    sender: Sender
    behind: Sequence[Behind]


@requires(Permission.SEE_PROGRESS)
def behind(reader: Reader, round_id: RoundId) -> Reminding:
    """Whoever has open sheets and may still hand them in; the sheets themselves are not read."""
    sender = reader.session.get(PersonRow, reader.actor.id or 0)
    if sender is None:
        raise NotAllowed("permission.needs_a_person")
    open_, all_ = _sheets(reader, round_id)
    found = [
        _behind(person, open_[person.id], all_[person.id])
        for person in who_may(reader, Permission.RATE)
        if person.id in open_
    ]
    return Reminding(
        sender=Sender(name=_name(sender), function=sender.function, email=sender.email),
        behind=sorted(found, key=lambda each: folded(each.sorted_name)),
    )


def _sheets(reader: Reader, round_id: RoundId) -> tuple[dict[int, int], dict[int, int]]:
    """Open sheets and all sheets by rater; where somebody is biased there is none to hand in."""
    rows = reader.session.execute(
        select(SheetRow.rater_id, SheetRow.state, func.count())
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id, SheetRow.state != SheetState.BIASED)
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
        name=_name(person),
        sorted_name=sorted_name(
            title=person.title, first_name=person.first_name, last_name=person.last_name
        ),
        salutation=person.salutation,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        open_sheets=open_sheets,
        sheets=sheets,
    )


def _name(person: PersonRow) -> str:
    return full_name(title=person.title, first_name=person.first_name, last_name=person.last_name)
