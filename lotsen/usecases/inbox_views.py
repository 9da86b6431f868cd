"""The inbox as a list, and one mail beside what it would become."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import TOWN_TIME, Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.mails import MailRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.domain.attachments import TakenAttachment
from lotsen.domain.departments import Department, outline
from lotsen.domain.ids import CandidateId, MailId, PersonId, RoundId
from lotsen.domain.mails import Aside, Attachment, MailState
from lotsen.domain.people import Role
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.texts import folded
from lotsen.usecases.attachments import fetch_mail, taken_of
from lotsen.usecases.departments import tree_of
from lotsen.usecases.mail_proposals import Proposal, proposal_of
from lotsen.usecases.person_names import listed_name_of
from lotsen.usecases.rounds import fetch_round

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class MailLine:
    """One mail in the list.

    `in_time` is None where no server noted its moment, or the deadline is not known.
    """

    id: MailId
    sender: str
    name: str
    subject: str
    received_at: datetime | None
    is_stamped: bool
    in_time: bool | None
    attachments: int
    state: MailState
    aside: Aside | None
    version: int


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """One page of the mails, the newest first; `counts` are of all of them."""

    lines: Sequence[MailLine]
    counts: Mapping[MailState, int]
    total: int
    page: int
    pages: int
    deadline: date | None


@dataclass(frozen=True, kw_only=True)
class WholeMail:
    """One mail, what it seems to say, and what can be chosen for it.

    `candidates` and `leaders`: names by key, in their order. `settled`: by whom and when.
    """

    line: MailLine
    place: str
    is_fetched: bool
    is_damaged: bool
    text: str
    signature: str
    whole: str
    attachments: Sequence[Attachment]
    taken: Sequence[TakenAttachment]
    deadline: date | None
    proposal: Proposal
    departments: Sequence[Department]
    leaders: Mapping[PersonId, str]
    candidates: Mapping[CandidateId, str]
    candidate: str
    settled_by: str
    settled_at: datetime | None


@requires(Permission.SEE_INBOX)
def listing(
    reader: Reader,
    round_id: RoundId,
    states: frozenset[MailState] = frozenset(),
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Inbox:
    """One page of the mails in these states; without any, of all."""
    deadline = _deadline(reader, round_id)
    counted = reader.session.execute(
        select(MailRow.state, func.count())
        .where(MailRow.round_id == round_id)
        .group_by(MailRow.state)
    )
    counts = Counter(dict(counted.all()))
    total = sum(count for state, count in counts.items() if not states or state in states)
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    found = reader.session.execute(
        _rows(round_id, states).limit(page_size).offset((page - 1) * page_size)
    )
    return Inbox(
        lines=[_line(row, deadline) for row in found],
        counts=counts,
        total=total,
        page=page,
        pages=pages,
        deadline=deadline,
    )


@requires(Permission.SEE_INBOX)
def mail(reader: Reader, round_id: RoundId, mail_id: MailId) -> WholeMail:
    """One mail with all that the form beside it needs."""
    row = fetch_mail(reader, round_id, mail_id)
    tree, deadline = tree_of(reader), _deadline(reader, round_id)
    candidates = _candidates(reader, round_id)
    settler = reader.session.get(PersonRow, row.settled_by_id or 0)
    return WholeMail(
        line=_line(row, deadline),
        place=row.place,
        is_fetched=row.is_fetched,
        is_damaged=row.is_damaged,
        text=row.text,
        signature=row.signature,
        whole=row.whole,
        attachments=tuple(Attachment(**each) for each in row.attachments),
        taken=taken_of(reader, row.id),
        deadline=deadline,
        proposal=proposal_of(reader, round_id, row, tree),
        departments=tuple(outline(tree)),
        leaders=_leaders(reader),
        candidates=candidates,
        candidate=candidates.get(CandidateId(row.candidate_id or 0), ""),
        settled_by="" if settler is None else listed_name_of(settler),
        settled_at=row.settled_at,
    )


def _rows(round_id: RoundId, states: frozenset[MailState]) -> Select[Any]:
    """What the list shows of the mails; their texts stay where they are."""
    rows = select(
        MailRow.id,
        MailRow.sender,
        MailRow.name,
        MailRow.subject,
        MailRow.received_at,
        MailRow.is_stamped,
        MailRow.attachments,
        MailRow.state,
        MailRow.aside,
        MailRow.version,
    ).where(MailRow.round_id == round_id)
    if states:
        rows = rows.where(MailRow.state.in_(states))
    return rows.order_by(MailRow.received_at.is_(None), MailRow.received_at.desc(), MailRow.id)


def _line(row: object, deadline: date | None) -> MailLine:
    names = ("id", "sender", "name", "subject", "received_at", "is_stamped", "state", "aside")
    values = {name: getattr(row, name) for name in (*names, "version")}
    moment = values["received_at"]
    is_known = moment is not None and deadline is not None and values["is_stamped"]
    return MailLine(
        **values,
        attachments=len(getattr(row, "attachments")),  # noqa: B009  # a row or a tuple of one
        in_time=moment.astimezone(TOWN_TIME).date() <= deadline if is_known else None,
    )


def _deadline(reader: Reader, round_id: RoundId) -> date | None:
    """The last day on which interest can be expressed."""
    dates = fetch_round(reader, round_id).dates
    return next((each.ends_on for each in dates if each.phase == Phase.INTEREST), None)


def _leaders(reader: Reader) -> dict[PersonId, str]:
    people = reader.session.scalars(
        select(PersonRow).where(
            PersonRow.active, PersonRow.roles.any(PersonRoleRow.role == Role.LEADER)
        )
    )
    return {PersonId(row.id): listed_name_of(row) for row in _in_order(people)}


def _candidates(reader: Reader, round_id: RoundId) -> dict[CandidateId, str]:
    found = reader.session.execute(
        select(CandidateRow.id, PersonRow)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id)
    ).all()
    by_person = {person.id: key for key, person in found}
    return {
        CandidateId(by_person[row.id]): listed_name_of(row)
        for row in _in_order(person for _key, person in found)
    }


def _in_order(people: Iterable[PersonRow]) -> list[PersonRow]:
    return sorted(people, key=lambda row: folded(listed_name_of(row)))
