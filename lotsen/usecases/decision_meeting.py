"""What the meeting said of one person, at hand for whoever decides about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission, check_role
from lotsen.usecases.ballot_results import VoteResult, results_of
from lotsen.usecases.meeting_rows import biased_for
from lotsen.usecases.talk_changes import Minutes, minutes_of


@dataclass(frozen=True, kw_only=True)
class SaidInMeetings:
    """What meetings recommended, and their minutes; nothing of either for whoever is biased.

    `met` tells whether the person is on an agenda at all, `reads_minutes` whether the actor may
    read minutes: who may not does not learn whether there are any.
    """

    met: bool
    biased: bool
    reads_minutes: bool
    votes: Sequence[VoteResult]
    minutes: Sequence[Minutes]


@requires(Permission.SEE_DECISIONS)
def said_in_meetings(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> SaidInMeetings:
    """The votes and minutes about one person, as the actor may see them in the meeting."""
    items = reader.session.scalars(
        select(AgendaItemRow)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .where(MeetingRow.round_id == round_id, AgendaItemRow.candidate_id == candidate_id)
    ).all()
    biased = any(reader.actor.id in people for people in biased_for(reader, items).values())
    reads = not biased and _may(reader, Permission.LEAD_MEETING)
    sees = bool(items) and not biased and _may(reader, Permission.SEE_MEETING)
    return SaidInMeetings(
        met=bool(items),
        biased=biased,
        reads_minutes=reads,
        votes=results_of(reader, round_id).get(candidate_id, ()) if sees else (),
        minutes=minutes_of(reader, round_id).get(candidate_id, ()) if items and reads else (),
    )


def _may(reader: Reader, permission: Permission) -> bool:
    try:
        check_role(reader.actor, permission)
    except NotAllowed:
        return False
    return True
