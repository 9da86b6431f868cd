"""Every table, gathered for the migrations."""

from lotsen.db import (
    accounts,
    audit,
    candidates,
    decisions,
    identities,
    people,
    ratings,
    rounds,
)
from lotsen.db.base import Base

__all__ = [
    "accounts",
    "audit",
    "candidates",
    "decisions",
    "identities",
    "metadata",
    "people",
    "ratings",
    "rounds",
]

metadata = Base.metadata
