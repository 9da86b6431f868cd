"""Whether something has changed in the room: asked by every device every two seconds."""

from dataclasses import dataclass

from sqlalchemy import String, and_, bindparam, cast, func, select

from lotsen.application.application import at_once, requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import (
    AgendaItemRow,
    BallotRow,
    MeetingRow,
    PresenceRow,
    VoteRow,
)
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.ids import MeetingId
from lotsen.domain.meetings import BallotState
from lotsen.domain.permissions import Permission
from lotsen.usecases.accounts import LONGEST_IDLE
from lotsen.usecases.biases import is_biased
from lotsen.usecases.meeting_views import Room


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """What a device compares with what it shows.

    `step` rises with everything that everybody has to see; `leaves` tells whether whoever holds
    the device is biased for the present item. `voted` counts who has voted in the vote that is
    taken, `here` are the keys of those who have come: these change often, and each device shows
    them in the part that asks, without running its page anew.
    """

    step: int
    leaves: bool
    voted: int
    here: frozenset[int]


_VOTED = (
    select(func.count())
    .select_from(VoteRow)
    .join(BallotRow, BallotRow.id == VoteRow.ballot_id)
    .where(BallotRow.item_id == MeetingRow.item_id, BallotRow.state == BallotState.TAKING)
    .correlate(MeetingRow)
    .scalar_subquery()
)
_HERE = (
    select(func.aggregate_strings(cast(PresenceRow.person_id, String), ","))
    .where(PresenceRow.meeting_id == MeetingRow.id, PresenceRow.left_at.is_(None))
    .correlate(MeetingRow)
    .scalar_subquery()
)
_PULSE = (
    select(
        MeetingRow.step,
        is_biased(AgendaItemRow.candidate_id, SignInRow.person_id),
        _VOTED,
        _HERE,
    )
    .select_from(SignInRow)
    .join(PersonRow, PersonRow.id == SignInRow.person_id)
    .join(MeetingRow, MeetingRow.id == bindparam("meeting_id"))
    .outerjoin(
        AgendaItemRow,
        and_(AgendaItemRow.id == MeetingRow.item_id, AgendaItemRow.meeting_id == MeetingRow.id),
    )
    .where(
        SignInRow.token_hash == bindparam("token_hash"),
        SignInRow.ends_at > bindparam("now"),
        func.coalesce(SignInRow.seen_at, SignInRow.started_at) > bindparam("last_life"),
        PersonRow.active,
    )
)
"""One statement, put together once; it also tells whether the session still holds."""


@at_once
@requires(Permission.SIGN_IN)
def pulse(reader: Reader, token_hash: str, meeting_id: MeetingId) -> Pulse | None:
    """What has changed, for the holder of this session; None where it is over."""
    found = reader.session.execute(
        _PULSE,
        {
            "token_hash": token_hash,
            "meeting_id": meeting_id,
            "now": reader.now,
            "last_life": reader.now - LONGEST_IDLE,
        },
    ).one_or_none()
    if found is None:
        return None
    step, biased, voted, here = found
    present = frozenset(map(int, here.split(","))) if here else frozenset()
    return Pulse(step=step, leaves=bool(biased), voted=voted, here=present)


def pulse_of(room: Room) -> Pulse:
    """The same of a room that has just been read; of a vote on a hidden item nothing is counted."""
    ballot = None if room.called is None else room.called.ballot
    voted = 0 if ballot is None or not ballot.taking else ballot.voted
    return Pulse(step=room.step, leaves=room.leaves, voted=voted, here=room.here)
