"""Every table, gathered for the migrations."""

from lotsen.db import accounts, audit, candidates, decisions, people, ratings, rounds, shortlists
from lotsen.db.base import Base

__all__ = [
    "accounts",
    "audit",
    "candidates",
    "decisions",
    "metadata",
    "people",
    "ratings",
    "rounds",
    "shortlists",
]

metadata = Base.metadata
