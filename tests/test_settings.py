"""Settings that cannot be right are refused before anything is opened."""

import pytest

from lotsen.settings import BadSetting, Mode, load_settings

WHOLE = {
    "LOTSEN_OIDC_ISSUER": "https://anmeldung.stadt.example/realms/stadt",
    "LOTSEN_OIDC_CLIENT_ID": "lotsen",
    "LOTSEN_OIDC_CLIENT_SECRET": "streng geheim",
    "LOTSEN_PUBLIC_URL": "https://lotsen.stadt.example/",
}

SERVER = {
    "LOTSEN_SMTP_HOST": "mail.stadt.example",
    "LOTSEN_SMTP_SENDER": "Stadt Beispiel <post@stadt.example>",
}


@pytest.fixture
def given(monkeypatch):
    def give(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return give


def test_without_anything_lotsen_serves_a_town_with_passwords(given):
    found = given()

    assert (found.mode, found.provider, found.passwords) == (Mode.PRODUCTION, None, True)


def test_provider_that_is_set_takes_the_place_of_passwords(given):
    found = given(**WHOLE)

    assert found.provider is not None
    assert found.provider.public_url == "https://lotsen.stadt.example"
    assert found.passwords is False


def test_town_can_have_both(given):
    assert given(**WHOLE, LOTSEN_LOCAL_ACCOUNTS="on").passwords is True


def test_secret_is_in_no_text_of_the_settings(given):
    assert "streng geheim" not in repr(given(**WHOLE))


@pytest.mark.parametrize("missing", WHOLE)
def test_half_set_provider_is_refused_and_the_missing_half_is_named(given, missing):
    half = {name: value for name, value in WHOLE.items() if name != missing}

    with pytest.raises(BadSetting, match=rf"nur halb eingerichtet\. Es fehlt: {missing}\.$"):
        given(**half)


def test_public_address_alone_is_no_provider(given):
    assert given(LOTSEN_PUBLIC_URL="https://lotsen.stadt.example").provider is None


@pytest.mark.parametrize("name", ["LOTSEN_OIDC_ISSUER", "LOTSEN_PUBLIC_URL"])
@pytest.mark.parametrize(
    "address",
    [
        "http://stadt.example",
        "http://127.0.0.1.evil.example",
        "stadt.example",
        "https://",
        "https://[",
        "https://stadt.example?a=b",
        "https://stadt.example#a",
        "https://kim:geheim@stadt.example",
        "javascript:alert(1)",
    ],
)
def test_address_on_which_somebody_could_listen_is_refused(given, name, address):
    with pytest.raises(BadSetting, match=name):
        given(**WHOLE | {name: address})


def test_loopback_needs_no_encryption(given):
    local = dict.fromkeys(("LOTSEN_OIDC_ISSUER", "LOTSEN_PUBLIC_URL"), "http://127.0.0.1:8080")

    assert given(**WHOLE | local).provider is not None


def test_public_address_has_no_path(given):
    with pytest.raises(BadSetting, match="ohne Pfad"):
        given(**WHOLE | {"LOTSEN_PUBLIC_URL": "https://stadt.example/lotsen"})


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LOTSEN_LOCAL_ACCOUNTS": "vielleicht"}, "möglich sind: on, off"),
        ({"LOTSEN_LOCAL_ACCOUNTS": "off"}, "niemanden hinein"),
        ({**WHOLE, "LOTSEN_MODE": "demo"}, "gehen nicht zusammen"),
        ({"LOTSEN_MODE": "party"}, "möglich sind: production, demo"),
    ],
)
def test_what_cannot_be_right_is_refused(given, settings, sentence):
    with pytest.raises(BadSetting, match=sentence):
        given(**settings)


def test_without_a_mail_server_lotsen_starts(given):
    assert given().post.host == ""


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_port_follows_the_encryption(given, security, port):
    assert given(**SERVER, LOTSEN_SMTP_SECURITY=security).post.port == port


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSEN_SMTP_SECURITY", "none"),
        ("LOTSEN_SMTP_PORT", "smtp"),
        ("LOTSEN_SMTP_PER_MINUTE", "0"),
        ("LOTSEN_SMTP_SENDER", "Stadt Beispiel"),
        ("LOTSEN_MODE", "party"),
    ],
)
def test_setting_that_cannot_be_right_is_named(given, name, value):
    with pytest.raises(BadSetting, match=name):
        given(**{**SERVER, name: value})


def test_password_is_not_shown(given):
    assert "geheim" not in repr(given(**SERVER, LOTSEN_SMTP_PASSWORD="geheim"))
