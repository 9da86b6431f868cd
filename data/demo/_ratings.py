"""The rating sheets, from the deal to the file."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from _evidence import NOT_OBSERVABLE, Notes
from _panel import Sheet
from _tables import german

HEADER = (
    "E-Mail Kandidatur",
    "E-Mail bewertende Person",
    "Kriterium",
    "Bewertung",
    "Beleg",
    "Abgegeben am",
)
_NEEDED = frozenset({"1", "2", "5"})
_TALKATIVE = (0.08, 0.44)
_WHY_UNSEEN = 0.35
_BEGUN = (4, 8)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A sheet with its marks; criteria that a draft leaves open are not in it."""

    sheet: Sheet
    marks: Mapping[str, str]


def leave_open(filled: Filled, rng: random.Random) -> Filled:
    """Take the last criteria from a draft; whoever was interrupted had begun at the top."""
    if filled.sheet.handed_in_on is not None:
        return filled
    begun = rng.randint(*_BEGUN)
    return Filled(sheet=filled.sheet, marks=dict(list(filled.marks.items())[:begun]))


def hide_from_all(filled: Sequence[Filled], number: str, key: str) -> list[Filled]:
    """Nobody saw this of one candidate."""
    return [
        Filled(sheet=one.sheet, marks={**one.marks, key: NOT_OBSERVABLE})
        if one.sheet.candidate.number == number
        else one
        for one in filled
    ]


def rows(
    filled: Sequence[Filled], titles: Mapping[str, str], notes: Notes, rng: random.Random
) -> Iterable[Mapping[str, str]]:
    """One row per mark."""
    shares = _shares(sorted({one.sheet.rater.name.email for one in filled}), rng)
    for one in filled:
        candidate, rater = one.sheet.candidate, one.sheet.rater.name.email
        day = one.sheet.handed_in_on
        for key, value in one.marks.items():
            needed = value in _NEEDED
            told = needed or rng.random() < _odds(one.sheet, value, shares[rater])
            yield {
                "E-Mail Kandidatur": candidate.name.email,
                "E-Mail bewertende Person": rater,
                "Kriterium": titles[key],
                "Bewertung": value,
                "Beleg": notes.take(candidate, key, value, is_needed=needed) if told else "",
                "Abgegeben am": german(day) if day else "",
            }


def _odds(sheet: Sheet, value: str, share: float) -> float:
    """How likely a note is that nobody asks for; leaders do not explain what they have not seen."""
    if value == NOT_OBSERVABLE:
        return 0.0 if sheet.is_own else _WHY_UNSEEN
    return share


def _shares(raters: Sequence[str], rng: random.Random) -> dict[str, float]:
    """How much each rater writes down unasked, from the silent to the talkative."""
    least, most = _TALKATIVE
    step = (most - least) / (len(raters) - 1)
    shuffled = rng.sample(raters, len(raters))
    return {rater: least + place * step for place, rater in enumerate(shuffled)}
