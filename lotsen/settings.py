"""What the town hall sets from outside, read once, refused early."""

import os
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


class Mode(StrEnum):
    """Whether Lotsen serves a town or shows itself."""

    PRODUCTION = "production"
    DEMO = "demo"


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
class Settings:
    """Every setting of Lotsen; the environment names them LOTSEN_*."""

    database_url: str
    mode: Mode
    post: Post = field(default_factory=Post)


class BadSetting(RuntimeError):
    """A setting cannot be right; the message tells which, and what would be."""


def load_settings() -> Settings:
    """Read the environment; refuse what cannot be right before anything is opened."""
    mode = os.environ.get("LOTSEN_MODE", Mode.PRODUCTION)
    if mode not in set(Mode):
        raise BadSetting(f"LOTSEN_MODE ist „{mode}“; möglich sind: {', '.join(Mode)}.")
    return Settings(
        database_url=os.environ.get("LOTSEN_DATABASE_URL", f"sqlite:///{DATA / 'lotsen.db'}"),
        mode=Mode(mode),
        post=_post(),
    )


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


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or int(text) < 1:
        raise BadSetting(f"{name} ist „{text}“; nötig ist eine Zahl ab 1.")
    return int(text)
