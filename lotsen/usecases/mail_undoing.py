"""What settling a mail has changed is changed back, as far as nobody has built on it."""

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.mails import MailRow
from lotsen.db.people import PersonRow
from lotsen.db.surveys import NomineeRow
from lotsen.db.tables import metadata
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput
from lotsen.domain.letters import WAITING, LetterState
from lotsen.domain.surveys import NominationState


def unmake(uow: UnitOfWork, candidate: CandidateRow, mail: MailRow) -> None:
    """Take a candidacy away that nobody has done anything with, for the use cases of this floor.

    Its receipt is discarded; a person who came with the mail and is nothing else goes too.

    Raises:
        BadInput: the candidacy is in use, or the person has agreed to it meanwhile.
    """
    if _agreement(uow, candidate) is not None:
        raise BadInput("inbox.nominee_agreed")
    letter = uow.session.get(LetterRow, mail.made.get("letter") or 0)
    if letter is not None and letter.state not in WAITING | {LetterState.DISCARDED}:
        raise BadInput("inbox.receipt_is_sent")
    if letter is not None:
        letter.state = LetterState.DISCARDED
    try:
        with uow.session.begin_nested():
            uow.session.delete(candidate)
    except IntegrityError as clash:
        raise BadInput("inbox.candidate_in_use") from clash
    _forget(uow, mail, letter)


def unassign(uow: UnitOfWork, candidate: CandidateRow, mail: MailRow) -> None:
    """Let a candidacy be what it was before this mail, for the use cases of this floor.

    Whoever has agreed meanwhile stays interested, and so does whoever has written once more.
    """
    other = uow.session.scalars(
        select(MailRow).where(MailRow.candidate_id == candidate.id).order_by(MailRow.id)
    ).first()
    changed = {
        name: value
        for name, value in mail.made.items()
        if (name, value) in {("was", CandidateState.PROPOSED.value), ("had_day", False)}
    }
    if other is not None:  # what this mail has changed, the other one carries from now on
        other.made = {**other.made, **changed}
        return
    agreed = _agreement(uow, candidate)
    if "had_day" in changed:
        candidate.received_on = agreed.answered_on if agreed else None
    if "was" in changed and candidate.state == CandidateState.INTERESTED and agreed is None:
        candidate.state = CandidateState.PROPOSED


def _agreement(uow: UnitOfWork, candidate: CandidateRow) -> NomineeRow | None:
    """What the person has answered to a leader's nomination, where it was yes."""
    return uow.session.scalars(
        select(NomineeRow).where(
            NomineeRow.round_id == candidate.round_id,
            NomineeRow.person_id == candidate.person_id,
            NomineeRow.state == NominationState.AGREES,
        )
    ).one_or_none()


def _forget(uow: UnitOfWork, mail: MailRow, letter: LetterRow | None) -> None:
    """Delete the person whom this mail brought, with the receipt that never left."""
    person = uow.session.get(PersonRow, mail.made.get("person") or 0)
    if person is None or person.version != mail.made.get("person_version"):
        return
    uow.session.flush()
    receipt = 0 if letter is None else letter.id
    if not _is_referred_to(uow, person.id, but=receipt):
        if letter is not None:
            uow.session.delete(letter)
            uow.session.flush()
        uow.session.delete(person)


def _is_referred_to(uow: UnitOfWork, person_id: int, *, but: int) -> bool:
    """Whether anything but one letter names a person; asks every table there is, or will be."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name != PersonRow.__tablename__:
                continue
            found = exists().where(key.parent == person_id)
            if table.name == LetterRow.__tablename__:
                found = found.where(table.c.id != but)
            if uow.session.scalar(select(found)):
                return True
    return False
