"""What the town hall sets from outside, read once, refused early."""

import os
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

DATA = Path(__file__).parents[1] / "data"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Mode(StrEnum):
    """Whether Lotsen serves a town or shows itself."""

    PRODUCTION = "production"
    DEMO = "demo"


class LocalAccounts(StrEnum):
    """Whether people may sign in with a password of Lotsen's own."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The town's OpenID provider, and the address under which it sends people back to us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    public_url: str


SECURITIES = {"starttls": 587, "tls": 465}
"""How the dialogue with the mail server is encrypted, and the port that is usual for it."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """The town's mail server; there is none where `host` is empty."""

    host: str = ""
    port: int = SECURITIES["starttls"]
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    ca_file: str | None = None
    per_minute: int = 60


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """The town's mailbox for expressions of interest; there is none where `host` is empty."""

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    ca_file: str | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of Lotsen; the environment names them LOTSEN_*."""

    database_url: str
    mode: Mode
    post: Post = field(default_factory=Post)
    inbox: Inbox = field(default_factory=Inbox)
    provider: Provider | None = None
    passwords: bool = True


class BadSetting(RuntimeError):
    """A setting cannot be right; the message tells which, and what would be."""


def load_settings() -> Settings:
    """Read the environment; refuse what cannot be right before anything is opened."""
    mode = os.environ.get("LOTSEN_MODE", Mode.PRODUCTION)
    if mode not in set(Mode):
        raise BadSetting(f"LOTSEN_MODE ist „{mode}“; möglich sind: {', '.join(Mode)}.")
    provider = _provider()
    if provider is not None and mode == Mode.DEMO:
        raise BadSetting(
            "LOTSEN_MODE=demo und ein Anmeldedienst gehen nicht zusammen. "
            "Bitte LOTSEN_MODE=production setzen oder LOTSEN_OIDC_ISSUER weglassen."
        )
    return Settings(
        database_url=os.environ.get("LOTSEN_DATABASE_URL", f"sqlite:///{DATA / 'lotsen.db'}"),
        mode=Mode(mode),
        post=_post(),
        inbox=_inbox(),
        provider=provider,
        passwords=_passwords(provider),
    )


def _provider() -> Provider | None:
    """The provider, if one is set, and wholly."""
    issuer, client_id, client_secret = (
        os.environ.get(name, "").strip()
        for name in ("LOTSEN_OIDC_ISSUER", "LOTSEN_OIDC_CLIENT_ID", "LOTSEN_OIDC_CLIENT_SECRET")
    )
    if not (issuer or client_id or client_secret):
        return None
    public_url = os.environ.get("LOTSEN_PUBLIC_URL", "").strip()
    given = {
        "LOTSEN_OIDC_ISSUER": issuer,
        "LOTSEN_OIDC_CLIENT_ID": client_id,
        "LOTSEN_OIDC_CLIENT_SECRET": client_secret,
        "LOTSEN_PUBLIC_URL": public_url,
    }
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise BadSetting(
            f"Der Anmeldedienst ist nur halb eingerichtet. Es fehlt: {', '.join(missing)}."
        )
    _check_address("LOTSEN_OIDC_ISSUER", issuer)
    _check_public(public_url)
    return Provider(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        public_url=public_url.rstrip("/"),
    )


def _check_public(value: str) -> None:
    """Refuse an address at which Lotsen does not stand alone."""
    _check_address("LOTSEN_PUBLIC_URL", value)
    if urlsplit(value).path.strip("/"):
        raise BadSetting(
            f"LOTSEN_PUBLIC_URL ist „{value}“; nötig ist die Adresse von Lotsen ohne Pfad dahinter."
        )


def _check_address(name: str, value: str) -> None:
    """Refuse an address on which a listener could take a sign-in over."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        raise BadSetting(f"{name} ist keine Adresse, die Lotsen lesen kann.") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not host or not safe or parts.query or parts.fragment or parts.username is not None:
        raise BadSetting(
            f"{name} ist „{value}“; nötig ist eine Adresse mit https:// ohne Zusätze. "
            "Mit http:// geht es nur auf diesem Rechner (127.0.0.1)."
        )


def _passwords(provider: Provider | None) -> bool:
    """Whether local accounts are on: without a provider always, with one where the town says so."""
    asked = os.environ.get("LOTSEN_LOCAL_ACCOUNTS", "").strip()
    if not asked:
        return provider is None
    if asked not in set(LocalAccounts):
        raise BadSetting(
            f"LOTSEN_LOCAL_ACCOUNTS ist „{asked}“; möglich sind: {', '.join(LocalAccounts)}."
        )
    if asked == LocalAccounts.OFF and provider is None:
        raise BadSetting(
            "LOTSEN_LOCAL_ACCOUNTS=off ohne Anmeldedienst ließe niemanden hinein. "
            "Bitte auch LOTSEN_OIDC_ISSUER setzen."
        )
    return asked == LocalAccounts.ON


def _post() -> Post:
    security = os.environ.get("LOTSEN_SMTP_SECURITY", "starttls")
    if security not in SECURITIES:
        raise BadSetting(
            f"LOTSEN_SMTP_SECURITY ist „{security}“; möglich sind: {', '.join(SECURITIES)}."
        )
    host, sender = os.environ.get("LOTSEN_SMTP_HOST", ""), os.environ.get("LOTSEN_SMTP_SENDER", "")
    if host and "@" not in parseaddr(sender)[1]:
        raise BadSetting(
            "LOTSEN_SMTP_SENDER fehlt oder ist keine Adresse. "
            "Möglich ist zum Beispiel: Stadt Beispiel <digitallotsen@stadt.example>"
        )
    return Post(
        host=host,
        port=_number("LOTSEN_SMTP_PORT", SECURITIES[security]),
        security=security,
        user=os.environ.get("LOTSEN_SMTP_USER", ""),
        password=os.environ.get("LOTSEN_SMTP_PASSWORD", ""),
        sender=sender,
        ca_file=os.environ.get("LOTSEN_SMTP_CA_FILE"),
        per_minute=_number("LOTSEN_SMTP_PER_MINUTE", 60),
    )


def _inbox() -> Inbox:
    host, user = os.environ.get("LOTSEN_IMAP_HOST", ""), os.environ.get("LOTSEN_IMAP_USER", "")
    if host and not user:
        raise BadSetting("LOTSEN_IMAP_USER fehlt: das Konto, dessen Postfach gelesen wird.")
    return Inbox(
        host=host,
        port=_number("LOTSEN_IMAP_PORT", 993),
        user=user,
        password=os.environ.get("LOTSEN_IMAP_PASSWORD", ""),
        folder=os.environ.get("LOTSEN_IMAP_FOLDER", "INBOX"),
        ca_file=os.environ.get("LOTSEN_IMAP_CA_FILE"),
    )


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or int(text) < 1:
        raise BadSetting(f"{name} ist „{text}“; nötig ist eine Zahl ab 1.")
    return int(text)
