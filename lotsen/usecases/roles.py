"""Roles of people: changed with a reason, and never so that nobody coordinates any more."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Role, check_gives_nothing_to_oneself, check_roles
from lotsen.domain.permissions import GRANTED_TO, Permission, carries
from lotsen.domain.texts import check_reason
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import raise_revisions


@requires(Permission.MANAGE_PEOPLE)
def change(
    uow: UnitOfWork, person_id: PersonId, wanted: frozenset[Role], reason: str, *, seen: int
) -> None:
    """Give a person these roles and no others; it acts at once in every tab."""
    raise_revisions(uow)
    row = uow.session.get(PersonRow, person_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("person.unknown")
    old = roles_of(row)
    if old == wanted:  # the second of two clicks
        raise Outdated("record.repeated")
    if row.version != seen:
        raise Outdated("record.outdated")
    text = check_reason(reason)
    check_roles(wanted)
    check_gives_nothing_to_oneself(uow.actor, person_id, old=old, new=wanted)
    with a_coordinator_stays(uow):
        set_roles(uow, row, wanted)
    uow.record(
        AuditAction.ROLES_CHANGED,
        f"person:{row.id}",
        name=name_of(row),
        old=sorted(old),
        new=sorted(wanted),
        reason=text,
    )


def roles_of(row: PersonRow) -> frozenset[Role]:
    """What a person is to the selection."""
    return frozenset(each.role for each in row.roles)


def who_may(reader: Reader, permission: Permission) -> list[PersonRow]:
    """Everybody who is not blocked and whose roles carry the permission."""
    rows = reader.session.scalars(
        select(PersonRow)
        .where(
            PersonRow.active, PersonRow.roles.any(PersonRoleRow.role.in_(GRANTED_TO[permission]))
        )
        .options(selectinload(PersonRow.roles))
    )
    return [row for row in rows if carries(roles_of(row), permission)]


def set_roles(uow: UnitOfWork, row: PersonRow, wanted: frozenset[Role]) -> None:
    """Change the rows; the person counts a version more, for the roles are part of it."""
    kept = [each for each in row.roles if each.role in wanted]
    fresh = wanted - {each.role for each in kept}
    row.roles = [*kept, *(PersonRoleRow(role=role) for role in sorted(fresh))]
    row.changed_at = uow.now


@contextmanager
def a_coordinator_stays(uow: UnitOfWork) -> Generator[None]:
    """Refuse a change after which nobody who can sign in coordinates, where somebody did.

    The rows are held until the work is kept: of two coordinators who take the role from each
    other in the same moment, the second is told.
    """
    uow.session.execute(
        select(PersonRoleRow.person_id)
        .where(PersonRoleRow.role == Role.COORDINATOR)
        .order_by(PersonRoleRow.person_id)
        .with_for_update()
    ).all()
    before = _coordinators(uow)
    yield
    uow.session.flush()
    if before and not _coordinators(uow):
        raise BadInput("person.last_coordinator")


def _coordinators(reader: Reader) -> int:
    return (
        reader.session.scalar(
            select(func.count())
            .select_from(PersonRoleRow)
            .join(PersonRow, PersonRow.id == PersonRoleRow.person_id)
            .where(PersonRoleRow.role == Role.COORDINATOR, PersonRow.active)
        )
        or 0
    )
