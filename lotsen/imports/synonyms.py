"""The words of `data/columns.yaml`: under which headings and words towns bring their data."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from lotsen.domain.files import FileKind

_FILE = Path(__file__).parents[2] / "data" / "columns.yaml"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, kw_only=True)
class Synonyms:
    """What `data/columns.yaml` says, ready to compare.

    Attributes:
        headings: kind → field → headings, the one of our own templates first.
        words: "state", "kind", … → folded word → stored value.
        spellings: "state", "kind", … → the words that we recommend.
    """

    headings: Mapping[FileKind, Mapping[str, Sequence[str]]]
    evidence_prefixes: Sequence[str]
    words: Mapping[str, Mapping[str, str]]
    spellings: Mapping[str, Sequence[str]]


def fold(text: str) -> str:
    """What is left for comparing: small letters and digits, umlauts written out."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return "".join(sign for sign in text if sign.isalnum())


@cache
def synonyms() -> Synonyms:
    """The words of `data/columns.yaml`, read once."""
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Synonyms(
        headings={kind: written["columns"][kind] for kind in FileKind},
        evidence_prefixes=[fold(prefix) for prefix in written["evidence_prefixes"]],
        words={
            topic: {fold(word): value for value, words in values.items() for word in words}
            for topic, values in written["words"].items()
        },
        spellings={
            topic: [words[0] for value, words in values.items() if value]
            for topic, values in written["words"].items()
        },
    )


@cache
def all_headings() -> frozenset[str]:
    """Every heading of every kind, folded: by these a heading row is known."""
    kinds = synonyms().headings.values()
    return frozenset(fold(name) for fields in kinds for names in fields.values() for name in names)
