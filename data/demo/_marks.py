"""The marks on a sheet: what a candidate shows, how a rater sees it, what nobody could see.

A mark is the nearest whole number to a sum of independent normal parts: how good the candidate
is, how good on this criterion, how hard the criterion is, how strict the rater is, the halo that
one rater sees round one candidate, and what is left to the moment.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, pstdev

from _candidates import Candidate
from _evidence import NOT_OBSERVABLE
from _panel import Sheet
from _people import Person

_CENTRE, _LOWEST, _HIGHEST = 3.35, 1, 5
_QUALITY, _STRICTNESS, _CRITERION, _TALENT = 0.55, 0.5, 0.18, 0.35
_DEPARTMENT, _HALO, _MOMENT = 0.15, 0.25, 0.42
_GIFT, _KINDNESS = 0.5, 0.12
_WEAKEST = -0.85  # hardly anybody offers to do what they cannot do at all

_UNSEEN = {
    "motivation": 0.01,
    "vorbild": 0.025,
    "agil": 0.065,
    "mobil": 0.1,
    "prozesse": 0.04,
    "ideen": 0.05,
    "daten_kritisch": 0.08,
    "datenverantwortung": 0.075,
    "verstaendlich": 0.02,
    "systemwissen": 0.07,
}
_NO_DESK = frozenset({"33", "53", "67", "70"})
_UNSEEN_OUTSIDE = 0.5
_MOBILE = "mobil"


@dataclass(frozen=True, kw_only=True)
class Leanings:
    """What stays the same over all sheets; the parts are drawn once."""

    quality: Mapping[str, float]
    strictness: Mapping[str, float]
    criterion: Mapping[str, float]
    department: Mapping[str, float]
    talent: Mapping[tuple[str, str], float] = field(repr=False)


def draw(
    candidates: Sequence[Candidate],
    raters: Sequence[Person],
    criteria: Sequence[str],
    gifts: Mapping[str, Mapping[str, int]],
    rng: random.Random,
) -> Leanings:
    """Draw the lasting parts; gifts are what the texts of a candidate speak of."""
    numbers = [candidate.number for candidate in candidates]
    units = sorted({candidate.place.unit for candidate in candidates})
    return Leanings(
        quality={
            key: max(_WEAKEST, value) for key, value in _normal(numbers, _QUALITY, rng).items()
        },
        strictness=_normal([rater.name.email for rater in raters], _STRICTNESS, rng),
        criterion=_normal(criteria, _CRITERION, rng),
        department=_normal(units, _DEPARTMENT, rng),
        talent={
            (number, key): rng.gauss(_GIFT * gifts.get(number, {}).get(key, 0), _TALENT)
            for number in numbers
            for key in criteria
        },
    )


def fill_in(sheet: Sheet, leanings: Leanings, rng: random.Random) -> dict[str, str]:
    """Mark every criterion of a sheet, in their order."""
    candidate, rater = sheet.candidate, sheet.rater
    lasting = (
        _CENTRE
        + leanings.quality[candidate.number]
        + leanings.department[candidate.place.unit]
        - leanings.strictness[rater.name.email]
        + rng.gauss(0.0, _HALO)
        + (_KINDNESS if sheet.is_own else 0.0)
    )
    marks: dict[str, str] = {}
    for key, part in leanings.criterion.items():
        value = lasting + part + leanings.talent[candidate.number, key] + rng.gauss(0.0, _MOMENT)
        unseen = rng.random() < _unseen(sheet, key)
        marks[key] = NOT_OBSERVABLE if unseen else str(_on_scale(value))
    return marks


def _unseen(sheet: Sheet, key: str) -> float:
    """How likely the rater has never seen it; leaders have seen most of their own people."""
    if key == _MOBILE and sheet.candidate.place.unit in _NO_DESK:
        return _UNSEEN_OUTSIDE
    return _UNSEEN[key] * (0.4 if sheet.is_own else 1.35)


def _on_scale(value: float) -> int:
    return max(_LOWEST, min(_HIGHEST, round(value)))


def _normal(keys: Sequence[str], spread: float, rng: random.Random) -> dict[str, float]:
    """Draw one value for each key, with mean 0 and exactly this spread."""
    drawn = [rng.gauss(0.0, 1.0) for _ in keys]
    centre, width = fmean(drawn), pstdev(drawn)
    return {key: spread * (one - centre) / width for key, one in zip(keys, drawn, strict=True)}
