"""What stands beside a row and above a column."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotsen.domain.criteria import Criterion
from lotsen.i18n import _, language
from lotsen.usecases.scores import TOTAL

DASH = re.compile(r" [-–—] ")

LONG_COMPOUND = re.compile(
    r"(\b\w{4,})(?=(?:orientier|kompeten|fähig|kenntnis|bereitschaft|verständnis|management)\w*)"
)
"""Where a long German compound may be broken in a heading."""

NARROWEST = 11
"""Letters in a line of a heading; a longer word makes the line longer."""


@dataclass(frozen=True, kw_only=True)
class RowTitle:
    """A department beside its row: in short, and in one or two lines."""

    short: str
    first: str
    second: str


def criterion_titles(criteria: Sequence[Criterion]) -> dict[str, str]:
    """The short titles by key, the weighted score first."""
    german = language() == "de"
    titles = {each.key: each.title if german else each.title_en for each in criteria}
    return {TOTAL: _("Gesamtwert"), **titles}


def row_title(number: str, name: str, above: str, *, lines: int) -> RowTitle:
    """A department's title; with one line to write on, all of it stands there."""
    head, *rest = DASH.split(name, maxsplit=1)
    own = full_title(number, name)
    short = head if number in head.split() else number or head
    if lines == 1:
        return RowTitle(short=short, first=own, second="")
    if rest:
        return RowTitle(short=short, first=full_title(number, head), second=rest[0])
    return RowTitle(short=short, first=own, second=above)


def full_title(number: str, name: str) -> str:
    """Number and name, „33 Bürgerdienste“; „Dezernat II“ carries its number already."""
    return name if number in DASH.split(name)[0].split() else f"{number} {name}".strip()


def wrapped(title: str, *, lines: int | None = None) -> list[str]:
    """A heading in lines that are as short as its longest word allows, or in so many lines."""
    if lines is not None:
        widths = range(max(map(len, title.split()), default=1), len(title) + 1)
        folds = (textwrap.wrap(title, width, break_on_hyphens=False) for width in widths)
        return next((fold for fold in folds if len(fold) <= lines), [title])
    parts = LONG_COMPOUND.sub("\\1- ", title).split()
    width = max([NARROWEST, *map(len, parts)])
    return textwrap.wrap(" ".join(parts), width, break_on_hyphens=False)


def widest_line(titles: Iterable[str], *, lines: int | None = None) -> int:
    """Letters in the longest line of these headings."""
    return max(len(line) for title in titles for line in wrapped(title, lines=lines))
