"""What people see of a vote: while it is taken, and once it is counted."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import BallotRow, TallyRow, VoteRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import BallotId
from lotsen.domain.meetings import BallotState, Choice, Quorum, Recommendation
from lotsen.domain.people import full_name


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


def ballot_views(reader: Reader, items: Collection[int]) -> dict[int, BallotView]:
    """The newest vote on each of some items; of a secret one, until counted, only who has voted.

    Three questions at most, however many items there are.
    """
    newest = {
        row.item_id: row
        for row in reader.session.scalars(
            select(BallotRow).where(BallotRow.item_id.in_(items)).order_by(BallotRow.id)
        )
    }
    if not newest:
        return {}
    keys = [row.id for row in newest.values()]
    counted = [row.id for row in newest.values() if row.state != BallotState.TAKING]
    votes, counts = _votes(reader, keys), _counts(reader, counted)
    return {
        item: _view(row, votes.get(row.id, ()), counts.get(row.id), reader.actor.id)
        for item, row in newest.items()
    }


def _view(
    row: BallotRow,
    votes: Sequence[tuple[int, str, Choice | None]],
    counts: dict[Choice, int] | None,
    actor: int | None,
) -> BallotView:
    taking = row.state == BallotState.TAKING
    return BallotView(
        id=BallotId(row.id),
        secret=row.secret,
        taking=taking,
        has_voted=any(person == actor for person, _name, _choice in votes),
        own=next((choice for person, _name, choice in votes if person == actor), None),
        voted=len(votes),
        counts=None if taking else counts,
        said=() if taking else _said(votes),
        quorum=None if taking else Quorum(members=row.members, biased=row.biased, here=row.here),
        result=row.result,
    )


def _said(rows: Sequence[tuple[int, str, Choice | None]]) -> tuple[tuple[str, Choice], ...]:
    return tuple((name, choice) for _person, name, choice in rows if choice is not None)


def _votes(
    reader: Reader, ballots: Collection[int]
) -> dict[int, list[tuple[int, str, Choice | None]]]:
    """Who has voted and, in an open vote, what they said; by ballot, in the order of names."""
    rows = reader.session.execute(
        select(
            VoteRow.ballot_id,
            VoteRow.person_id,
            VoteRow.choice,
            PersonRow.title,
            PersonRow.first_name,
            PersonRow.last_name,
        )
        .join(PersonRow, PersonRow.id == VoteRow.person_id)
        .where(VoteRow.ballot_id.in_(ballots))
        .order_by(PersonRow.last_name, PersonRow.first_name, PersonRow.id)
    )
    found: dict[int, list[tuple[int, str, Choice | None]]] = defaultdict(list)
    for ballot, person, choice, title, first, last in rows:
        name = full_name(title=title, first_name=first, last_name=last)
        found[ballot].append((person, name, choice))
    return found


def _counts(reader: Reader, ballots: Collection[int]) -> dict[int, dict[Choice, int]]:
    """How often what was said, by ballot."""
    found = {ballot: dict.fromkeys(Choice, 0) for ballot in ballots}
    if ballots:
        rows = reader.session.execute(
            select(TallyRow.ballot_id, TallyRow.choice, TallyRow.number).where(
                TallyRow.ballot_id.in_(ballots)
            )
        )
        for ballot, choice, number in rows:
            found[ballot][choice] = number
    return found
