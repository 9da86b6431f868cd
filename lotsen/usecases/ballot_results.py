"""What votes came to: how often something was said, never who said it, and who could vote."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import AgendaItemRow, BallotRow, MeetingRow, TallyRow
from lotsen.domain.ids import RoundId
from lotsen.domain.meetings import BallotState, Choice, Quorum, Recommendation
from lotsen.usecases.closed import standing_closing


@dataclass(frozen=True, kw_only=True)
class VoteResult:
    """A counted vote on one candidate: a recommendation, with the quorum of that moment."""

    meeting: str
    planned_for: datetime | None
    counted_at: datetime
    secret: bool
    counts: Mapping[Choice, int]
    quorum: Quorum
    result: Recommendation


def results_of(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[VoteResult]]:
    """The counted votes by candidate, in their order; of closed decisions those from before."""
    closing, counts = standing_closing(reader, round_id), _counts(reader)
    rows = reader.session.execute(
        select(AgendaItemRow.candidate_id, MeetingRow, BallotRow)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .join(BallotRow, BallotRow.item_id == AgendaItemRow.id)
        .where(MeetingRow.round_id == round_id, BallotRow.state == BallotState.COUNTED)
        .order_by(BallotRow.counted_at, BallotRow.id)
    )
    found: dict[int, list[VoteResult]] = defaultdict(list)
    for candidate, meeting, row in rows:
        vote = _result(meeting, row, counts[row.id])
        if closing is None or vote.counted_at <= closing.closed_at:
            found[candidate or 0].append(vote)
    return found


def _counts(reader: Reader) -> Mapping[int, Mapping[Choice, int]]:
    """How often what was said, by vote."""
    found: dict[int, dict[Choice, int]] = defaultdict(dict)
    rows = reader.session.execute(select(TallyRow.ballot_id, TallyRow.choice, TallyRow.number))
    for ballot, choice, number in rows:
        found[ballot][choice] = number
    return found


def _result(meeting: MeetingRow, row: BallotRow, counts: Mapping[Choice, int]) -> VoteResult:
    assert row.counted_at is not None
    assert row.result is not None
    return VoteResult(
        meeting=meeting.title,
        planned_for=meeting.planned_for,
        counted_at=row.counted_at,
        secret=row.secret,
        counts={choice: counts.get(choice, 0) for choice in Choice},
        quorum=Quorum(members=row.members, biased=row.biased, here=row.here),
        result=row.result,
    )
