import itertools

import pytest

from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Actor, Role
from lotsen.domain.permissions import GRANTED_TO, Permission, carries, check_role

PAIRS = [frozenset(pair) for pair in itertools.combinations(Role, 2)]
WITH_A_VOTE = {Permission.RATE, Permission.DECIDE}


@pytest.mark.parametrize("roles", PAIRS, ids=lambda roles: "+".join(sorted(roles)))
def test_who_has_two_roles_may_what_either_may_but_for_a_vote_beside_advice(roles):
    for permission in Permission:
        either = any(carries(frozenset({role}), permission) for role in roles)
        expected = either and not (Role.ADVISORY in roles and permission in WITH_A_VOTE)

        assert (permission, carries(roles, permission)) == (permission, expected)


@pytest.mark.parametrize("permission", Permission)
def test_one_role_may_what_the_table_grants_it(permission):
    assert {role for role in Role if carries(frozenset({role}), permission)} == GRANTED_TO[
        permission
    ]


@pytest.mark.parametrize("permission", Permission)
def test_somebody_without_a_role_may_nothing_and_the_system_everything(permission):
    nobody = Actor(id=PersonId(1), name="x", roles=frozenset())
    with pytest.raises(NotAllowed):
        check_role(nobody, permission)

    check_role(Actor(id=None, name="Lotsen", roles=frozenset()), permission)
