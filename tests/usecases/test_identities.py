from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.identities import IdentityRow
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.identities import Identity
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import accounts, identities, local_accounts
from tests.makers import AUDITOR, COORDINATOR, NOON, RATER

EMAIL = "rita.roth@stadt.example"
RITA = Identity(issuer="https://anmeldung.stadt.example", subject="7f3a", email=EMAIL)
TOKEN = "a" * 64


@pytest.fixture
def town(town):
    town.make_round(kind=InstallationKind.PRODUCTION)
    town.rita = town.make_person("Rita Roth", RATER, email=EMAIL)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def sign_in(town, identity=RITA, token=TOKEN):
    town.application.execute(SYSTEM, identities.sign_in, identity, token)


def actor(town, token=TOKEN):
    return town.application.query(SYSTEM, accounts.actor_of, token)


def log(town):
    with Session(town.engine) as session:
        return [(row.action, row.subject) for row in session.scalars(select(AuditRow))]


def change(town, person, **values):
    with Session(town.engine) as session, session.begin():
        row = session.get_one(PersonRow, person)
        for name, value in values.items():
            setattr(row, name, value)


def test_first_sign_in_matches_the_verified_address_and_stands_in_the_audit_log(town):
    sign_in(town)

    assert (actor(town).name, actor(town).roles) == ("Rita Roth", {RATER})
    person = f"person:{town.rita}"
    assert log(town) == [("identity_linked", person), ("signed_in", person)]


def test_person_is_known_again_whatever_becomes_of_the_address(town):
    sign_in(town)
    sign_in(town, replace(RITA, email="rita.neu@stadt.example"), "b" * 64)
    sign_in(town, replace(RITA, email=""), "c" * 64)

    assert {actor(town, letter * 64).id for letter in "abc"} == {town.rita}
    assert [action for action, _subject in log(town)].count("identity_linked") == 1


def test_address_that_was_given_to_somebody_else_opens_nothing(town):
    sign_in(town)
    with pytest.raises(NotAllowed, match="taken"):
        sign_in(town, replace(RITA, subject="another"), "b" * 64)

    assert actor(town, "b" * 64) is None


def test_known_person_does_not_become_another_by_a_new_address(town):
    other = town.make_person("Olga Orth", RATER, email="olga.orth@stadt.example")
    sign_in(town)
    sign_in(town, replace(RITA, email="olga.orth@stadt.example"), "b" * 64)

    assert actor(town, "b" * 64).id == town.rita != other


def test_same_subject_of_another_provider_is_somebody_else(town):
    sign_in(town)
    with pytest.raises(NotAllowed, match="no_verified_email"):
        sign_in(town, replace(RITA, issuer="https://evil.example", email=""), "b" * 64)


def test_without_a_verified_address_nobody_is_matched(town):
    with pytest.raises(NotAllowed, match="no_verified_email"):
        sign_in(town, replace(RITA, email=""))

    assert log(town) == []


def test_whom_nobody_has_entered_is_refused(town):
    with pytest.raises(NotAllowed, match="unknown"):
        sign_in(town, replace(RITA, email="fremd@stadt.example"))


def test_candidate_without_a_role_is_refused(town):
    town.make_person("Ada Yıldız", email="ada@stadt.example")

    with pytest.raises(NotAllowed, match="unknown"):
        sign_in(town, replace(RITA, email="ada@stadt.example"))
    with Session(town.engine) as session:
        assert session.scalars(select(IdentityRow)).all() == []


@pytest.mark.parametrize("before", [True, False])
def test_blocked_person_is_refused_whether_known_or_not(town, before):
    if before:
        sign_in(town)
    town.application.execute(town.kim, local_accounts.block, town.rita, blocked=True)

    assert actor(town) is None
    with pytest.raises(NotAllowed, match="unknown"):
        sign_in(town, token="b" * 64)


def test_refusal_stands_in_the_audit_log_and_names_nobody(town):
    stranger = replace(RITA, email="fremd@stadt.example")
    town.application.execute(SYSTEM, identities.note_refusal, stranger, "identity.unknown")

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow)).one()
    assert (row.action, row.facts) == ("sign_in_failed", {"reason": "identity.unknown"})
    assert row.subject.startswith("identity:")
    assert not any(word in f"{row.subject}{row.facts}" for word in ("fremd", "7f3a", "example"))


def test_session_ends_like_every_other(town):
    sign_in(town)

    def at(**time):
        then = NOON + timedelta(**time)
        house = Application(engine=town.engine, clock=lambda: then)
        return house.query(SYSTEM, accounts.actor_of, TOKEN)

    assert at(minutes=29) is not None
    assert at(minutes=31) is None
    later = Application(engine=town.engine, clock=lambda: NOON + timedelta(minutes=590))
    later.execute(SYSTEM, accounts.stay, TOKEN)
    assert at(minutes=599) is not None
    assert at(minutes=601) is None


def test_coordinator_undoes_a_match_and_the_person_is_matched_anew(town):
    sign_in(town)

    town.application.execute(town.kim, identities.forget, town.rita)

    with Session(town.engine) as session:
        assert session.scalars(select(SignInRow)).all() == []
    sign_in(town, replace(RITA, subject="another"))
    assert actor(town).id == town.rita
    assert ("identity_forgotten", f"person:{town.rita}") in log(town)


def test_there_is_nothing_to_undo_before_the_first_sign_in(town):
    with pytest.raises(NotFound, match="none_yet"):
        town.application.execute(town.kim, identities.forget, town.rita)
    with pytest.raises(NotFound, match="unknown"):
        town.application.execute(town.kim, identities.forget, 4711)


def test_only_the_gate_signs_in_and_only_who_manages_people_undoes(town):
    auditor = town.make_actor("Ulla Uhl", AUDITOR)

    with pytest.raises(NotAllowed):
        town.application.execute(town.kim, identities.sign_in, RITA, TOKEN)
    with pytest.raises(NotAllowed):
        town.application.execute(auditor, identities.forget, town.rita)
