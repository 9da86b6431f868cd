"""Mails are taken into the inbox, and settled one by one; each step can be taken back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import TOWN_TIME, UnitOfWork
from lotsen.db.mails import MailRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import CandidateId, MailId, PersonId, RoundId
from lotsen.domain.mails import OPEN, Mail, MailState, state_at_first
from lotsen.domain.permissions import Permission
from lotsen.usecases.attachments import drop_all, fetch_mail
from lotsen.usecases.candidacies import Entry, add_candidacy
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.mail_undoing import unassign, unmake
from lotsen.usecases.person_names import name_of
from lotsen.usecases.receipts import draft_receipt
from lotsen.usecases.rounds import fetch_round

LONGEST_PLACE = 300


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How many of the mails were new, and how many of the new ones were put aside."""

    new: int
    aside: int


@requires(Permission.TAKE_MAILS)
def take(
    uow: UnitOfWork,
    round_id: RoundId,
    mails: Sequence[Mail],
    source: str,
    *,
    is_fetched: bool = False,
) -> Taken:
    """Take mails that are not there yet; nothing else comes of them.

    `source`: the file that they lay in, or where they `is_fetched`, the folder of the mailbox.

    Raises:
        BadInput: all of them are there already.
    """
    round_ = fetch_round(uow, round_id)
    uow.require_phase(round_)
    rows = [_row(round_id, mail, source) for mail in _new_among(uow, round_id, mails)]
    for row in rows:
        row.is_fetched = is_fetched
    if not rows:
        raise BadInput("inbox.nothing_new")
    uow.session.add_all(rows)
    aside = sum(row.state == MailState.ASIDE for row in rows)
    uow.record(
        AuditAction.MAILS_TAKEN,
        f"round:{round_id}",
        source=source[:LONGEST_PLACE],
        new=len(rows),
        aside=aside,
    )
    return Taken(new=len(rows), aside=aside)


@requires(Permission.TAKE_MAILS)
def create(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, entry: Entry, *, seen: int
) -> CandidateId:
    """Make a candidacy of a mail, and draft the receipt where its phase is open."""
    round_ = fetch_round(uow, round_id)
    mail = fetch_mail(uow, round_id, mail_id)
    uow.require_phase(round_)
    _check_open(mail, seen)
    day = mail.received_at.astimezone(TOWN_TIME).date() if mail.received_at else None
    known = select(PersonRow.id).where(PersonRow.email == entry.email.strip().lower())
    is_known = uow.session.scalar(known) is not None
    candidate, person = add_candidacy(uow, round_id, entry, day)
    letter = draft_receipt(uow, round_id, PersonId(person.id))
    mail.made = {"letter": letter.id if letter else None}
    if not is_known:
        mail.made |= {"person": person.id, "person_version": person.version}
    _settle(uow, mail, MailState.CREATED, candidate.id)
    uow.record(
        AuditAction.CANDIDATE_ADDED,
        f"candidate:{candidate.id}",
        name=name_of(person),
        mail=mail.id,
        letter=letter.id if letter else None,
    )
    return CandidateId(candidate.id)


@requires(Permission.TAKE_MAILS)
def assign(
    uow: UnitOfWork, round_id: RoundId, mail_id: MailId, candidate_id: CandidateId, *, seen: int
) -> None:
    """Put a mail to a candidacy there is; who was only proposed has now expressed interest."""
    round_ = fetch_round(uow, round_id)
    mail = fetch_mail(uow, round_id, mail_id)
    candidate, person = fetch_candidate(uow, round_id, candidate_id)
    uow.require_phase(round_)
    _check_open(mail, seen)
    mail.made = {"was": candidate.state.value, "had_day": candidate.received_on is not None}
    if candidate.state == CandidateState.PROPOSED:
        candidate.state = CandidateState.INTERESTED
    if candidate.received_on is None and mail.received_at is not None:
        candidate.received_on = mail.received_at.astimezone(TOWN_TIME).date()
    _settle(uow, mail, MailState.ASSIGNED, candidate.id)
    uow.record(
        AuditAction.MAIL_ASSIGNED,
        f"candidate:{candidate.id}",
        name=name_of(person),
        mail=mail.id,
    )


@requires(Permission.TAKE_MAILS)
def dismiss(uow: UnitOfWork, round_id: RoundId, mail_id: MailId, *, seen: int) -> None:
    """Note that a mail expresses no interest; it stays where it is."""
    round_ = fetch_round(uow, round_id)
    mail = fetch_mail(uow, round_id, mail_id)
    uow.require_phase(round_)
    _check_open(mail, seen)
    _settle(uow, mail, MailState.NO_INTEREST, None)
    uow.record(AuditAction.MAIL_DISMISSED, f"round:{round_id}", mail=mail.id, sender=mail.sender)


@requires(Permission.TAKE_MAILS)
def take_back(uow: UnitOfWork, round_id: RoundId, mail_id: MailId, *, seen: int) -> None:
    """Undo what was done with a mail.

    Raises:
        BadInput: the candidacy made of it is in use, or agreed to; it would have to be withdrawn.
    """
    round_ = fetch_round(uow, round_id)
    mail = fetch_mail(uow, round_id, mail_id)
    uow.require_phase(round_)
    if mail.version != seen or mail.state == MailState.NEW:
        raise Outdated("record.outdated")
    state, candidate_id = mail.state, mail.candidate_id
    name = ""
    mail.candidate_id, mail.settled_by_id, mail.settled_at = None, None, None
    mail.state = MailState.NEW
    if candidate_id is not None:
        candidate, person = fetch_candidate(uow, round_id, CandidateId(candidate_id))
        name = name_of(person)
        uow.session.flush()
        if state == MailState.CREATED:
            unmake(uow, candidate, mail)
        else:
            unassign(uow, candidate, mail)
    mail.made = {}
    uow.record(
        AuditAction.MAIL_REOPENED,
        f"round:{round_id}",
        name=name,
        mail=mail.id,
        sender=mail.sender,
        attachments=drop_all(uow, mail),
    )


def _settle(uow: UnitOfWork, mail: MailRow, state: MailState, candidate_id: int | None) -> None:
    mail.state, mail.candidate_id = state, candidate_id
    mail.settled_by_id, mail.settled_at = uow.person(), uow.now


def _check_open(mail: MailRow, seen: int) -> None:
    if mail.version != seen or mail.state not in OPEN:
        raise Outdated("record.outdated")


def _new_among(uow: UnitOfWork, round_id: RoundId, mails: Sequence[Mail]) -> list[Mail]:
    """Those that are not there, neither by what they say nor by their Message-ID; each once."""
    keys = {key for mail in mails for key in mail.keys}
    there = {
        key
        for column in (MailRow.digest, MailRow.twin)
        for key in uow.session.scalars(
            select(column).where(MailRow.round_id == round_id, column.in_(keys))
        )
    }
    found = []
    for mail in mails:
        if not mail.keys & there:
            found.append(mail)
        there |= mail.keys
    return found


def _row(round_id: RoundId, mail: Mail, source: str) -> MailRow:
    return MailRow(
        round_id=round_id,
        digest=mail.digest,
        twin=mail.twin or None,
        place=source[:LONGEST_PLACE],
        sender=mail.sender,
        name=mail.name,
        subject=mail.subject,
        received_at=mail.received_at,
        is_stamped=mail.is_stamped,
        text=mail.text,
        signature=mail.signature,
        whole=mail.whole,
        is_damaged=mail.is_damaged,
        aside=mail.aside,
        state=state_at_first(mail),
        attachments=[asdict(each) for each in mail.attachments],
    )
