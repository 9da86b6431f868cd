"""Who may do what: the tables are whole, and every use case stands in them."""

import ast
import importlib
import itertools

import pytest

from lotsen.application.application import REGISTER, refusal
from lotsen.domain.audit import OPEN_FACTS, AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import LEVEL_OF, DepartmentKind
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Actor, Role
from lotsen.domain.permissions import GRANTED_TO, OPEN_IN, Permission
from lotsen.domain.phases import NEXT_PHASES, Phase
from lotsen.usecases import decisions, importing, scores, shortlist
from lotsen.usecases.importing import PLAN, TAKE
from lotsen.usecases.scores import STATES_OF, Standing
from tests.house.sources import modules


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (GRANTED_TO, Permission),
        (OPEN_IN, Permission),
        (OPEN_FACTS, AuditAction),
        (NEXT_PHASES, Phase),
        (LEVEL_OF, DepartmentKind),
        (STATES_OF, Standing),
        (PLAN, TAKE),
    ],
)
def test_table_has_every_member(table, members):
    assert set(table) == set(members)


def test_every_state_of_a_candidate_counts_somewhere():
    assert STATES_OF[Standing.ALL] == set(CandidateState)


def asked_for(page):
    """The use cases that a page hands to `page.query`, `page.execute` or `page.refusal`."""
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="query" | "execute" | "refusal"),
                args=[ast.Attribute(value=ast.Name(id=room), attr=use_case), *_],
            ):
                yield getattr(importlib.import_module(f"lotsen.usecases.{room}"), use_case)


ASKED_FOR = [
    pytest.param(use_case, id=f"{page.stem}-{use_case.__name__}")
    for page in modules("pages")
    for use_case in asked_for(page)
]


@pytest.mark.parametrize("use_case", ASKED_FOR)
def test_what_a_page_asks_for_names_its_permission(use_case):
    assert use_case in REGISTER


EVERY = list(itertools.product(Role, Phase))


def allowed(role, phase, use_case):
    actor = Actor(id=PersonId(1), name="x", roles=frozenset({role}))
    return refusal(actor, use_case, phase) is None


@pytest.mark.parametrize(("role", "phase"), EVERY)
def test_only_the_leadership_decides_and_only_after_the_presentations(role, phase):
    expected = role == Role.LEADERSHIP and phase == Phase.PRESENTATION
    assert allowed(role, phase, decisions.decide) == expected
    assert allowed(role, phase, decisions.take_back) == expected


@pytest.mark.parametrize(("role", "phase"), EVERY)
def test_only_the_coordinator_brings_files_and_only_while_they_can_matter(role, phase):
    coordinator = role == Role.COORDINATOR
    assert allowed(role, phase, importing.take_master_data) == (
        coordinator and phase not in {Phase.NOTIFICATION, Phase.CLOSED}
    )
    assert allowed(role, phase, importing.take_ratings) == (
        coordinator and phase in {Phase.INTEREST, Phase.PRESENTATION}
    )


@pytest.mark.parametrize(("role", "phase"), EVERY)
def test_shortlist_is_seen_by_coordination_and_leadership_alone(role, phase):
    expected = role in {Role.COORDINATOR, Role.LEADERSHIP}
    assert allowed(role, phase, shortlist.listing) == expected


@pytest.mark.parametrize(("role", "phase"), EVERY)
def test_auditor_and_administrator_see_no_scores(role, phase):
    expected = role not in {Role.AUDITOR, Role.ADMINISTRATOR}
    assert allowed(role, phase, scores.departments) == expected


@pytest.mark.parametrize("permission", [Permission.SIGN_IN, Permission.SET_UP])
def test_no_role_carries_what_only_the_system_does(permission):
    assert GRANTED_TO[permission] == frozenset()
