"""The criteria of a round: what is looked at, and with which weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = 1, 5
NEEDS_EVIDENCE = frozenset({1, 2, 5})
"""Ratings that need a note of what was observed."""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One of the questions that every sheet answers; one not `in_use` is on no sheet any more."""

    key: str
    number: int
    title: str
    full_title: str
    title_en: str
    definition: str
    anchors: Mapping[int, str]
    questions: Sequence[str]
    hint: str
    weight: float
    in_use: bool = True
