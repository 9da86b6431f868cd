"""Names as they are written, and what follows from them: addresses and extensions."""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

DOMAIN = "musterhausen.example"

_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae"}
)
_FIRST, _LAST = 101, 979
_HOUSES = {"37": "06200 930-", "67": "06200 775-", "70": "06200 770-"}
_RATHAUS = "06200 123-"


@dataclass(frozen=True, kw_only=True)
class Name:
    """A person as the town writes them."""

    salutation: str
    title: str
    first: str
    last: str

    @property
    def full(self) -> str:
        """Title, first name, last name."""
        return " ".join(part for part in (self.title, self.first, self.last) if part)

    @property
    def email(self) -> str:
        """The address that the town gives its people."""
        return f"{_plain(self.first)}.{_plain(self.last)}@{DOMAIN}"


def read_name(entry: Mapping[str, str | None]) -> Name:
    """Read a name from one of the hand-made lists."""
    fields = [one_line(entry.get(key)) for key in ("anrede", "titel", "vorname", "nachname")]
    return Name(salutation=fields[0], title=fields[1], first=fields[2], last=fields[3])


class Extensions:
    """The telephone book: each unit has its own stretch of numbers, each person one in it."""

    def __init__(self, units: list[str], rng: random.Random) -> None:
        width = (_LAST - _FIRST) // len(units)
        self._rng = rng
        self._free = {
            unit: list(range(_FIRST + place * width, _FIRST + (place + 1) * width))
            for place, unit in enumerate(units)
        }

    def take(self, unit: str) -> str:
        """Give the next number of a unit."""
        free = self._free[unit]
        del free[: self._rng.choice((0, 0, 1))]
        return f"{_HOUSES.get(unit, _RATHAUS)}{free.pop(0)}"


def one_line(value: str | None) -> str:
    """Take a text as one line, with its umlauts composed."""
    return unicodedata.normalize("NFC", " ".join((value or "").split()))


def _plain(name: str) -> str:
    spelt = unicodedata.normalize("NFC", name.lower()).translate(_SPELT)
    bare = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    kept = "".join(sign for sign in bare if sign.isalnum() or sign in " -")
    return "-".join(kept.replace("-", " ").split())
