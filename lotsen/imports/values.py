"""Single cells: what a person wrote, and what it means.

A reader takes one text that is not blank, and gives a value or raises `Unreadable`;
it is called once for each distinct text.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from lotsen.domain.candidates import CandidateState
from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.findings import FindingCode
from lotsen.domain.people import Role
from lotsen.imports.synonyms import fold, synonyms

NOT_OBSERVABLE = -1
"""Stands for „n. b.“ among the ratings while they are read."""

SHORT, LONG = 200, 10_000
"""The longest text of one line, and the longest of several."""

_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_GERMAN_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_ENGLISH_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_SHORTENED = re.compile(r"\d([,.]\d+)?E\+\d+", re.IGNORECASE)
_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_DASHES = frozenset("-/.?\N{EN DASH}\N{EM DASH}")
_NOT_OBSERVABLE = frozenset({"nb", "nichtbeobachtbar", "nichtbeobachtet", "notobservable"})
_ATOM = r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+"
_LOCAL = rf"{_ATOM}(?:\.{_ATOM})*"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_LABEL}")
_NAMED_ADDRESS = re.compile(r"[^<>@]*<([^<>\s]+)>")
_LONGEST_ADDRESS = 254
_LONGEST_NUMBER = 40
_DAY = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})"
    r"(?:,? \d{1,2}:\d{2}(:\d{2})?)?"
)
_DAY_IN_WORDS = re.compile(r"(?P<day>\d{1,2})\.?\s?(?P<word>[A-Za-zä]{3,9})\.?\s(?P<year>\d{4})")
_ISO_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)
_SERIAL = re.compile(r"[2-7]\d{4}")
_DAY_ZERO = dt.date(1899, 12, 30)
_MONTHS = ["jan", "feb", "mae", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]
_OTHER_MONTHS = {"mrz": "mae", "mar": "mae", "may": "mai", "oct": "okt", "dec": "dez"}
_YEARS = range(1990, 2100)
_CENTURY = 2000


class Unreadable(Exception):
    """This text does not mean what it should; `facts` help to say what to do.

    A fact that costs time is a function; it is only called for findings that somebody reads.
    """

    def __init__(self, code: FindingCode, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)


def line(text: str) -> str:
    """Read a text of one line; blanks inside count once."""
    return " ".join(_checked(text, SHORT).split())


def name(text: str) -> str:
    """Read a name; "Y?ld?z" is what a CSV keeps of letters that its character set does not have."""
    if _LOST.search(text):
        raise Unreadable(FindingCode.TEXT_BROKEN)
    return line(text)


def prose(text: str) -> str:
    """Read a text of several lines."""
    return _checked(text, LONG)


def digits(text: str) -> str:
    """Read a number that is a name, as a personnel number or a telephone number is."""
    if _SHORTENED.fullmatch(text):
        raise Unreadable(FindingCode.NUMBER_SHORTENED)
    return line(text)


def decimal(text: str) -> float:
    """Read a number as Germans write it, or as the English do.

    Raises:
        ValueError: it is no number.
    """
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    text = text.replace(" ", "").replace("\N{MINUS SIGN}", "-")
    if _GERMAN_NUMBER.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _ENGLISH_NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    raise ValueError(text)


def rating(text: str) -> int:
    """Read a rating: 1 to 5, or „n. b.“ in one of its spellings.

    A dash is not taken for „n. b.“: it may as well stand for a rating that is still to come.
    """
    try:
        number = decimal(text)
    except ValueError:
        if fold(text) in _NOT_OBSERVABLE:
            return NOT_OBSERVABLE
        is_dash = {*text} <= _DASHES
        code = FindingCode.RATING_DASH if is_dash else FindingCode.RATING_UNREADABLE
        raise Unreadable(code) from None
    if not LOWEST <= number <= HIGHEST:
        raise Unreadable(FindingCode.RATING_OFF_SCALE, lowest=LOWEST, highest=HIGHEST)
    if number != int(number):
        raise Unreadable(FindingCode.RATING_NOT_WHOLE, lowest=LOWEST, highest=HIGHEST)
    return int(number)


def email(text: str) -> str:
    """Read an address, in small letters; `Anna Kaya <kaya@stadt.example>` is one too."""
    text = text.lower().removeprefix("mailto:")
    if (named := _NAMED_ADDRESS.fullmatch(text)) is not None:
        text = named[1]
    if len(text) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        raise Unreadable(FindingCode.EMAIL_INVALID)
    return text


def person_key(text: str) -> str:
    """Read what names a candidate: an address, or a personnel number."""
    return email(text) if "@" in text else digits(text).lower()


def day(text: str) -> dt.date:
    """Read a date: 01.06.2026, 1.6.26, 1. Juni 2026, 2026-06-01, or Excel's count of days."""
    if _SERIAL.fullmatch(text):
        found = _DAY_ZERO + dt.timedelta(days=int(text))
    else:
        match = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text) or _DAY_IN_WORDS.fullmatch(text)
        if match is None:
            raise Unreadable(FindingCode.DATE_INVALID)
        found = _date(match.groupdict())
    if found.year not in _YEARS:
        raise Unreadable(FindingCode.DATE_IMPLAUSIBLE)
    return found


def salutation(text: str) -> str:
    """Read „Frau“, „Herr“, or that somebody wants neither; „Sehr geehrte Frau Kaya“ too."""
    words = synonyms().words["salutation"]
    parts = text.split()
    for length in range(len(parts), 0, -1):
        if (value := words.get(fold(" ".join(parts[:length])))) is not None:
            return value
    raise Unreadable(FindingCode.SALUTATION_UNKNOWN, known=_known("salutation"))


def state(text: str) -> CandidateState:
    """Read where a candidacy stands."""
    return CandidateState(_word("state", text, FindingCode.STATE_UNKNOWN))


def kind(text: str) -> DepartmentKind:
    """Read what sort of department it is."""
    return DepartmentKind(_word("kind", text, FindingCode.KIND_UNKNOWN))


def roles(text: str) -> tuple[Role, ...]:
    """Read a list of roles, parted by commas, semicolons, slashes or lines."""
    words = [word for word in re.split(r"[,;/+|\n]", text) if word.strip()]
    found = {Role(_word("role", word, FindingCode.ROLE_UNKNOWN)) for word in words}
    return tuple(role for role in Role if role in found)


def one_of(names: Mapping[str, str], code: FindingCode) -> Callable[[str], str]:
    """Make a reader for names that are given from outside; it suggests the nearest."""

    def read(text: str) -> str:
        found = names.get(fold(text))
        if found is None:
            raise Unreadable(code, suggestion=lambda: _nearest(text, names))
        return found

    return read


def _nearest(text: str, names: Mapping[str, str]) -> str:
    near = get_close_matches(fold(text[:SHORT]), names, n=1)
    return names[near[0]] if near else ""


def _checked(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unreadable(FindingCode.TEXT_TOO_LONG, longest=longest, length=len(text))
    if not text.isprintable() and _NOT_ALLOWED.search(text):
        raise Unreadable(FindingCode.TEXT_CONTROL_SIGNS)
    if "\ufffd" in text:
        raise Unreadable(FindingCode.TEXT_BROKEN)
    return text


def _date(parts: Mapping[str, Any]) -> dt.date:
    year = int(parts["year"]) + (_CENTURY if len(parts["year"]) == len("26") else 0)
    try:
        month = int(parts["month"]) if "month" in parts else _month(parts["word"])
        return dt.date(year, month, int(parts["day"]))
    except ValueError:
        raise Unreadable(FindingCode.DATE_INVALID) from None


def _month(word: str) -> int:
    short = fold(word)[:3]
    return _MONTHS.index(_OTHER_MONTHS.get(short, short)) + 1


def _word(topic: str, text: str, code: FindingCode) -> str:
    value = synonyms().words[topic].get(fold(text))
    if value is None:
        raise Unreadable(code, known=_known(topic))
    return value


def _known(topic: str) -> str:
    return ", ".join(synonyms().spellings[topic])
