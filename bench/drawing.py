"""A very large town, drawn from a seed: the same rows for every bench, and in every run."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lotsen.domain.criteria import NEEDS_EVIDENCE, Criterion
from lotsen.usecases.criteria_file import read_criteria

DATA = Path(__file__).parents[1] / "data"
SEED = 2027
CANDIDATES, RATERS, SHEETS_EACH = 10_000, 200, 5
NB = 0
"""Stands for „n. b.“ among the drawn values."""

FIRST_NAMES = [
    "Ada",
    "Ben",
    "Çiğdem",
    "Dörte",
    "Emre",
    "Fatma",
    "Günther",
    "Heike",
    "İlker",
    "Jörg",
    "Käthe",
    "Liam",
    "Mäx",
    "Özlem",
]
LAST_NAMES = [
    "Groß",
    "Yıldız",
    "Müller-Öztürk",
    "Ähren",
    "Weiß",
    "Schröder",
    "Kaya",
    "Lüdenscheidt",
    "Åberg",
]
SEEN = (
    "Erklärte den Kolleginnen und Kollegen am Schalter in Ruhe",
    "Schrieb für das Team eine Anleitung mit Bildern über",
    "Übernahm ohne Auftrag die Einweisung in",
    "Fragte bei jeder Störung zuerst nach dem Nutzen von",
    "Blieb auch nach der dritten Rückfrage freundlich bei",
)
ABOUT = ("die neue Akte", "das Fachverfahren", "die Terminvergabe", "den Scan-Arbeitsplatz")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What was drawn; the n-th candidate and rater are counted from 0.

    Attributes:
        people: first_name, last_name, email, personnel_number, function, department (the
            place of a department in the list of them all); candidates first, then raters.
        sheets: candidate, rater; one row per sheet.
        ratings: sheet, criterion (its place), value (`NB` is „n. b.“), evidence.
    """

    criteria: tuple[Criterion, ...]
    people: pd.DataFrame
    sheets: pd.DataFrame
    ratings: pd.DataFrame


def draw(departments: int) -> Drawing:
    """Draw people, sheets and ratings for a town with so many departments."""
    rng = np.random.default_rng(SEED)
    criteria = read_criteria(DATA / "criteria.yaml")
    sheets = _sheets(rng)
    return Drawing(
        criteria=criteria,
        people=_people(rng, departments),
        sheets=sheets,
        ratings=_ratings(rng, sheets, len(criteria)),
    )


def _people(rng: np.random.Generator, departments: int) -> pd.DataFrame:
    count = CANDIDATES + RATERS
    numbers = [f"{number:06}" for number in range(1, count + 1)]
    return pd.DataFrame(
        {
            "first_name": rng.choice(FIRST_NAMES, count),
            "last_name": rng.choice(LAST_NAMES, count),
            "email": [f"person.{number}@musterhausen.example" for number in numbers],
            "personnel_number": numbers,
            "function": "Sachbearbeitung",
            "department": rng.integers(departments, size=count),
        }
    )


def _sheets(rng: np.random.Generator) -> pd.DataFrame:
    """Every candidate has the same number of sheets, each by another rater."""
    first = rng.integers(RATERS, size=CANDIDATES)
    steps = np.arange(SHEETS_EACH) * (RATERS // SHEETS_EACH)
    raters = (first[:, None] + steps) % RATERS
    candidates = np.repeat(np.arange(CANDIDATES), SHEETS_EACH)
    return pd.DataFrame({"candidate": candidates, "rater": raters.ravel()})


def _ratings(rng: np.random.Generator, sheets: pd.DataFrame, criteria: int) -> pd.DataFrame:
    """A rating is the person's, the rater's and the hour's; some cannot be given."""
    able = rng.normal(3.2, 0.6, CANDIDATES)[sheets["candidate"]]
    mild = rng.normal(0.0, 0.4, RATERS)[sheets["rater"]]
    noise = rng.normal(0.0, 0.7, (len(sheets), criteria))
    value = np.clip(np.rint((able + mild)[:, None] + noise), 1, 5).astype(np.int64).ravel()
    value[rng.random(len(value)) < 0.05] = NB  # noqa: PLR2004  # one in twenty
    return pd.DataFrame(
        {
            "sheet": np.repeat(np.arange(len(sheets)), criteria),
            "criterion": np.tile(np.arange(criteria), len(sheets)),
            "value": value,
            "evidence": _evidence(rng, value),
        }
    )


def _evidence(rng: np.random.Generator, value: np.ndarray) -> np.ndarray:
    """A note wherever one is needed, and with some others; hardly one is like another."""
    noted = np.isin(value, list(NEEDS_EVIDENCE)) | (rng.random(len(value)) < 0.1)  # noqa: PLR2004
    texts = np.full(len(value), "", dtype=object)
    count = int(noted.sum())
    parts = zip(
        rng.choice(SEEN, count).tolist(),
        rng.choice(ABOUT, count).tolist(),
        rng.integers(1, 100_000, count).tolist(),
        strict=True,
    )
    texts[noted] = [f"{seen} {about}, Vorgang {number}." for seen, about, number in parts]
    return texts
