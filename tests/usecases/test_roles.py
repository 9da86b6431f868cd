from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.people import PersonRow
from lotsen.domain.errors import BadInput, LotsenError, NotAllowed, NotFound, Outdated
from lotsen.domain.files import FileKind
from lotsen.domain.people import Role
from lotsen.usecases import accounts, local_accounts, people, roles
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.usecases.town_files import plan, take

REASON = "Vertritt Frau Roth im Juni."
TOKEN = "a" * 64


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.toni = town.make_actor("Toni Schlüter", Role.ADMINISTRATOR)
    town.rita = town.make_person("Rita Roth", RATER)
    return town


def line(town, person):
    found = town.application.query(SYSTEM, people.listing)
    return next(each for each in found if each.id == person)


def change(town, person, *wanted, by=None, reason=REASON, seen=None):
    seen = line(town, person).version if seen is None else seen
    town.application.execute(
        by or town.kim, roles.change, person, frozenset(wanted), reason, seen=seen
    )


def test_roles_are_changed_and_one_person_can_hold_several(town):
    change(town, town.rita, RATER, LEADER, LEADERSHIP)

    assert line(town, town.rita).roles == {RATER, LEADER, LEADERSHIP}


def test_administrator_changes_roles_as_well(town):
    change(town, town.rita, AUDITOR, by=town.toni)

    assert line(town, town.rita).roles == {AUDITOR}


@pytest.mark.parametrize("role", sorted(set(Role) - {COORDINATOR, Role.ADMINISTRATOR}))
def test_nobody_else_changes_roles(town, role):
    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        change(town, town.rita, LEADER, by=town.make_actor("Ari Fremd", role))


def test_audit_log_tells_old_and_new_roles_and_the_reason(town):
    change(town, town.rita, LEADER)

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow)).one()
    assert (row.actor, row.action, row.subject) == (
        "Kim Kord",
        "roles_changed",
        f"person:{town.rita}",
    )
    assert row.facts == {"name": "Rita Roth", "old": ["rater"], "new": ["leader"], "reason": REASON}


def test_change_needs_a_reason(town):
    with pytest.raises(BadInput, match=r"reason\.too_short"):
        change(town, town.rita, LEADER, reason="ja")


def test_last_coordinator_stays(town):
    with pytest.raises(BadInput, match=r"person\.last_coordinator"):
        change(town, town.kim.id, AUDITOR, by=town.toni)
    with pytest.raises(BadInput, match=r"person\.last_coordinator"):
        town.application.execute(town.toni, local_accounts.block, town.kim.id, blocked=True)
    assert line(town, town.kim.id).roles == {COORDINATOR}
    assert line(town, town.kim.id).active


def test_blocked_coordinator_is_none_who_could_stay(town):
    other = town.make_person("Ute Unda", COORDINATOR)
    town.application.execute(town.kim, local_accounts.block, other, blocked=True)

    with pytest.raises(BadInput, match=r"person\.last_coordinator"):
        change(town, town.kim.id, AUDITOR, by=town.toni)


def test_one_of_two_coordinators_goes(town):
    other = town.make_person("Ute Unda", COORDINATOR)

    change(town, other, RATER)

    assert line(town, other).roles == {RATER}


def test_coordinator_who_gives_the_role_up_needs_another_one(town):
    with pytest.raises(BadInput, match=r"person\.last_coordinator"):
        change(town, town.kim.id, AUDITOR, by=town.toni)
    change(town, town.rita, COORDINATOR)

    change(town, town.kim.id, AUDITOR, by=town.toni)

    assert line(town, town.kim.id).roles == {AUDITOR}


@pytest.mark.parametrize("name", ["kim", "toni"])
def test_nobody_gives_themselves_another_role(town, name):
    actor = getattr(town, name)

    with pytest.raises(NotAllowed, match=r"person\.gives_itself_a_role"):
        change(town, actor.id, *actor.roles, LEADERSHIP, by=actor)
    with pytest.raises(NotAllowed, match=r"person\.gives_itself_a_role"):
        town.application.execute(
            actor, local_accounts.add_person, line(town, actor.id).email, "", "Kord", [LEADERSHIP]
        )


def test_own_role_can_be_given_up(town):
    change(town, town.toni.id, Role.ADMINISTRATOR, AUDITOR)

    change(town, town.toni.id, AUDITOR, by=town.toni)

    assert line(town, town.toni.id).roles == {AUDITOR}


@pytest.mark.parametrize("vote", [RATER, LEADERSHIP])
def test_whoever_advises_has_no_vote(town, vote):
    with pytest.raises(BadInput, match=r"person\.advises_without_a_vote"):
        change(town, town.rita, ADVISORY, vote)


def test_somebody_without_a_role_is_blocked_instead(town):
    with pytest.raises(BadInput, match=r"person\.needs_a_role"):
        change(town, town.rita)


def test_second_tab_is_told_that_the_roles_are_others_now(town):
    seen = line(town, town.rita).version
    change(town, town.rita, RATER, LEADER, seen=seen)

    with pytest.raises(Outdated, match=r"record\.outdated"):
        change(town, town.rita, RATER, AUDITOR, seen=seen)

    assert line(town, town.rita).roles == {RATER, LEADER}


def test_second_of_two_clicks_changes_nothing(town):
    seen = line(town, town.rita).version
    change(town, town.rita, LEADER, seen=seen)

    with pytest.raises(Outdated, match=r"record\.repeated"):
        change(town, town.rita, LEADER, seen=seen)


def test_unknown_person_is_refused(town):
    with pytest.raises(NotFound, match=r"person\.unknown"):
        change(town, 999, RATER, seen=1)


def test_signed_in_person_acts_in_the_new_roles_at_once(town):
    town.application.execute(SYSTEM, accounts.sign_in_to_demo, town.rita, TOKEN)

    change(town, town.rita, AUDITOR)

    assert town.application.query(SYSTEM, accounts.actor_of, TOKEN).roles == {AUDITOR}


def test_two_who_take_the_role_from_each_other_in_one_moment_leave_one(town):
    ute = town.make_actor("Ute Unda", COORDINATOR)
    pairs = [(town.kim, ute.id), (ute, town.kim.id)]
    for _time in range(10):
        seen = {person: line(town, person).version for _by, person in pairs}
        start = Barrier(2)

        def take_away(pair, seen=seen, start=start):
            by, person = pair
            start.wait()
            try:
                change(town, person, AUDITOR, by=by, seen=seen[person])
            except LotsenError as reason:
                return reason.code
            return "done"

        with ThreadPoolExecutor(2) as people_at_work:
            answers = sorted(people_at_work.map(take_away, pairs))

        assert answers == ["done", "person.last_coordinator"]
        (gone,) = [each for _by, each in pairs if line(town, each).roles == {AUDITOR}]
        change(town, gone, COORDINATOR, by=SYSTEM)


def bring_people(town, *lines):
    head = "Nachname;Vorname;E-Mail;Rollen"
    take(town, FileKind.PEOPLE, "\r\n".join([head, *lines]))


def test_file_takes_no_last_coordinator_away(town):
    kim, town.kim = town.kim, SYSTEM

    with pytest.raises(BadInput, match=r"person\.last_coordinator"):
        bring_people(town, f"Kord;Kim;{line(town, kim.id).email};Revision")

    assert line(town, kim.id).roles == {COORDINATOR}


def test_file_gives_its_bringer_no_other_role(town):
    with pytest.raises(NotAllowed, match=r"person\.gives_itself_a_role"):
        bring_people(
            town, f"Kord;Kim;{line(town, town.kim.id).email};Koordination, Leitung (Entscheidung)"
        )


def test_file_that_changes_roles_is_seen_by_an_open_tab(town):
    seen = line(town, town.rita)
    bring_people(town, f"Roth;Rita;{seen.email};Revision")

    with pytest.raises(Outdated, match=r"record\.outdated"):
        change(town, town.rita, RATER, LEADER, seen=seen.version)


ACTS = {
    "roles": lambda town: change(town, town.rita, AUDITOR),
    "block": lambda town: do(town, local_accounts.block, town.rita, blocked=True),
    "add": lambda town: do(
        town, local_accounts.add_person, line(town, town.rita).email, "", "Roth", [Role.LEADER]
    ),
}


def do(town, command, *args, **kwargs):
    town.application.execute(town.kim, command, *args, **kwargs)


@pytest.mark.parametrize("act", ACTS)
def test_file_that_was_looked_at_before_undoes_nothing_that_came_between(town, act):
    email = line(town, town.rita).email
    text = f"Nachname;Vorname;E-Mail;Rollen\r\nRoth;Rita;{email};Bewertung\r\nNeu;Nina;n@x.example;"
    shown = plan(town, FileKind.PEOPLE, text)

    ACTS[act](town)

    with pytest.raises(Outdated, match=r"import\.outdated"):
        take(town, FileKind.PEOPLE, text, seen=shown.revision)


def test_removed_role_leaves_the_person_in_the_records(town):
    change(town, town.rita, AUDITOR)

    with Session(town.engine) as session:
        assert session.get_one(PersonRow, town.rita).last_name == "Roth"
