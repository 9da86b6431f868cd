"""Settings that cannot be right are refused before anything is opened."""

import pytest

from lotsen.settings import BadSetting, load_settings

SERVER = {
    "LOTSEN_SMTP_HOST": "mail.stadt.example",
    "LOTSEN_SMTP_SENDER": "Stadt Beispiel <post@stadt.example>",
}


@pytest.fixture
def settings(monkeypatch):
    def settings(**environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return settings


def test_without_a_mail_server_lotsen_starts(settings):
    assert settings().post.host == ""


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_port_follows_the_encryption(settings, security, port):
    assert settings(**SERVER, LOTSEN_SMTP_SECURITY=security).post.port == port


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
def test_setting_that_cannot_be_right_is_named(settings, name, value):
    with pytest.raises(BadSetting, match=name):
        settings(**{**SERVER, name: value})


def test_password_is_not_shown(settings):
    assert "geheim" not in repr(settings(**SERVER, LOTSEN_SMTP_PASSWORD="geheim"))
