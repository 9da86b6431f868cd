"""Every table, gathered for the migrations."""

from lotsen.db import (
    accounts,
    audit,
    candidates,
    closings,
    decisions,
    identities,
    letters,
    mails,
    meetings,
    people,
    ratings,
    round_profiles,
    rounds,
    shortlists,
    surveys,
)
from lotsen.db.base import Base

__all__ = [
    "Base",
    "accounts",
    "audit",
    "candidates",
    "closings",
    "decisions",
    "identities",
    "letters",
    "mails",
    "meetings",
    "metadata",
    "people",
    "ratings",
    "round_profiles",
    "rounds",
    "shortlists",
    "surveys",
]

metadata = Base.metadata
