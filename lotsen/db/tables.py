"""Every table, gathered for the migrations."""

from lotsen.db import (
    accounts,
    audit,
    candidates,
    decisions,
    people,
    ratings,
    round_profiles,
    rounds,
)
from lotsen.db.base import Base

__all__ = [
    "accounts",
    "audit",
    "candidates",
    "decisions",
    "metadata",
    "people",
    "ratings",
    "round_profiles",
    "rounds",
]

metadata = Base.metadata
