"""Every table, gathered for the migrations."""

from lotsen.db import accounts, audit, candidates, decisions, meetings, people, ratings, rounds
from lotsen.db.base import Base

__all__ = [
    "accounts",
    "audit",
    "candidates",
    "decisions",
    "meetings",
    "metadata",
    "people",
    "ratings",
    "rounds",
]

metadata = Base.metadata
