"""How much of a full week somebody works, in the many ways in which towns write it.

A number with a unit says so itself: „50 %“, „19,5 Std.“, „19,5/39“, „0,5 VZÄ“.
For a bare number the heading is asked; then the other numbers of the column: one that is more
than a week's hours can only be a percentage, and so are its neighbours.
Up to 1 it is a share in any case, and what is still open are hours.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.findings import FindingCode
from lotsen.imports.synonyms import fold
from lotsen.imports.values import Unreadable, decimal

FULL_WEEK = 39.0
"""Hours of a full week in municipal pay; civil servants have up to 41."""

_LONGEST_WEEK = 41.0
_DIGITS = 4
_NUMBER = r"(\d[\d.,]*)"
_LEADING_WORD = re.compile(r"(teilzeit|vollzeit|tz|vz|ca\.?|rd\.?)[\s:,-]*(?=[\d(])")
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|v\.?\s?h\.?|prozent)(?:\s*(?:tz|teilzeit|vz|vollzeit))?")
_FRACTION = re.compile(rf"{_NUMBER}\s*(?:/|von)\s*{_NUMBER}(?:\s*(?:h|std\.?|stunden))?")
_HOURS = re.compile(
    rf"{_NUMBER}\s*(?:h|std\.?|stunden|wochenstunden|wstd\.?)(?:\s*(?:/|pro|je)\s*woche)?"
)
_SHARE = re.compile(rf"{_NUMBER}\s*(?:vzä|vze|fte|stellen?)")
_WORDS = {
    **dict.fromkeys(("vollzeit", "vz", "volle stelle", "ganztags", "full time", "full-time"), 1.0),
    **dict.fromkeys(("halbtags", "halbe stelle", "1/2"), 0.5),
}


class Unit(StrEnum):
    """What the bare numbers of a column count."""

    SHARE = "share"
    PERCENT = "percent"
    HOURS = "hours"


@dataclass(frozen=True, kw_only=True)
class Custom:
    """How a column writes its bare numbers; `unit` is None where nothing tells.

    Attributes:
        is_said: the heading says it, so that nothing is guessed.
    """

    unit: Unit | None
    is_said: bool


def custom_of(heading: str, texts: Iterable[str]) -> Custom:
    """Find out what bare numbers mean in a column."""
    unit = _said(heading)
    if unit is not None:
        return Custom(unit=unit, is_said=True)
    numbers = (_bare(text) for text in texts)
    is_percent = any(number is not None and number > _LONGEST_WEEK for number in numbers)
    return Custom(unit=Unit.PERCENT if is_percent else None, is_said=False)


def workload_reader(custom: Custom) -> Callable[[str], float]:
    """Make a reader that gives the share of a full week, above 0 and at most 1."""

    def read(text: str) -> float:
        simple = _simple(text)
        share = _with_unit(simple)
        if share is None:
            share = _without_unit(simple, custom)
        if share <= 0:
            raise Unreadable(FindingCode.WORKLOAD_INVALID)
        if share > _LONGEST_WEEK / FULL_WEEK:
            raise Unreadable(FindingCode.WORKLOAD_TOO_LARGE)
        return round(min(share, 1.0), _DIGITS)

    return read


def is_taken_for_hours(text: str, custom: Custom) -> bool:
    """Whether a whole number was read as hours although it could be a percentage."""
    number = _bare(text)
    return custom.unit is None and number is not None and number > 1 and number == int(number)


def _said(heading: str) -> Unit | None:
    folded = fold(heading)
    if "%" in heading or "prozent" in folded:
        return Unit.PERCENT
    if "stunden" in folded or "std" in folded or "hours" in folded:
        return Unit.HOURS
    return Unit.SHARE if "vzae" in folded or "fte" in folded else None


def _simple(text: str) -> str:
    text = " ".join(text.casefold().split())
    return _LEADING_WORD.sub("", text).strip("()")


def _bare(text: str) -> float | None:
    try:
        return decimal(_simple(text))
    except ValueError:
        return None


def _with_unit(text: str) -> float | None:
    """Read what says itself what it counts."""
    if text in _WORDS:
        return _WORDS[text]
    for pattern, whole in ((_PERCENT, 100.0), (_HOURS, FULL_WEEK), (_SHARE, 1.0)):
        if (match := pattern.fullmatch(text)) is not None:
            return _number(match[1]) / whole
    if (match := _FRACTION.fullmatch(text)) is not None:
        whole = _number(match[2])
        return _number(match[1]) / whole if whole else 0.0
    return None


def _without_unit(text: str, custom: Custom) -> float:
    number = _number(text)
    if number <= 1:
        return number
    if custom.unit == Unit.SHARE:
        raise Unreadable(FindingCode.WORKLOAD_TOO_LARGE)
    if custom.unit != Unit.PERCENT:
        return number / FULL_WEEK
    if not custom.is_said and number != int(number) and number <= _LONGEST_WEEK:
        raise Unreadable(FindingCode.WORKLOAD_AMBIGUOUS)
    return number / 100.0


def _number(text: str) -> float:
    try:
        return decimal(text)
    except ValueError:
        raise Unreadable(FindingCode.WORKLOAD_INVALID) from None
