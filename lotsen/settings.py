"""What the town hall sets from outside, read once, refused early."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


class Mode(StrEnum):
    """Whether Lotsen serves a town or shows itself."""

    PRODUCTION = "production"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of Lotsen; the environment names them LOTSEN_*."""

    database_url: str
    mode: Mode


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
    )
