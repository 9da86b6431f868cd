"""Who takes part, in which roles, and whether they can sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.accounts import AccountRow, InvitationRow
from lotsen.db.identities import IdentityRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Role
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.usecases.person_names import listed_name_of


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One person with a role; `invited_until` where a link still waits."""

    id: PersonId
    name: str
    email: str
    roles: frozenset[Role]
    active: bool
    has_account: bool
    has_identity: bool
    invited_until: datetime | None
    version: int


@requires(Permission.MANAGE_PEOPLE)
def listing(reader: Reader) -> Sequence[PersonLine]:
    """Everybody who has a role, in the order of names; candidates as such are not among them."""
    people = reader.session.scalars(
        select(PersonRow).where(PersonRow.roles.any()).options(selectinload(PersonRow.roles))
    )
    accounts = set(reader.session.scalars(select(AccountRow.person_id)))
    identities = set(reader.session.scalars(select(IdentityRow.person_id)))
    links = {
        row.person_id: row.ends_at
        for row in reader.session.scalars(
            select(InvitationRow).where(InvitationRow.ends_at > reader.now)
        )
    }
    lines = [
        PersonLine(
            id=PersonId(row.id),
            name=listed_name_of(row),
            email=row.email,
            roles=frozenset(each.role for each in row.roles),
            active=row.active,
            has_account=row.id in accounts,
            has_identity=row.id in identities,
            invited_until=links.get(row.id),
            version=row.version,
        )
        for row in people
    ]
    return sorted(lines, key=lambda line: folded(line.name))
