"""Local accounts: invite, set a password by a link, sign in with it.

For towns without a provider of their own. Whoever is not known is answered exactly like
whoever types a wrong password.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import case, delete, or_, select, update

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.accounts import AccountRow, AttemptRow, InvitationRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.accounts import (
    FORGOTTEN_AFTER,
    FREE_ATTEMPTS,
    FREE_OF_MANY,
    LONGEST_INVITATION,
    is_forgotten,
    waits_until,
)
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotFound
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Role, check_gives_nothing_to_oneself, check_roles
from lotsen.domain.permissions import Permission
from lotsen.usecases.accounts import begin
from lotsen.usecases.person_names import name_of
from lotsen.usecases.roles import a_coordinator_stays, roles_of, set_roles
from lotsen.usecases.rounds import raise_revisions


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What the gate compares a typed password with; nothing is told apart outside of it."""

    person_id: PersonId | None
    password_hash: str | None
    waits: bool


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who holds an invitation that still holds."""

    name: str
    email: str


def subject_of(kind: str, value: str) -> str:
    """The name under which wrong attempts are counted."""
    return sha256(f"{kind}:{value.strip().casefold()}".encode()).hexdigest()


@requires(Permission.MANAGE_PEOPLE)
def invite(uow: UnitOfWork, person_id: PersonId, token_hash: str) -> None:
    """Let a person set a password by a link; an older link of the same person ends."""
    row = uow.session.get(PersonRow, person_id)
    if row is None or not row.active:
        raise NotFound("person.unknown")
    if not row.roles:
        raise BadInput("person.has_no_role")
    uow.session.execute(delete(InvitationRow).where(InvitationRow.person_id == person_id))
    uow.session.add(
        InvitationRow(token_hash=token_hash, person_id=row.id, ends_at=uow.now + LONGEST_INVITATION)
    )
    uow.record(AuditAction.PERSON_INVITED, f"person:{row.id}", name=name_of(row))


@requires(Permission.MANAGE_PEOPLE)
def block(uow: UnitOfWork, person_id: PersonId, *, blocked: bool) -> None:
    """Let a person in no longer, or again; it acts at once in every tab."""
    raise_revisions(uow)
    row = uow.session.get(PersonRow, person_id)
    if row is None:
        raise NotFound("person.unknown")
    if blocked and row.id == uow.actor.id:
        raise BadInput("person.is_yourself")
    with a_coordinator_stays(uow):
        row.active = not blocked
    if blocked:
        _end_sessions(uow, row.id)
        uow.session.execute(delete(InvitationRow).where(InvitationRow.person_id == row.id))
    action = AuditAction.PERSON_BLOCKED if blocked else AuditAction.PERSON_UNBLOCKED
    uow.record(action, f"person:{row.id}", name=name_of(row))


@requires(Permission.MANAGE_PEOPLE)
def add_person(
    uow: UnitOfWork, email: str, first_name: str, last_name: str, roles: Sequence[Role]
) -> PersonId:
    """Enter somebody, or give somebody who is known these roles as well."""
    raise_revisions(uow)
    address = email.strip().lower()
    if "@" not in address or not last_name.strip() or not roles:
        raise BadInput("person.needs_address_name_and_role")
    row = uow.session.scalars(select(PersonRow).where(PersonRow.email == address)).one_or_none()
    if row is None:
        row = PersonRow(email=address, first_name=first_name.strip(), last_name=last_name.strip())
        uow.session.add(row)
    old = roles_of(row)
    wanted = old | frozenset(roles)
    check_roles(wanted)
    check_gives_nothing_to_oneself(uow.actor, PersonId(row.id), old=old, new=wanted)
    set_roles(uow, row, wanted)
    uow.session.flush()
    uow.record(
        AuditAction.PERSON_ADDED, f"person:{row.id}", name=name_of(row), roles=sorted(wanted)
    )
    return PersonId(row.id)


@requires(Permission.SIGN_IN)
def invited(reader: Reader, token_hash: str) -> Invited | None:
    """Whom a link belongs to, as long as it holds."""
    row = reader.session.scalars(
        select(PersonRow)
        .join(InvitationRow, InvitationRow.person_id == PersonRow.id)
        .where(
            InvitationRow.token_hash == token_hash,
            InvitationRow.ends_at > reader.now,
            PersonRow.active,
        )
    ).one_or_none()
    return None if row is None else Invited(name=name_of(row), email=row.email)


@requires(Permission.SIGN_IN)
def set_password(uow: UnitOfWork, token_hash: str, password_hash: str) -> None:
    """Use an invitation up; every session of the person ends."""
    row = uow.session.get(InvitationRow, token_hash)
    if row is None or row.ends_at <= uow.now:
        raise NotFound("invitation.over")
    person = uow.session.get_one(PersonRow, row.person_id)
    account = uow.session.get(AccountRow, row.person_id)
    if account is None:
        uow.session.add(
            AccountRow(person_id=row.person_id, password_hash=password_hash, set_at=uow.now)
        )
    else:
        account.password_hash, account.set_at = password_hash, uow.now
    uow.session.delete(row)
    _end_sessions(uow, person.id)
    forget_attempts(uow, person.email)
    uow.record(AuditAction.ACCOUNT_SET, f"person:{person.id}", name=name_of(person))


@requires(Permission.SIGN_IN)
def credentials(reader: Reader, email: str, address: str) -> Credentials:
    """What a typed password is compared with; a wait says nothing about who is known."""
    found = reader.session.execute(
        select(PersonRow.id, AccountRow.password_hash)
        .join(AccountRow, AccountRow.person_id == PersonRow.id)
        .where(PersonRow.email == email.strip().lower(), PersonRow.active, PersonRow.roles.any())
    ).one_or_none()
    return Credentials(
        person_id=None if found is None else PersonId(found[0]),
        password_hash=None if found is None else found[1],
        waits=any(
            _waits(reader, subject, reader.now, free=free)
            for subject, free in _counted(email, address).items()
        ),
    )


@requires(Permission.SIGN_IN)
def sign_in(
    uow: UnitOfWork, person_id: PersonId, email: str, token_hash: str, *, address: str
) -> None:
    """Begin a session for somebody whose password was right."""
    begin(uow, person_id, token_hash)
    forget_attempts(uow, email)
    # one for each right password: whoever has an account must not begin anew before every wait
    _forgive(uow, subject_of("address", address), 1)
    uow.record(AuditAction.SIGNED_IN, f"person:{person_id}")


@requires(Permission.SIGN_IN)
def note_failure(uow: UnitOfWork, email: str, address: str) -> None:
    """Count a wrong attempt at this account and from this address.

    The database counts, so that attempts at the same moment are told apart.
    """
    for subject in _subjects(email, address):
        counted = case(
            (AttemptRow.last_at < uow.now - FORGOTTEN_AFTER, 1), else_=AttemptRow.failures + 1
        )
        found = (
            update(AttemptRow)
            .where(AttemptRow.subject == subject)
            .values(failures=counted, last_at=uow.now)
            .returning(AttemptRow.failures)
            .execution_options(synchronize_session=False)
        )
        if uow.session.scalar(found) is None:
            uow.session.add(AttemptRow(subject=subject, failures=1, last_at=uow.now))
    uow.record(AuditAction.SIGN_IN_FAILED, f"account:{_subjects(email, address)[0][:12]}")


def forget_attempts(uow: UnitOfWork, email: str) -> None:
    """Forget the wrong attempts at an account, wherever they came from, and there as well."""
    account = subject_of("account", email)
    at_places = uow.session.execute(
        select(AttemptRow.subject, AttemptRow.failures).where(
            AttemptRow.subject.startswith(f"{account}@")
        )
    ).all()
    for subject, failures in at_places:
        _forgive(uow, subject.removeprefix(f"{account}@"), failures)
    uow.session.execute(
        delete(AttemptRow).where(
            or_(AttemptRow.subject == account, AttemptRow.subject.startswith(f"{account}@"))
        )
    )


def _forgive(uow: UnitOfWork, place: str, failures: int) -> None:
    """Take wrong attempts from an address away."""
    here = AttemptRow.subject == place
    uow.session.execute(delete(AttemptRow).where(here, AttemptRow.failures <= failures))
    uow.session.execute(
        update(AttemptRow).where(here).values(failures=AttemptRow.failures - failures),
        execution_options={"synchronize_session": False},
    )


def _counted(email: str, address: str) -> dict[str, int]:
    """What wrong attempts are counted under, and how many of each are free.

    An account waits where the wrong attempts came from: somebody elsewhere locks nobody out.
    """
    account, place = subject_of("account", email), subject_of("address", address)
    return {account: FREE_OF_MANY, place: FREE_ATTEMPTS, f"{account}@{place}": FREE_ATTEMPTS}


def _subjects(email: str, address: str) -> list[str]:
    return list(_counted(email, address))


def _waits(reader: Reader, subject: str, now: datetime, *, free: int) -> bool:
    row = reader.session.get(AttemptRow, subject)
    if row is None or is_forgotten(row.last_at, now):
        return False
    until = waits_until(row.failures, row.last_at, free=free)
    return until is not None and now < until


def _end_sessions(uow: UnitOfWork, person_id: int) -> None:
    uow.session.execute(delete(SignInRow).where(SignInRow.person_id == person_id))
