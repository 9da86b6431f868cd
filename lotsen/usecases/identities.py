"""Sign-in through the town's provider: people are known by issuer and subject.

The first time somebody is matched by a verified address to a person whom the coordinator has
entered; never again after that, because addresses are given to others.
"""

from hashlib import sha256

from sqlalchemy import delete, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.identities import IdentityRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.identities import Identity
from lotsen.domain.ids import PersonId
from lotsen.domain.permissions import Permission
from lotsen.usecases.accounts import begin
from lotsen.usecases.person_names import name_of


@requires(Permission.SIGN_IN)
def sign_in(uow: UnitOfWork, identity: Identity, token_hash: str) -> None:
    """Begin a session for somebody whom the provider vouches for and the records know."""
    known = uow.session.get(IdentityRow, (identity.issuer, identity.subject))
    person = uow.session.get(PersonRow, known.person_id) if known else _first_match(uow, identity)
    if person is None or not person.active or not person.roles:
        raise NotAllowed("identity.unknown")
    if known is None:
        uow.session.add(
            IdentityRow(
                issuer=identity.issuer,
                subject=identity.subject,
                person_id=person.id,
                linked_at=uow.now,
            )
        )
        uow.record(AuditAction.IDENTITY_LINKED, f"person:{person.id}", name=name_of(person))
    begin(uow, PersonId(person.id), token_hash)
    uow.record(AuditAction.SIGNED_IN, f"person:{person.id}")


@requires(Permission.SIGN_IN)
def note_refusal(uow: UnitOfWork, identity: Identity, reason: str) -> None:
    """Record that somebody came whom nobody has entered; who it was says only a hash."""
    uow.record(AuditAction.SIGN_IN_FAILED, f"identity:{_print_of(identity)}", reason=reason)


@requires(Permission.MANAGE_PEOPLE)
def forget(uow: UnitOfWork, person_id: PersonId) -> None:
    """Undo the match of a person, who is then matched anew; every session of theirs ends."""
    person = uow.session.get(PersonRow, person_id)
    if person is None:
        raise NotFound("person.unknown")
    gone = delete(IdentityRow).where(IdentityRow.person_id == person_id)
    if not uow.session.scalars(gone.returning(IdentityRow.subject)).all():
        raise NotFound("identity.none_yet")
    uow.session.execute(delete(SignInRow).where(SignInRow.person_id == person_id))
    uow.record(AuditAction.IDENTITY_FORGOTTEN, f"person:{person.id}", name=name_of(person))


def _first_match(uow: UnitOfWork, identity: Identity) -> PersonRow | None:
    if not identity.email:
        raise NotAllowed("identity.no_verified_email")
    person = uow.session.scalars(
        select(PersonRow).where(PersonRow.email == identity.email)
    ).one_or_none()
    if person is not None and _is_somebody_else(uow, person, identity.issuer):
        raise NotAllowed("identity.taken")
    return person


def _is_somebody_else(uow: UnitOfWork, person: PersonRow, issuer: str) -> bool:
    """Whether the provider has vouched for this person before, under another subject."""
    asked = select(IdentityRow.subject).where(
        IdentityRow.person_id == person.id, IdentityRow.issuer == issuer
    )
    return uow.session.scalars(asked).first() is not None


def _print_of(identity: Identity) -> str:
    return sha256(f"{identity.issuer}\n{identity.subject}".encode()).hexdigest()[:12]
