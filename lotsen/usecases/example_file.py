"""The worked example of the method, read from `data/example.yaml`; nobody in it is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True, kw_only=True)
class ExampleCriterion:
    """A criterion of the example; `mean` is that of all ratings in the demo town."""

    title: str
    weight: float
    mean: float


@dataclass(frozen=True, kw_only=True)
class ExampleSheet:
    """A sheet: its ratings (None for „n. b.“), its score, and how mild its rater is."""

    ratings: Sequence[int | None]
    score: float
    severity: float


@dataclass(frozen=True, kw_only=True)
class Example:
    """One person of the demo town from ratings to the fair score, as the scoring gave it."""

    person: str
    criteria: Sequence[ExampleCriterion]
    sheets: Sequence[ExampleSheet]
    plain: float
    fair: float


@lru_cache(maxsize=2)
def read_example(path: Path) -> Example:
    """Read the example."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Example(
        person=written["person"],
        criteria=tuple(
            ExampleCriterion(title=each["titel"], weight=each["gewicht"], mean=each["mittel"])
            for each in written["kriterien"]
        ),
        sheets=tuple(
            ExampleSheet(
                ratings=tuple(each["bewertungen"]),
                score=each["bogenwert"],
                severity=each["strenge"],
            )
            for each in written["boegen"]
        ),
        plain=written["einfach"],
        fair=written["fair"],
    )
