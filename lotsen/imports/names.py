"""Names of people, in one column or in three."""

from collections.abc import Callable

from lotsen.domain.findings import FindingCode
from lotsen.imports.checks import Checks
from lotsen.imports.synonyms import fold
from lotsen.imports.values import Unreadable, line, name

_TITLES = frozenset({"dr", "prof", "dring", "dipling", "drjur", "drmed", "drphil", "mag"})
_FIRST_AND_LAST = 2

Name = tuple[str, str, str]
"""Title, first name, last name."""

_NOBODY: Name = ("", "", "")


def read_names(checks: Checks) -> dict[str, list[str]]:
    """Read title, first and last name of every row, from whichever columns there are."""
    if {"first_name", "last_name"} <= checks.mapping.keys():
        for field in ("last_name", "first_name"):
            checks.require(field)
        readers = {"title": line, "first_name": name, "last_name": name}
        return {field: checks.read(field, reader).as_list() for field, reader in readers.items()}
    checks.require("full_name")
    reader = name_reader(checks.heading("full_name"))
    names = checks.read("full_name", reader, blank=_NOBODY).as_list()
    titles = checks.read("title", line).as_array()
    return {
        "title": [given or found[0] for given, found in zip(titles, names, strict=True)],
        "first_name": [found[1] for found in names],
        "last_name": [found[2] for found in names],
    }


def name_reader(heading: str) -> Callable[[str], Name]:
    """Make a reader for names in one cell.

    A comma parts last from first name. Without one, only two words under a heading that puts the
    first name first („Vorname Nachname“) are certain; nothing else is guessed.
    """
    is_first_first = fold(heading).startswith(("vor", "fullname"))

    def read(text: str) -> Name:
        text = name(text)
        last, comma, first = text.partition(",")
        if comma:
            title_before, last = _split_title(last)
            title, first = _split_title(first)
            if not last or not first or "," in first:
                raise Unreadable(FindingCode.NAME_UNCLEAR)
            return " ".join(filter(None, (title_before, title))), first, last
        title, rest = _split_title(text)
        words = rest.split()
        if not is_first_first or len(words) != _FIRST_AND_LAST:
            raise Unreadable(FindingCode.NAME_UNCLEAR)
        return title, words[0], words[1]

    return read


def _split_title(text: str) -> tuple[str, str]:
    words = text.split()
    count = 0
    while count < len(words) and words[count].endswith(".") and fold(words[count]) in _TITLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])
