"""One's own local account: who signs in with it, and another password for it."""

from dataclasses import dataclass

from sqlalchemy import delete

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.accounts import AccountRow, InvitationRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.permissions import Permission
from lotsen.usecases.local_accounts import forget_attempts


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    """With which address the person who looks signs in; `has_password` tells whether at all."""

    email: str
    has_password: bool


@requires(Permission.CHANGE_ACCOUNT)
def own(reader: Reader) -> OwnAccount:
    """The account of the person who looks."""
    person = reader.session.get(PersonRow, reader.actor.id or 0)
    if person is None:
        raise NotFound("person.unknown")
    account = reader.session.get(AccountRow, person.id)
    return OwnAccount(email=person.email, has_password=account is not None)


@requires(Permission.CHANGE_ACCOUNT)
def change_password(uow: UnitOfWork, password_hash: str, *, seen: str, here: str) -> None:
    """Take another password; every other session and every open link of the person ends.

    `seen` is the hash that the old password was compared with, `here` the session that stays.
    """
    account = uow.session.get(AccountRow, uow.person(), with_for_update=True)
    if account is None:
        raise NotFound("account.none")
    if account.password_hash != seen:
        raise Outdated("record.outdated")
    person = uow.session.get_one(PersonRow, account.person_id)
    account.password_hash, account.set_at = password_hash, uow.now
    uow.session.execute(
        delete(SignInRow).where(SignInRow.person_id == person.id, SignInRow.token_hash != here)
    )
    uow.session.execute(delete(InvitationRow).where(InvitationRow.person_id == person.id))
    forget_attempts(uow, person.email)
    uow.record(AuditAction.ACCOUNT_CHANGED, f"person:{person.id}", name=uow.actor.name)
