"""What people see of a vote: while it is taken, and once it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import AgendaItemRow, BallotRow, TallyRow, VoteRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import BallotId
from lotsen.domain.meetings import BallotState, Choice, Quorum, Recommendation
from lotsen.domain.people import full_name
from lotsen.usecases.meeting_rows import ballot_of


@dataclass(frozen=True, kw_only=True)
class BallotView:
    """A vote.

    `counts` is None as long as a vote is taken. `own` is what the actor said in an open vote;
    `voted` are those who have voted. `said` names who said what, in open votes alone and once
    they are counted: nobody's vote waits for another's.
    """

    id: BallotId
    secret: bool
    taking: bool
    has_voted: bool
    own: Choice | None
    voted: int
    counts: dict[Choice, int] | None
    said: tuple[tuple[str, Choice], ...]
    quorum: Quorum | None
    result: Recommendation | None


def ballot_view(reader: Reader, item: AgendaItemRow) -> BallotView | None:
    """The newest vote on an item; of a secret one, until it is counted, only who has voted."""
    row = ballot_of(reader, item)
    if row is None:
        return None
    rows = _votes(reader, row)
    own = next((choice for person, _name, choice in rows if person == reader.actor.id), None)
    taking = row.state == BallotState.TAKING
    return BallotView(
        id=BallotId(row.id),
        secret=row.secret,
        taking=taking,
        has_voted=any(person == reader.actor.id for person, _name, _choice in rows),
        own=own,
        voted=len(rows),
        counts=None if taking else _counts(reader, row),
        said=() if taking else _said(rows),
        quorum=None if taking else Quorum(members=row.members, biased=row.biased, here=row.here),
        result=row.result,
    )


def _said(rows: Sequence[tuple[int, str, Choice | None]]) -> tuple[tuple[str, Choice], ...]:
    return tuple((name, choice) for _person, name, choice in rows if choice is not None)


def _votes(reader: Reader, row: BallotRow) -> list[tuple[int, str, Choice | None]]:
    """Who has voted and, in an open vote, what they said; in the order of names."""
    rows = reader.session.execute(
        select(VoteRow.person_id, PersonRow, VoteRow.choice)
        .join(PersonRow, PersonRow.id == VoteRow.person_id)
        .where(VoteRow.ballot_id == row.id)
        .order_by(PersonRow.last_name, PersonRow.first_name, PersonRow.id)
    )
    return [
        (
            key,
            full_name(title=person.title, first_name=person.first_name, last_name=person.last_name),
            choice,
        )
        for key, person, choice in rows
    ]


def _counts(reader: Reader, row: BallotRow) -> dict[Choice, int]:
    rows = reader.session.execute(
        select(TallyRow.choice, TallyRow.number).where(TallyRow.ballot_id == row.id)
    )
    found = dict(rows.all())
    return {choice: found.get(choice, 0) for choice in Choice}
