from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import accounts
from tests.makers import COORDINATOR, NOON, RATER

TOKEN = "a" * 64


@pytest.fixture
def town(town):
    town.make_round()
    town.kim = town.make_person("Kim Kord", COORDINATOR, RATER)
    return town


def sign_in(town, person=None):
    town.application.execute(SYSTEM, accounts.sign_in_to_demo, person or town.kim, TOKEN)


def actor(town):
    return town.application.query(SYSTEM, accounts.actor_of, TOKEN)


def test_who_signs_in_acts_in_all_own_roles(town):
    sign_in(town)

    assert (actor(town).name, actor(town).roles) == ("Kim Kord", {COORDINATOR, RATER})


def test_unknown_token_is_nobody(town):
    assert actor(town) is None


def test_signing_out_ends_the_session(town):
    sign_in(town)
    town.application.execute(actor(town), accounts.sign_out, TOKEN)

    assert actor(town) is None


def test_nobody_signs_somebody_else_out(town):
    sign_in(town)
    stranger = town.make_actor("Rita Roth", RATER)
    town.application.execute(stranger, accounts.sign_out, TOKEN)

    assert actor(town) is not None


def test_session_ends_by_itself(town):
    sign_in(town)
    later = Application(
        engine=town.engine, clock=lambda: NOON + accounts.LONGEST_SIGN_IN + timedelta(seconds=1)
    )

    assert later.query(SYSTEM, accounts.actor_of, TOKEN) is None


def test_person_without_a_role_cannot_sign_in(town):
    with pytest.raises(NotFound):
        sign_in(town, town.make_person("Ada Yıldız"))


def test_only_the_gate_signs_people_in(town):
    sign_in(town)
    with pytest.raises(NotAllowed):
        town.application.execute(actor(town), accounts.sign_in_to_demo, town.kim, "b" * 64)


def test_people_of_a_real_town_cannot_be_signed_in_without_a_password(engine):
    from tests.makers import Town

    town = Town(engine)
    town.make_round(kind=InstallationKind.PRODUCTION)
    kim = town.make_person("Kim Kord", COORDINATOR)
    with pytest.raises(NotAllowed, match="only_in_demo"):
        town.application.execute(SYSTEM, accounts.sign_in_to_demo, kim, TOKEN)
    with pytest.raises(NotAllowed, match="only_in_demo"):
        town.application.query(SYSTEM, accounts.people_of_demo)


def later(town, minutes):
    """The same town, some minutes later."""
    then = NOON + timedelta(minutes=minutes)
    return Application(engine=town.engine, clock=lambda: then)


def test_session_ends_after_half_an_hour_without_a_sign_of_life(town):
    sign_in(town)

    assert later(town, 29).query(SYSTEM, accounts.actor_of, TOKEN) is not None
    assert later(town, 31).query(SYSTEM, accounts.actor_of, TOKEN) is None


def test_sign_of_life_keeps_the_session_and_leaves_no_trace(town):
    sign_in(town)
    later(town, 29).execute(SYSTEM, accounts.stay, TOKEN)

    assert later(town, 58).query(SYSTEM, accounts.actor_of, TOKEN) is not None
    with Session(town.engine) as session:
        assert [row.action for row in session.scalars(select(AuditRow))] == ["signed_in"]


def test_sign_of_life_does_not_keep_a_session_beyond_its_ten_hours(town):
    sign_in(town)
    later(town, 599).execute(SYSTEM, accounts.stay, TOKEN)

    assert later(town, 601).query(SYSTEM, accounts.actor_of, TOKEN) is None
