"""Who is signed in: sessions begin, are looked up at every request, and end."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import selectinload

from lotsen.application.application import at_once, requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import DepartmentRow, PersonRoleRow, PersonRow, SignInRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Actor, PersonEntry, full_name
from lotsen.domain.permissions import Permission
from lotsen.domain.rounds import InstallationKind
from lotsen.domain.texts import folded
from lotsen.usecases.person_names import listed_name_of

LONGEST_SIGN_IN = timedelta(hours=10)
LONGEST_IDLE = timedelta(minutes=30)

_PEOPLE, _SIGN_INS, _ROLES = (row.__table__ for row in (PersonRow, SignInRow, PersonRoleRow))
_ACTOR = (
    select(_PEOPLE.c.id, _PEOPLE.c.title, _PEOPLE.c.first_name, _PEOPLE.c.last_name, _ROLES.c.role)
    .join(_SIGN_INS, _SIGN_INS.c.person_id == _PEOPLE.c.id)
    .join(_ROLES, _ROLES.c.person_id == _PEOPLE.c.id)
    .where(
        _SIGN_INS.c.token_hash == bindparam("token_hash"),
        _SIGN_INS.c.ends_at > bindparam("now"),
        func.coalesce(_SIGN_INS.c.seen_at, _SIGN_INS.c.started_at) > bindparam("last_life"),
        _PEOPLE.c.active,
    )
)


@requires(Permission.SIGN_IN)
def people_of_demo(reader: Reader) -> list[PersonEntry]:
    """The people of the demo town who have a role; refused where real people are."""
    _check_demo(reader)
    departments = {row.id: row.name for row in reader.session.scalars(select(DepartmentRow))}
    people = reader.session.scalars(
        select(PersonRow)
        .where(PersonRow.active, PersonRow.roles.any())
        .options(selectinload(PersonRow.roles))
    )
    entries = [
        PersonEntry(
            id=PersonId(row.id),
            name=listed_name_of(row),
            function=row.function,
            department=departments.get(row.department_id or 0, ""),
            roles=frozenset(each.role for each in row.roles),
        )
        for row in people
    ]
    return sorted(entries, key=lambda entry: folded(entry.name))


@requires(Permission.SIGN_IN)
def sign_in_to_demo(uow: UnitOfWork, person_id: PersonId, token_hash: str) -> None:
    """Begin a session for somebody of the demo town; refused where real people are."""
    _check_demo(uow)
    row = uow.session.get(PersonRow, person_id)
    if row is None or not row.active or not row.roles:
        raise NotFound("person.unknown")
    begin(uow, person_id, token_hash)
    uow.record(AuditAction.SIGNED_IN, f"person:{row.id}")


def begin(uow: UnitOfWork, person_id: PersonId, token_hash: str) -> None:
    """Add the session row, whichever way the person came; the rows that are over go."""
    uow.session.execute(delete(SignInRow).where(SignInRow.ends_at < uow.now))
    uow.session.add(
        SignInRow(
            token_hash=token_hash,
            person_id=person_id,
            started_at=uow.now,
            ends_at=uow.now + LONGEST_SIGN_IN,
        )
    )


@at_once
@requires(Permission.SIGN_IN)
def actor_of(reader: Reader, token_hash: str) -> Actor | None:
    """Who holds the session with this token, as long as it runs and the person may.

    Asked at every request and in every run, so it is one statement, put together once, and loads
    no rows.
    """
    asked = {
        "token_hash": token_hash,
        "now": reader.now,
        "last_life": reader.now - LONGEST_IDLE,
    }
    found = reader.session.execute(_ACTOR, asked).all()
    if not found:
        return None
    key, title, first, last, _role = found[0]
    return Actor(
        id=PersonId(key),
        name=full_name(title=title, first_name=first, last_name=last),
        roles=frozenset(row.role for row in found),
    )


@requires(Permission.SIGN_IN)
def stay(uow: UnitOfWork, token_hash: str) -> None:
    """Note a sign of life, so that the session does not end for want of one."""
    uow.traceless = True
    uow.session.execute(
        update(SignInRow)
        .where(SignInRow.token_hash == token_hash)
        .values(seen_at=uow.now)
        .execution_options(synchronize_session=False)
    )


@requires(Permission.SIGN_OUT)
def sign_out(uow: UnitOfWork, token_hash: str) -> None:
    """End the actor's session; in every tab, at once."""
    uow.session.execute(
        delete(SignInRow).where(
            SignInRow.token_hash == token_hash, SignInRow.person_id == uow.actor.id
        )
    )
    uow.record(AuditAction.SIGNED_OUT, f"person:{uow.actor.id}")


def _check_demo(reader: Reader) -> None:
    installation = reader.session.get(InstallationRow, 1)
    if installation is None or installation.kind != InstallationKind.DEMO:
        raise NotAllowed("demo.only_in_demo")
