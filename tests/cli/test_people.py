"""Entering people in a town whose provider lets them in."""

import pytest

PROVIDER = {
    "LOTSEN_OIDC_ISSUER": "https://anmeldung.stadt.example",
    "LOTSEN_OIDC_CLIENT_ID": "lotsen",
    "LOTSEN_OIDC_CLIENT_SECRET": "geheim",
    "LOTSEN_PUBLIC_URL": "https://lotsen.stadt.example",
}
KIM = ("--email", "kim.kord@stadt.example", "--last-name", "Kord", "--role", "coordinator")


@pytest.fixture
def provided(lotsen, monkeypatch):
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    return lotsen


def test_person_is_entered_without_a_link(provided):
    code, said, _complaint = provided("people", "add", *KIM)

    assert code == 0
    assert "meldet sich mit ihrem Dienstkonto an" in said
    assert "/einladung" not in said
    assert "Person eingetragen" in provided("audit", "list")[1]
    assert "eingeladen" not in provided("audit", "list")[1]


def test_town_with_both_ways_gives_links(provided, monkeypatch):
    monkeypatch.setenv("LOTSEN_LOCAL_ACCOUNTS", "on")

    assert "/einladung?code=" in provided("people", "add", *KIM)[1]


def test_half_set_provider_is_told_in_one_sentence(provided, monkeypatch):
    monkeypatch.delenv("LOTSEN_OIDC_CLIENT_SECRET")

    code, _said, complaint = provided("people", "add", *KIM)

    assert code == 2
    assert "nur halb eingerichtet. Es fehlt: LOTSEN_OIDC_CLIENT_SECRET." in complaint
