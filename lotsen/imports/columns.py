"""Which heading of a file stands for which of our fields."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lotsen.domain.files import FileKind
from lotsen.domain.findings import Finding, FindingCode
from lotsen.imports.synonyms import fold, synonyms

RATING_OF, EVIDENCE_OF = "rating:", "evidence:"
"""Before the key of a criterion: the fields of a list with one sheet per row."""

_NAME = fold("Name")
_PARTED = re.compile(r"[/()\[\]]|\bbzw\.|\boder\b")
_LEVELS, _DEEPEST = frozenset({"division", "unit", "department"}), "department"
_LAST = 1_000
"""The rank of a heading that is known by its parts: every other heading comes first."""
_REQUIRED: Mapping[FileKind, Sequence[tuple[str, ...]]] = {
    FileKind.DEPARTMENTS: (("name",), ("kind",)),
    FileKind.PEOPLE: (("last_name", "full_name"), ("first_name", "full_name"), ("email",)),
    FileKind.CANDIDATES: (
        ("last_name", "full_name"),
        ("first_name", "full_name"),
        ("email",),
        ("department", "unit", "division"),
    ),
    FileKind.RATINGS: (("candidate",), ("rater",), ("criterion", RATING_OF), ("value", RATING_OF)),
}
"""For each kind the fields of which one, or another, has to be there."""


class CriterionNames(Protocol):
    """What a criterion is called; a `Criterion` of the domain will do."""

    @property
    def key(self) -> str:
        """Its name in the records."""

    @property
    def number(self) -> int:
        """Its place in the list of criteria, from 1."""

    @property
    def title(self) -> str:
        """Its short title."""

    @property
    def full_title(self) -> str:
        """Its title in the concept."""

    @property
    def title_en(self) -> str:
        """Its English title."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which heading stands for which field.

    Attributes:
        mapping: field → place of the heading, from 0; to be changed by the person.
        rivals: field → places of all headings that could stand for it, where there are several.
    """

    mapping: Mapping[str, int]
    rivals: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def fields_of(kind: FileKind, criteria: Sequence[CriterionNames] = ()) -> tuple[str, ...]:
    """All fields of a kind, in the order of our own templates."""
    plain = tuple(synonyms().headings[kind])
    if kind != FileKind.RATINGS:
        return plain
    wide = [prefix + one.key for one in criteria for prefix in (RATING_OF, EVIDENCE_OF)]
    return (*plain, *wide)


def required_fields(kind: FileKind, mapped: Collection[str] = ()) -> frozenset[str]:
    """Fields that a person should see marked as needed; not where others stand for them."""
    there = _sorts_of(mapped)
    needed = (group for group in _REQUIRED[kind] if group[0] in there or not there & {*group})
    return frozenset(group[0] for group in needed)


def criterion_names(criteria: Sequence[CriterionNames]) -> dict[str, str]:
    """Everything a criterion may be called, folded, to its key."""
    names: dict[str, str] = {}
    for one in criteria:
        number, titles = one.number, (one.title, one.full_title, one.title_en)
        words = (one.key, number, f"K{number}", f"Kriterium {number}", *titles)
        numbered = (f"{number} {title}" for title in titles)
        names |= {fold(str(word)): one.key for word in (*words, *numbered)}
    return names


def match_columns(
    kind: FileKind, headers: Sequence[str], criteria: Sequence[CriterionNames] = ()
) -> Match:
    """Find the field of each heading.

    Where several headings could stand for one field, a needed field is left open; for the others
    the more usual heading is taken.
    """
    places = _places(kind, headers, criteria)
    if "full_name" in places and "first_name" in places:
        names = [place for place in places.pop("full_name") if fold(headers[place]) == _NAME]
        if "last_name" not in places and names:
            places["last_name"] = names
    needed = {name for group in _REQUIRED[kind] for name in group}
    rivals = {name: tuple(found) for name, found in places.items() if len(found) > 1}
    mapping = {
        name: found[0] for name, found in places.items() if name not in rivals or name not in needed
    }
    return Match(mapping=mapping, rivals=rivals)


def missing_fields(kind: FileKind, mapping: Mapping[str, int]) -> tuple[str, ...]:
    """Needed fields for which no heading was found."""
    there = _sorts_of(mapping)
    return tuple(group[0] for group in _REQUIRED[kind] if not there & {*group})


def _sorts_of(mapped: Collection[str]) -> set[str]:
    return {RATING_OF if name.startswith(RATING_OF) else name for name in mapped}


def check_columns(
    kind: FileKind, headers: Sequence[str], match: Match, mapping: Mapping[str, int]
) -> tuple[Finding, ...]:
    """What is wrong with a mapping, given what was found at first."""
    findings = []
    for name in missing_fields(kind, mapping):
        rivals = [headers[place] for place in match.rivals.get(name, ())]
        code = FindingCode.COLUMN_AMBIGUOUS if rivals else FindingCode.COLUMN_MISSING
        facts = {"kind": kind, "field": name, "headings": _listed(rivals or headers)}
        findings.append(Finding(row=None, column=None, value="", code=code, facts=facts))
    used = {*mapping.values()}
    for name, places in match.rivals.items():
        unread = [headers[place] for place in places if place not in used]
        if name in mapping and unread:
            facts = {"kind": kind, "field": name, "taken": headers[mapping[name]]}
            findings.append(
                Finding(
                    row=None,
                    column=unread[0],
                    value="",
                    code=FindingCode.COLUMN_NOT_READ,
                    facts=facts,
                )
            )
    return tuple(findings)


def _places(
    kind: FileKind, headers: Sequence[str], criteria: Sequence[CriterionNames]
) -> dict[str, list[int]]:
    """For each field the places of its headings, the more usual heading first."""
    known = _known_headings(kind, criteria)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, header in enumerate(headers):
        if (hit := known.get(fold(header)) or _hit_of_parts(header, known)) is not None:
            name, rank = hit
            found[name].append((rank, place))
    return {name: [place for _rank, place in sorted(hits)] for name, hits in found.items()}


def _hit_of_parts(header: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """What "E-Mail (dienstlich)" or "Amt / Abteilung" means, where its parts leave no doubt."""
    hits = {hit[0] for part in _PARTED.split(header) if (hit := known.get(fold(part)))}
    if len(hits) > 1 and hits <= _LEVELS:
        return _DEEPEST, _LAST
    return (hits.pop(), _LAST) if len(hits) == 1 else None


def _known_headings(
    kind: FileKind, criteria: Sequence[CriterionNames]
) -> dict[str, tuple[str, int]]:
    """Each folded heading with its field and its rank among the headings of that field."""
    known: dict[str, tuple[str, int]] = {}
    if kind == FileKind.RATINGS:
        for name, key in criterion_names(criteria).items():
            known[name] = (RATING_OF + key, 0)
            for prefix in synonyms().evidence_prefixes:
                known[prefix + name] = (EVIDENCE_OF + key, 0)
    for name, headings in synonyms().headings[kind].items():
        known |= {fold(heading): (name, rank) for rank, heading in enumerate(headings)}
    return known


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(f"„{heading}“" for heading in headings if heading)
