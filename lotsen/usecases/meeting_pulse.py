"""Whether something has changed in the room: asked by every device every two seconds."""

from dataclasses import dataclass

from sqlalchemy import String, and_, bindparam, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import (
    AgendaItemRow,
    BallotRow,
    MeetingRow,
    PresenceRow,
    RecusalRow,
    VoteRow,
)
from lotsen.db.people import PersonRow, SignInRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.ids import MeetingId
from lotsen.domain.meetings import BallotState
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.usecases.accounts import LONGEST_IDLE
from lotsen.usecases.biases import STANDS


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


_SAID_AT = aliased(AgendaItemRow)
_BIASED = or_(
    exists().where(
        SheetRow.candidate_id == AgendaItemRow.candidate_id,
        SheetRow.rater_id == SignInRow.person_id,
        SheetRow.state == SheetState.BIASED,
    ),
    exists().where(
        CandidateRow.id == AgendaItemRow.candidate_id,
        CandidateRow.person_id == SignInRow.person_id,
    ),
    exists().where(
        RecusalRow.item_id == _SAID_AT.id,
        RecusalRow.person_id == SignInRow.person_id,
        _SAID_AT.candidate_id == AgendaItemRow.candidate_id,
        STANDS,
    ),
)
"""The same as `biases.biased_about`, inside the one statement."""
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
    select(MeetingRow.step, _BIASED, _VOTED, _HERE)
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
