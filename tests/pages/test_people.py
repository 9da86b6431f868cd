"""Beteiligte: who takes part, and who can sign in."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.accounts import InvitationRow
from lotsen.db.identities import IdentityRow
from lotsen.db.people import PersonRow
from lotsen.domain.accounts import fingerprint
from lotsen.domain.rounds import InstallationKind
from tests.makers import AUDITOR, COORDINATOR, LEADERSHIP, NOON, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words


@pytest.fixture
def town(town):
    town.make_round(kind=InstallationKind.PRODUCTION)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.rita = town.make_person("Rita Roth", RATER)
    return town


def choose(page, person):
    return page.selectbox(key="people_person").set_value(person).run()


def test_everybody_with_a_role_is_listed_with_their_access(town, open_as):
    town.make_person("Niemand Ohnerolle")

    page = open_as(town.kim, "people")

    frame = page.dataframe[0].value
    assert frame["Name"].tolist() == ["Kord, Kim", "Roth, Rita"]
    assert set(frame["Zugang"]) == {"nicht eingeladen"}


def test_link_is_shown_once_and_kept_nowhere(town, open_as):
    page = choose(open_as(town.kim, "people"), town.rita)

    page = button(page, "Einladen").click().run()

    token = page.code[0].value.partition("code=")[2]
    with Session(town.engine) as session:
        assert session.scalars(select(InvitationRow.token_hash)).one() == fingerprint(token)
    assert not page.run().code


def test_person_is_blocked_and_let_in_again(town, open_as):
    page = choose(open_as(town.kim, "people"), town.rita)

    button(page, "Sperren").click().run()
    with Session(town.engine) as session:
        assert not session.get_one(PersonRow, town.rita).active
    button(page, "Wieder zulassen").click().run()

    with Session(town.engine) as session:
        assert session.get_one(PersonRow, town.rita).active


def test_nobody_locks_themselves_out(town, open_as):
    page = choose(open_as(town.kim, "people"), town.kim.id)

    button(page, "Sperren").click().run()

    assert "Sich selbst können Sie nicht sperren." in words(page)


def test_names_that_somebody_typed_are_shown_as_text(town, open_as):
    key = town.make_person(TYPED, RATER)

    page = choose(open_as(town.kim, "people"), key)

    assert [each for each in read_as_markdown(page) if "**Ada**" in each] == []
    assert "**Ada**" in words(page)


@pytest.mark.parametrize("role", [RATER, LEADERSHIP, AUDITOR, None])
def test_people_are_managed_by_coordination_and_administration_alone(town, open_as, role):
    page = open_as(None if role is None else town.make_actor("Ari Fremd", role), "people")

    assert "Roth" not in words(page)


@pytest.fixture
def provided(town, monkeypatch):
    """The same town, with a provider in place of passwords."""
    for name, value in {
        "LOTSEN_OIDC_ISSUER": "https://anmeldung.stadt.example",
        "LOTSEN_OIDC_CLIENT_ID": "lotsen",
        "LOTSEN_OIDC_CLIENT_SECRET": "geheim",
        "LOTSEN_PUBLIC_URL": "https://lotsen.stadt.example",
    }.items():
        monkeypatch.setenv(name, value)
    return town


def link(town, person):
    with Session(town.engine) as session, session.begin():
        session.add(
            IdentityRow(
                issuer="https://anmeldung.stadt.example",
                subject="7f3a",
                person_id=person,
                linked_at=NOON,
            )
        )


def test_town_with_a_provider_invites_nobody(provided, open_as):
    page = choose(open_as(provided.kim, "people"), provided.rita)

    assert set(page.dataframe[0].value["Zugang"]) == {"noch nie angemeldet"}
    assert "Einladen" not in [each.label for each in page.button]
    assert "Eine Einladung braucht sie nicht" in words(page)


def test_match_with_the_provider_is_seen_and_undone(provided, open_as):
    link(provided, provided.rita)
    page = choose(open_as(provided.kim, "people"), provided.rita)
    assert "Dienstkonto verbunden" in words(page)

    page = button(page, "Verbindung lösen").click().run()

    with Session(provided.engine) as session:
        assert session.scalars(select(IdentityRow)).all() == []
    assert "Verbindung lösen" not in [each.label for each in page.button]
