"""Votes on an item: open, or secret until they are counted; the result recommends and no more."""

from sqlalchemy import Integer, and_, bindparam, exists, func, select, update

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.meetings import (
    AgendaItemRow,
    BallotRow,
    MeetingRow,
    PresenceRow,
    TallyRow,
    VoteRow,
)
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotFound, Outdated, WrongPhase
from lotsen.domain.ids import BallotId, ItemId, MeetingId
from lotsen.domain.meetings import (
    BallotState,
    Choice,
    Quorum,
    check_may_vote,
    check_secret,
    quorum_of,
    recommendation,
)
from lotsen.domain.permissions import Permission
from lotsen.usecases.biases import is_biased
from lotsen.usecases.meeting_rows import (
    biased_for,
    check_nothing_is_voted_on,
    committee,
    fetch_item,
    fetch_running,
    present_at,
    roles_in,
)

_PERSON, _BALLOT = bindparam("person", type_=Integer), bindparam("ballot", type_=Integer)
_STANDING = (
    select(
        exists().where(
            PresenceRow.meeting_id == bindparam("meeting"),
            PresenceRow.person_id == _PERSON,
            PresenceRow.left_at.is_(None),
        ),
        is_biased(bindparam("candidate", type_=Integer), _PERSON),
        VoteRow,
    )
    .select_from(BallotRow)
    .outerjoin(VoteRow, and_(VoteRow.ballot_id == BallotRow.id, VoteRow.person_id == _PERSON))
    .where(BallotRow.id == _BALLOT)
)
"""Whether somebody is here and biased, and the vote that they have given; put together once."""


@requires(Permission.LEAD_MEETING)
def open_ballot(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId, *, secret: bool) -> None:
    """Have the committee vote on the candidate of the present item."""
    meeting = fetch_running(uow, meeting_id)
    item = fetch_item(uow, meeting, item_id)
    if meeting.item_id != item.id or item.candidate_id is None:
        raise Outdated("record.outdated")
    check_nothing_is_voted_on(uow, meeting)
    if secret:
        check_secret(_quorum(uow, meeting, item).here)
    ballot = BallotRow(item_id=item.id, secret=secret, opened_at=uow.now)
    uow.session.add(ballot)
    uow.session.flush()
    uow.session.add_all(TallyRow(ballot_id=ballot.id, choice=choice) for choice in Choice)
    meeting.step += 1
    uow.record(AuditAction.BALLOT_OPENED, f"ballot:{ballot.id}", item=item.id, secret=secret)


@requires(Permission.ATTEND_MEETING)
def vote(uow: UnitOfWork, meeting_id: MeetingId, ballot_id: BallotId, choice: Choice) -> None:
    """Vote; in an open vote one may say something else until it is counted, in a secret one not."""
    meeting = fetch_running(uow, meeting_id)
    ballot, item = _fetch(uow, meeting, ballot_id, changes=False)
    if ballot.state != BallotState.TAKING:
        raise WrongPhase("ballot.is_counted")
    person = uow.person()
    place = {"meeting": meeting.id, "ballot": ballot.id, "candidate": item.candidate_id}
    present, biased, row = uow.session.execute(_STANDING, {**place, "person": person}).one()
    check_may_vote(uow.actor.roles, present=present, biased=biased)
    if ballot.secret:
        _cast_secretly(uow, ballot, person, choice, again=row is not None)
    elif row is None:
        uow.session.add(VoteRow(ballot_id=ballot.id, person_id=person, choice=choice))
    else:
        row.choice = choice
    uow.record(
        AuditAction.VOTE_CAST,
        f"ballot:{ballot.id}",
        **({} if ballot.secret else {"choice": choice}),
    )


@requires(Permission.LEAD_MEETING)
def count(uow: UnitOfWork, meeting_id: MeetingId, ballot_id: BallotId) -> None:
    """End a vote and count it; with the quorum of this moment."""
    meeting = fetch_running(uow, meeting_id)
    ballot, item = _fetch(uow, meeting, ballot_id, changes=True)
    if ballot.state != BallotState.TAKING:
        raise Outdated("record.repeated")
    if not ballot.secret:
        _count_open(uow, ballot)
    counts = counts_of(uow, ballot)
    quorum = _quorum(uow, meeting, item)
    ballot.state, ballot.counted_at = BallotState.COUNTED, uow.now
    ballot.members, ballot.biased, ballot.here = quorum.members, quorum.biased, quorum.here
    ballot.result = recommendation(counts, quorum)
    meeting.step += 1
    uow.record(
        AuditAction.BALLOT_COUNTED,
        f"ballot:{ballot.id}",
        item=item.id,
        candidate=item.candidate_id,
        counts={choice.value: number for choice, number in counts.items()},
        members=quorum.members,
        biased=quorum.biased,
        here=quorum.here,
        result=ballot.result,
    )


def counts_of(uow: UnitOfWork, ballot: BallotRow) -> dict[Choice, int]:
    """What was said how often; only for a vote that is being counted or was."""
    rows = uow.session.execute(
        select(TallyRow.choice, TallyRow.number)
        .where(TallyRow.ballot_id == ballot.id)
        .execution_options(populate_existing=True)
    )
    return dict(rows.all())


def _fetch(
    uow: UnitOfWork, meeting: MeetingRow, ballot_id: BallotId, *, changes: bool
) -> tuple[BallotRow, AgendaItemRow]:
    """Find a vote and hold it: nobody counts while others vote, and nobody votes after."""
    found = uow.session.execute(
        select(BallotRow, AgendaItemRow)
        .join(AgendaItemRow, AgendaItemRow.id == BallotRow.item_id)
        .where(BallotRow.id == ballot_id)
        .with_for_update(read=not changes, of=BallotRow)
    ).one_or_none()
    if found is None:
        raise NotFound("ballot.unknown")
    ballot, item = found
    if item.meeting_id != meeting.id:
        raise NotFound("item.unknown")
    return ballot, item


def _cast_secretly(
    uow: UnitOfWork, ballot: BallotRow, person: int, choice: Choice, *, again: bool
) -> None:
    """Note that somebody has voted, and raise a sum.

    Every sum is written, whatever was said: the row that was written last tells nothing.
    """
    if again:
        raise WrongPhase("vote.secret_stands")
    uow.session.add(VoteRow(ballot_id=ballot.id, person_id=person))
    for each in sorted(Choice):
        uow.session.execute(
            update(TallyRow)
            .where(TallyRow.ballot_id == ballot.id, TallyRow.choice == each)
            .values(number=TallyRow.number + int(each == choice))
            .execution_options(synchronize_session=False)
        )


def _count_open(uow: UnitOfWork, ballot: BallotRow) -> None:
    said: dict[Choice | None, int] = dict(
        uow.session.execute(
            select(VoteRow.choice, func.count())
            .where(VoteRow.ballot_id == ballot.id)
            .group_by(VoteRow.choice)
        ).all()
    )
    for row in uow.session.scalars(select(TallyRow).where(TallyRow.ballot_id == ballot.id)):
        row.number = said.get(row.choice, 0)
    uow.session.flush()


def _quorum(uow: UnitOfWork, meeting: MeetingRow, item: AgendaItemRow) -> Quorum:
    return quorum_of(
        roles_in(committee(uow)),
        present=present_at(uow, meeting),
        biased=biased_for(uow, [item])[item.id],
    )
